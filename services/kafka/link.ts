// One kafkajs producer with its connections, which can be cut at once: kafkajs itself waits for open requests when it disconnects.

import { type ISocketFactory, Partitioners, type Producer } from 'kafkajs'
import { createKafka } from './create-kafka.js'
import type { OutgoingRecord, Tombstone } from './publisher.js'
import { createSockets } from './sockets.js'

export interface Link {
  /** Connects if need be, sends, and settles with the acknowledgement of all replicas. */
  send(record: OutgoingRecord | Tombstone): Promise<void>
  /** Says good-bye to Kafka when nothing is under way. */
  disconnect(): Promise<void>
  /** Breaks every connection: what is under way fails, and nothing of it is sent any more. */
  cut(): void
}

/** A producer that begins to connect right away; a failure to connect is told by `send`. */
export function openLink(brokers: readonly string[], clientId: string): Link {
  const sockets = createSockets()
  const producer = createProducer(brokers, clientId, sockets.factory)
  let isConnected = false
  const connected = producer.connect().then(() => {
    isConnected = true
  })
  connected.catch(() => undefined)
  return {
    async send({ topic, key, value, headers, timestamp }) {
      await connected
      const time = timestamp === undefined ? {} : { timestamp: `${timestamp}` }
      await producer.send({ topic, acks: -1, messages: [{ key, value, headers: { ...headers }, ...time }] })
    },
    async disconnect() {
      if (isConnected) await producer.disconnect()
    },
    cut() {
      sockets.cut()
      producer.disconnect().catch(() => undefined)
    },
  }
}

function createProducer(brokers: readonly string[], clientId: string, socketFactory: ISocketFactory): Producer {
  const retry = { initialRetryTime: 50, maxRetryTime: 400, retries: 5 }
  const kafka = createKafka({ clientId, brokers, retry, socketFactory })
  return kafka.producer({ retry, allowAutoTopicCreation: true, createPartitioner: Partitioners.DefaultPartitioner })
}
