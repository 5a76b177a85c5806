// Somebody who goes on writing to a topic, all through a round.

import { setTimeout as pause } from 'node:timers/promises'
import type { Kafka, Producer } from 'kafkajs'

export interface Load {
  /** Records that were acknowledged. */
  readonly written: number
  /** Ends when what is on its way is written, or has failed for good. */
  stop(): Promise<void>
}

const gapMs = 8
const atOnce = 3

/** Writes small records without an end; what fails is tried again. */
export async function startLoad(kafka: Kafka, topic: string): Promise<Load> {
  const producer = await connected(kafka)
  let written = 0
  let isStopped = false
  const writing = (async () => {
    while (!isStopped) {
      const messages = Array.from({ length: atOnce }, (_, index) => ({
        value: `{"tag":"load","id":${written + index}}`,
      }))
      await producer.send({ topic, messages }).then(
        () => {
          written += atOnce
        },
        () => undefined,
      )
      await pause(gapMs)
    }
  })()
  return {
    get written() {
      return written
    },
    async stop() {
      isStopped = true
      await writing
      await producer.disconnect()
    },
  }
}

/** A producer that outlasts the death of a broker. */
export async function connected(kafka: Kafka, options: { readonly transactionalId?: string } = {}): Promise<Producer> {
  const transactional = options.transactionalId === undefined ? {} : { ...options, idempotent: true }
  const producer = kafka.producer({
    ...transactional,
    metadataMaxAge: 1000,
    retry: { initialRetryTime: 50, maxRetryTime: 300, retries: 200 },
  })
  await producer.connect()
  return producer
}
