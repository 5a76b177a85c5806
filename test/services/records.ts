// Writes and reads topics of a broker as a client of its own, for the tests of the services that take records.

import { Kafka } from 'kafkajs'
import type { Broker } from '../../broker/index.js'

/** One record, as far as these tests look. */
export interface SeenRecord {
  readonly key: string | null
  readonly typeId: string | undefined
  /** Parsed JSON; null for a tombstone. */
  readonly value: unknown
}

function clientOf(broker: Broker): Kafka {
  return new Kafka({ brokers: [broker.bootstrap], logCreator: () => () => undefined })
}

/** Writes values in this order; text goes out as it is, everything else as JSON. */
export async function writeRecords(broker: Broker, topic: string, values: readonly unknown[]): Promise<void> {
  const producer = clientOf(broker).producer()
  await producer.connect()
  const messages = values.map((value) => ({
    value: value === null || typeof value === 'string' ? value : JSON.stringify(value),
    partition: 0,
  }))
  await producer.send({ topic, messages })
  await producer.disconnect()
}

/** The first so many records of a topic that may still be missing. */
export async function readRecords(broker: Broker, topic: string, count: number): Promise<readonly SeenRecord[]> {
  const consumer = clientOf(broker).consumer({ groupId: `reader-of-${topic}`, maxWaitTimeInMs: 50 })
  const read: SeenRecord[] = []
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  await new Promise<void>((resolve) => {
    void consumer.run({
      eachMessage: async ({ message: { key, value, headers = {} } }) => {
        read.push({
          key: key?.toString() ?? null,
          typeId: headers.__TypeId__?.toString(),
          value: value === null ? null : JSON.parse(value.toString()),
        })
        if (read.length >= count) resolve()
      },
    })
  })
  await consumer.disconnect()
  return read
}
