// The usual way to listen in a test with kafkajs: a consumer in a group of its own, made for this test, and a moment at
// which it is taken to be ready. Benchmarks compare with it; the product never does it.
import type { Consumer, Kafka } from 'kafkajs'

/** A record as eachMessage hands it over. */
export interface Delivered {
  readonly partition: number
  readonly offset: number
  readonly text: string
}

export interface FreshGroupOptions {
  readonly kafka: Kafka
  readonly topic: string
  readonly groupId: string
  /** The event after which the test goes on. What guides say is GROUP_JOIN. */
  readonly readyAt: 'GROUP_JOIN' | 'FETCH'
  /** @default false, as guides say, lest old records come */
  readonly fromBeginning?: boolean
  readonly onRecord: (record: Delivered) => void
}

/** Starts to listen; resolves when the consumer has reached `readyAt`. */
export async function listenInFreshGroup(options: FreshGroupOptions): Promise<Consumer> {
  const { kafka, topic, groupId, readyAt, fromBeginning = false, onRecord } = options
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100 })
  const ready = new Promise<void>((resolve, reject) => {
    const stop = consumer.on(consumer.events[readyAt], () => {
      stop()
      resolve()
    })
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error))
  })
  const start = async () => {
    await consumer.connect()
    await consumer.subscribe({ topic, fromBeginning })
    await consumer.run({
      autoCommit: false,
      eachMessage: async ({ partition, message }) =>
        onRecord({ partition, offset: Number(message.offset), text: message.value?.toString() ?? '' }),
    })
  }
  await Promise.all([start(), ready])
  return consumer
}
