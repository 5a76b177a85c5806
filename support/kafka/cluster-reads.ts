// What an admin client is asked of topics and brokers, and how a topic that does not exist is told from a failure. Limits
// of time and explanations of failures are the client's.

import kafkajs, { type Admin } from 'kafkajs'
import { Deadline } from '../shared/index.js'
import { errorType } from './protocol-error.js'

/** Where the copies of one partition are: the ids of brokers. */
export interface PartitionReplicas {
  readonly partition: number
  readonly replicas: readonly number[]
  /** Those of the replicas that have everything the leader has. */
  readonly isr: readonly number[]
}

/** Whether any broker knows the topic. */
export type Exists = (topic: string) => Promise<boolean>

/** So long may brokers of a cluster disagree about which topics there are. */
const lagMs = 5000
const retryDelayMs = 100

/** Every partition, by number; empty where there is no such topic. */
export async function readReplicas(admin: Admin, topic: string, exists: Exists): Promise<readonly PartitionReplicas[]> {
  const metadata = await unlessMissing(topic, exists, () => admin.fetchTopicMetadata({ topics: [topic] }))
  const partitions = metadata?.topics.find(({ name }) => name === topic)?.partitions ?? []
  return partitions
    .map(({ partitionId, replicas, isr }) => ({ partition: partitionId, replicas, isr }))
    .sort((one, other) => one.partition - other.partition)
}

/** Every config of a topic as text, whoever set it; empty where there is no such topic. */
export async function readConfigs(admin: Admin, topic: string, exists: Exists): Promise<ReadonlyMap<string, string>> {
  const resources = [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic }]
  const read = () => admin.describeConfigs({ resources, includeSynonyms: false })
  const described = await unlessMissing(topic, exists, read)
  const entries = described?.resources[0]?.configEntries ?? []
  return new Map(
    entries.flatMap(({ configName, configValue }) => (configValue === null ? [] : [[configName, configValue]])),
  )
}

/** Ids of the brokers that are up, in ascending order. */
export async function readBrokers(admin: Admin): Promise<readonly number[]> {
  const { brokers } = await admin.describeCluster()
  return brokers.map(({ nodeId }) => nodeId).sort((one, other) => one - other)
}

/**
 * `undefined` where there is no such topic. A broker may not know one yet that another broker has just made: it is asked
 * again for a while, and then its error is thrown.
 */
async function unlessMissing<T>(topic: string, exists: Exists, read: () => Promise<T>): Promise<T | undefined> {
  for (const deadline = new Deadline(lagMs); ; ) {
    try {
      return await read()
    } catch (error) {
      if (errorType(error) !== 'UNKNOWN_TOPIC_OR_PARTITION') throw error
      if (!(await exists(topic))) return undefined
      if (deadline.remainingMs() <= 0) throw error
      await new Promise((resolve) => setTimeout(resolve, retryDelayMs))
    }
  }
}
