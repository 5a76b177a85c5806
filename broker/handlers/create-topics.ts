// CreateTopics (19), v0–7. Checks name, counts, assignment and configs; validateOnly (v1) creates nothing. A topic is
// ready when the answer goes out.
// Left out: the configs in the answer of v5+ (null: not told), more than one replica.
import type { Cluster } from '../cluster.js'
import type { Refusal } from '../log/index.js'
import { errorCodes, type RequestOf, type ResponseOf } from '../protocol/index.js'
import type { createTopics } from '../protocol/messages/create-topics.js'
import type { Handler } from './handler.js'

type WantedTopic = RequestOf<typeof createTopics>['topics'][number]
type TopicAnswer = ResponseOf<typeof createTopics>['topics'][number]

export const handleCreateTopics: Handler<typeof createTopics> = ({ topics, validateOnly }, { cluster }) => {
  const isTwice = ({ name }: WantedTopic) => topics.filter((other) => other.name === name).length > 1
  return {
    topics: topics.map((wanted) => {
      const refusal = isTwice(wanted) ? twice : wrongReplicas(wanted, cluster)
      return refusal === undefined ? create(wanted, cluster, validateOnly) : refuse(wanted.name, refusal)
    }),
  }
}

const twice: Refusal = { errorCode: errorCodes.INVALID_REQUEST, errorMessage: 'The request names the topic twice.' }

function wrongReplicas({ replicationFactor, assignments, numPartitions }: WantedTopic, cluster: Cluster) {
  if (assignments.length === 0) {
    if (replicationFactor === 1 || replicationFactor === -1) return undefined
    const errorMessage = `Replication factor ${replicationFactor} is not possible on one node.`
    return { errorCode: errorCodes.INVALID_REPLICATION_FACTOR, errorMessage }
  }
  if (numPartitions !== -1 || replicationFactor !== -1) {
    const errorMessage = 'Partitions are either counted or assigned, not both.'
    return { errorCode: errorCodes.INVALID_REQUEST, errorMessage }
  }
  const { nodeId } = cluster.node
  const indexes = new Set(assignments.map(({ partitionIndex }) => partitionIndex))
  const areInOrder = assignments.every((_, index) => indexes.has(index))
  const areHere = assignments.every(({ brokerIds }) => brokerIds.length === 1 && brokerIds[0] === nodeId)
  if (areInOrder && areHere) return undefined
  const errorMessage = `Every partition from 0 on has to be on node ${nodeId} alone.`
  return { errorCode: errorCodes.INVALID_REPLICA_ASSIGNMENT, errorMessage }
}

function create(wanted: WantedTopic, { topics }: Cluster, validateOnly: boolean): TopicAnswer {
  const { name, configs, assignments, numPartitions } = wanted
  const partitions = assignments.length > 0 ? assignments.length : numPartitions
  const topic = topics[validateOnly ? 'plan' : 'create']({ name, configs, partitions })
  if ('errorCode' in topic) return refuse(name, topic)
  const counts = { numPartitions: topic.partitions.length, replicationFactor: 1 }
  return { name, topicId: topic.id, errorCode: errorCodes.NONE, ...counts }
}

function refuse(name: string, { errorCode, errorMessage }: Refusal): TopicAnswer {
  return { name, errorCode, errorMessage }
}
