// Makes a topic and waits until it is known: just made, or just deleted, it is not known everywhere at once.

import { setTimeout as pause } from 'node:timers/promises'
import type { Admin } from 'kafkajs'

export interface Wanted {
  readonly topic: string
  readonly partitions: number
  /** @default 1 */
  readonly replicas?: number
}

export async function makeTopic(admin: Admin, { topic, partitions, replicas = 1 }: Wanted): Promise<void> {
  const wanted = { topic, numPartitions: partitions, replicationFactor: replicas }
  // One that is still being deleted is neither made nor gone.
  await untilDone(() => admin.createTopics({ topics: [wanted], waitForLeaders: false }))
  await untilDone(async () => {
    const { topics: found } = await admin.fetchTopicMetadata({ topics: [topic] })
    return found[0]?.partitions.length === partitions
  })
}

/** Again and again, for some seconds: what fails may go well the next time. */
export async function untilDone(work: () => Promise<boolean>): Promise<void> {
  for (let attempt = 1; attempt <= 200; attempt++) {
    if (await work().catch(() => false)) return
    await pause(50)
  }
  throw new Error('it was not done in 200 attempts')
}
