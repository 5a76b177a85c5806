import kafkajs from 'kafkajs'
import { startBroker } from '../broker/index.js'
import type { FirstAnswer } from './first-answer.js'

/** Starts a broker, has a new kafkajs producer write a record to a topic that does not exist yet, and ends both. */
export async function timeFirstProduce(): Promise<FirstAnswer> {
  const start = performance.now()
  const broker = await startBroker()
  const listeningMs = performance.now() - start
  const kafka = new kafkajs.Kafka({ brokers: [broker.bootstrap], logLevel: kafkajs.logLevel.NOTHING })
  const producer = kafka.producer()
  try {
    await producer.connect()
    await producer.send({ topic: 'first', messages: [{ value: '{}' }] })
    return { listeningMs, answeredMs: performance.now() - start }
  } finally {
    await producer.disconnect()
    await broker.close()
  }
}
