// Everything that comes onto an embedded broker's topics, read by one consumer, taken in portions: what has come since the last time.

import { type IHeaders, Kafka } from 'kafkajs'
import type { Broker } from '../../broker/index.js'

export interface ReadRecord {
  readonly topic: string
  readonly key: string | null
  /** In the order of the wire. */
  readonly headers: Readonly<Record<string, string>>
  readonly value: string
  /** Milliseconds since the epoch. */
  readonly timestamp: number
}

export interface TopicReader {
  /** Every record that is in the broker's logs by now and was not taken before, topic by topic. */
  take(): Promise<readonly ReadRecord[]>
  close(): Promise<void>
}

/** Reads topics that exist; others are created first. */
export async function readTopics(broker: Broker, topics: readonly string[]): Promise<TopicReader> {
  for (const topic of topics) broker.createTopic(topic)
  const kafka = new Kafka({ brokers: [broker.bootstrap], logCreator: () => () => undefined })
  const consumer = kafka.consumer({ groupId: 'topic-reader', maxWaitTimeInMs: 50 })
  const read: ReadRecord[] = []
  let seen = 0
  let onRecord: () => void = () => undefined
  await consumer.subscribe({ topics: [...topics], fromBeginning: true })
  await consumer.run({
    eachMessage: async ({ topic, message: { key, value, headers, timestamp } }) => {
      const text = value?.toString() ?? ''
      read.push({
        topic,
        key: key?.toString() ?? null,
        headers: texts(headers),
        value: text,
        timestamp: Number(timestamp),
      })
      seen++
      onRecord()
    },
  })
  return {
    async take() {
      await new Promise<void>((resolve) => {
        onRecord = () => {
          if (seen >= written(broker)) resolve()
        }
        onRecord()
      })
      return read.splice(0).sort((left, right) => order(topics, left) - order(topics, right))
    },
    close: () => consumer.disconnect(),
  }
}

function written(broker: Broker): number {
  const partitions = broker.topics().flatMap((topic) => topic.partitions)
  return partitions.reduce((sum, { highWatermark }) => sum + highWatermark, 0)
}

function order(topics: readonly string[], { topic }: ReadRecord): number {
  return topics.indexOf(topic)
}

function texts(headers: IHeaders | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name, `${value}`]))
}
