// Joins a group once and reads from topics once, to see whether the user may: what a scenario does, without a scenario.

import type { Consumer, Kafka } from 'kafkajs'
import { Deadline } from '../shared/index.js'
import { isCoordinatorMissing, isRefusal, protocolText } from './protocol-error.js'

export interface Trial {
  readonly groupId: string
  /** Existing topics to read from; none joins the group only. */
  readonly topics: readonly string[]
  readonly timeoutMs: number
  /** Whether Kafka has just refused a group, which kafkajs hides. */
  readonly isGroupRefused?: () => boolean
}

/** How far it came, and why no further: Kafka's word with its number, or that there was no answer in time. */
export type Tried =
  | { readonly kind: 'read' }
  /** `isRefusal`: for want of a right. */
  | { readonly kind: 'not joined' | 'not read'; readonly reason: string; readonly isRefusal: boolean }

const leaveMs = 1000

/** It never rejects; the group is left behind without members. */
export async function tryGroup(kafka: Kafka, trial: Trial): Promise<Tried> {
  const { groupId, topics, timeoutMs, isGroupRefused = () => false } = trial
  // Enough for a group coordinator that is still being made, as it is at the first group of a new cluster.
  const retry = { initialRetryTime: 100, maxRetryTime: 1000, retries: 8, restartOnFailure: async () => false }
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100, allowAutoTopicCreation: false, retry })
  let hasJoined = false
  const end = (reason: string, isRefusal: boolean): Tried => ({
    kind: hasJoined ? 'not read' : 'not joined',
    reason,
    isRefusal,
  })
  const failed = (error: unknown) => {
    const isHidden = isCoordinatorMissing(error) && isGroupRefused()
    return end(isHidden ? 'GROUP_AUTHORIZATION_FAILED (30)' : reasonOf(error), isHidden || isRefusal(error))
  }
  consumer.on(consumer.events.GROUP_JOIN, () => {
    hasJoined = true
  })
  let timer: NodeJS.Timeout | undefined
  const ending = new Promise<Tried>((resolve) => {
    consumer.on(consumer.events.FETCH, () => resolve({ kind: 'read' }))
    consumer.on(consumer.events.CRASH, ({ payload }) => resolve(failed(payload.error)))
    start(consumer, topics).catch((error: unknown) => resolve(failed(error)))
    timer = setTimeout(() => resolve(end(`no answer within ${timeoutMs} ms`, false)), timeoutMs)
  })
  try {
    return await ending
  } finally {
    clearTimeout(timer)
    // Where a join hangs, so does leaving.
    const leaving = consumer.disconnect().catch(() => undefined)
    await new Deadline(leaveMs).race(leaving, () => undefined)
  }
}

async function start(consumer: Consumer, topics: readonly string[]): Promise<void> {
  await consumer.connect()
  if (topics.length > 0) await consumer.subscribe({ topics: [...topics] })
  await consumer.run({ autoCommit: false, eachMessage: async () => undefined })
}

/** kafkajs hides why it found no coordinator: without a right to the group it finds none either. */
function reasonOf(error: unknown): string {
  if (isCoordinatorMissing(error)) return 'no coordinator, most often for want of a right'
  return protocolText(error) ?? (error instanceof Error ? error.message : String(error))
}
