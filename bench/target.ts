// A Kafka that benchmarks run on: the embedded broker, or an Apache Kafka that is started for one benchmark and is gone
// after it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import kafkajs from 'kafkajs'
import { startBroker } from '../broker/index.js'
import { type Distribution, prepareKafka } from '../test/apache-kafka/distribution.js'
import { startCluster } from '../test/apache-kafka/start-cluster.js'
import { startKafka } from '../test/apache-kafka/start-kafka.js'
import { removeWithMe } from '../test/end-with-me.js'
import { kataServed } from '../test/kata-served.js'

export interface TargetOptions {
  /** How long the first join of a group takes. @default 0 */
  readonly joinDelayMs?: number
  /** In a process of its own; Apache Kafka always is. @default false */
  readonly isApart?: boolean
}

export interface StartedKafka {
  /** `host:port`, with commas between several. */
  readonly bootstrap: string
  stop(): Promise<void>
}

/** What can be started. */
export interface Target {
  /** As a table calls it. */
  readonly name: string
  readonly isEmbedded: boolean
  start(options?: TargetOptions): Promise<StartedKafka>
  /** Three brokers that copy everything; missing where there is always one. */
  startThree?(): Promise<StartedKafka>
}

export const embedded: Target = {
  name: 'embedded broker',
  isEmbedded: true,
  async start({ joinDelayMs = 0, isApart = false } = {}) {
    if (isApart) {
      const { address, end } = await kataServed('broker', '--initial-rebalance-delay', String(joinDelayMs))
      return { bootstrap: address, stop: async () => void (await end()) }
    }
    const broker = await startBroker({ initialRebalanceDelayMs: joinDelayMs })
    return { bootstrap: broker.bootstrap, stop: () => broker.close() }
  },
}

/**
 * Apache Kafka of a version, one node or three.
 *
 * @throws KataError ENVIRONMENT_NOT_UP where there is no Java, or no Maven for the first time
 */
export async function apacheKafka(version: string): Promise<Target> {
  const distribution = await prepareKafka(version, (text) => console.error(text))
  return {
    name: `Apache Kafka ${version}`,
    isEmbedded: false,
    start: ({ joinDelayMs = 0 } = {}) =>
      inFolder((folder) => {
        const properties = { 'group.initial.rebalance.delay.ms': joinDelayMs }
        return startKafka(distribution, { folder, properties })
      }),
    startThree: () => inFolder((folder) => startThree(distribution, folder)),
  }
}

function startThree(distribution: Distribution, folder: string): Promise<StartedKafka> {
  const properties = { 'group.initial.rebalance.delay.ms': 0 }
  return startCluster(distribution, { nodes: 3, folder, properties })
}

async function inFolder(start: (folder: string) => Promise<StartedKafka>): Promise<StartedKafka> {
  const scratch = mkdtempSync(join(tmpdir(), 'kata-bench-kafka-'))
  removeWithMe(scratch)
  const started = await start(join(scratch, 'kafka'))
  return {
    bootstrap: started.bootstrap,
    async stop() {
      await started.stop()
      rmSync(scratch, { recursive: true, force: true })
    },
  }
}

/** Makes topics and waits until they can be written to. */
export async function createTopics(
  bootstrap: string,
  topics: readonly string[],
  { partitions = 3, replicas = 1 }: { readonly partitions?: number; readonly replicas?: number } = {},
): Promise<void> {
  const admin = clientOf(bootstrap).admin()
  await admin.connect()
  await admin.createTopics({
    waitForLeaders: true,
    topics: topics.map((topic) => ({ topic, numPartitions: partitions, replicationFactor: replicas })),
  })
  for (const topic of topics) await untilServed(admin, topic)
  await admin.disconnect()
}

/** Apache Kafka names the leaders of a new topic a moment before they know it themselves. */
async function untilServed(admin: kafkajs.Admin, topic: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await admin.fetchTopicOffsets(topic)
      return
    } catch (error) {
      if (attempt === 50) throw error
      await pause(100)
    }
  }
}

/** kafkajs as anybody has it, silent. */
export function clientOf(bootstrap: string): kafkajs.Kafka {
  return new kafkajs.Kafka({ brokers: bootstrap.split(','), logLevel: kafkajs.logLevel.NOTHING })
}
