// What an admin client is asked of topics and brokers, and how a topic that does not exist is told from a failure. Limits
// of time and explanations of failures are the client's.

import kafkajs, { type Admin } from 'kafkajs'
import { errorType } from './protocol-error.js'

/** Where the copies of one partition are: the ids of brokers. */
export interface PartitionReplicas {
  readonly partition: number
  readonly replicas: readonly number[]
  /** Those of the replicas that have everything the leader has. */
  readonly isr: readonly number[]
}

/** Every partition, by number; empty where there is no such topic. */
export async function readReplicas(admin: Admin, topic: string): Promise<readonly PartitionReplicas[]> {
  const metadata = await unlessUnknown(() => admin.fetchTopicMetadata({ topics: [topic] }))
  const partitions = metadata?.topics.find(({ name }) => name === topic)?.partitions ?? []
  return partitions
    .map(({ partitionId, replicas, isr }) => ({ partition: partitionId, replicas, isr }))
    .sort((one, other) => one.partition - other.partition)
}

/** Every config of a topic as text, whoever set it; empty where there is no such topic. */
export async function readConfigs(admin: Admin, topic: string): Promise<ReadonlyMap<string, string>> {
  const resources = [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic }]
  const described = await unlessUnknown(() => admin.describeConfigs({ resources, includeSynonyms: false }))
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

/** `undefined` where Kafka says that there is no such topic. */
async function unlessUnknown<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    if (errorType(error) === 'UNKNOWN_TOPIC_OR_PARTITION') return undefined
    throw error
  }
}
