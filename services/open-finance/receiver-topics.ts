// The topics of receivers: each is made when its receiver is registered, and those that were made are taken away at the end.

import { setTimeout as pause } from 'node:timers/promises'
import type { Admin } from 'kafkajs'
import { createKafka } from '../kafka/index.js'

export interface ReceiverTopics {
  /** Makes the topic, ready to be written to; one that is there already stays as it is. Rejects while Kafka is away. */
  create(topic: string, configs: Readonly<Record<string, string>>): Promise<void>
  /** Deletes what was made and disconnects; never takes longer than a second. */
  close(): Promise<void>
}

const goodByeMs = 1000

/** Connects on first use. */
export function createReceiverTopics(brokers: readonly string[]): ReceiverTopics {
  const made: string[] = []
  let connecting: Promise<Admin> | undefined
  const connected = () => {
    connecting ??= connect(brokers).catch((error: unknown) => {
      connecting = undefined
      throw error
    })
    return connecting
  }
  return {
    async create(topic, configs) {
      const admin = await connected()
      const configEntries = Object.entries(configs).map(([name, value]) => ({ name, value }))
      // Two at least are asked for; three let an order by partition show that there is none across them.
      const wanted = { topic, numPartitions: 3, configEntries }
      const isNew = await admin.createTopics({ topics: [wanted], waitForLeaders: false })
      if (isNew) made.push(topic)
      await untilLed(admin, topic)
    },
    async close() {
      if (connecting === undefined) return
      await Promise.race([takeDown(connecting, made), pause(goodByeMs, undefined, { ref: false })])
    },
  }
}

async function connect(brokers: readonly string[]): Promise<Admin> {
  const retry = { initialRetryTime: 50, maxRetryTime: 400, retries: 5 }
  const admin = createKafka({ clientId: 'open-finance', brokers, retry }).admin()
  await admin.connect()
  return admin
}

const ledTimeoutMs = 10_000

/** Waits until every partition can be written to. kafkajs itself gives up where a broker has not yet heard of the topic. */
async function untilLed(admin: Admin, topic: string): Promise<void> {
  const deadline = performance.now() + ledTimeoutMs
  for (;;) {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] }).catch((error: unknown) => {
      if (performance.now() > deadline || !isNotThereYet(error)) throw error
      return { topics: [] }
    })
    const isLed = topics.some(({ partitions }) => partitions.every(({ leader }) => leader >= 0))
    if (isLed || performance.now() > deadline) return
    await pause(20)
  }
}

/** UNKNOWN_TOPIC_OR_PARTITION or LEADER_NOT_AVAILABLE, perhaps wrapped by kafkajs. */
function isNotThereYet(error: unknown): boolean {
  const { code, cause } = error as { readonly code?: unknown; readonly cause?: { readonly code?: unknown } }
  return [code, cause?.code].some((each) => each === 3 || each === 5)
}

async function takeDown(connecting: Promise<Admin>, topics: string[]): Promise<void> {
  try {
    const admin = await connecting
    if (topics.length > 0) await admin.deleteTopics({ topics, timeout: goodByeMs }).catch(() => undefined)
    await admin.disconnect()
  } catch {
    // Kafka is away: its topics stay.
  }
}
