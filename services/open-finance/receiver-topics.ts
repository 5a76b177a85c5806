// The topics of receivers: each is made when its receiver is registered, and those that were made are taken away at the end.

import { setTimeout as pause } from 'node:timers/promises'
import { type Admin, Kafka } from 'kafkajs'

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
      const isNew = await admin.createTopics({ topics: [{ topic, numPartitions: 3, configEntries }] })
      if (isNew) made.push(topic)
    },
    async close() {
      if (connecting === undefined) return
      await Promise.race([takeDown(connecting, made), pause(goodByeMs)])
    },
  }
}

async function connect(brokers: readonly string[]): Promise<Admin> {
  const kafka = new Kafka({
    clientId: 'open-finance',
    brokers: [...brokers],
    connectionTimeout: 1000,
    retry: { initialRetryTime: 50, maxRetryTime: 400, retries: 5 },
    logCreator: () => () => undefined,
  })
  const admin = kafka.admin()
  await admin.connect()
  return admin
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
