// Metadata (3), v0–12. The one node, and the topics that are asked for: all (null; in v0 an empty list), by name, or
// by id from v10. An unknown name is created at once, when the broker and the client (v4) allow it, and is answered as
// ready; a real cluster answers with an error first.
// Left out: authorized operations, racks, offline replicas.
import type { Cluster } from '../cluster.js'
import type { Topic } from '../log/index.js'
import { errorCodes, type RequestOf, type ResponseOf } from '../protocol/index.js'
import type { metadata } from '../protocol/messages/metadata.js'
import type { Handler } from './handler.js'

type TopicAnswer = ResponseOf<typeof metadata>['topics'][number]
type WantedTopic = NonNullable<RequestOf<typeof metadata>['topics']>[number]

export const handleMetadata: Handler<typeof metadata> = (request, { cluster, version }) => {
  const { node, clusterId } = cluster
  const wantsAll = request.topics === null || (version === 0 && request.topics.length === 0)
  const mayCreate = cluster.settings.autoCreateTopics && request.allowAutoTopicCreation
  const topics = wantsAll
    ? cluster.topics.all().map((topic) => describe(topic, cluster))
    : (request.topics ?? []).map((wanted) => answerOne(wanted, cluster, mayCreate))
  return { brokers: [node], clusterId, controllerId: node.nodeId, topics }
}

function answerOne({ name, topicId }: WantedTopic, cluster: Cluster, mayCreate: boolean): TopicAnswer {
  if (name === null) {
    const topic = cluster.topics.byId(topicId)
    if (topic !== undefined) return describe(topic, cluster)
    return { errorCode: errorCodes.UNKNOWN_TOPIC_ID, name, topicId, partitions: [] }
  }
  const known = cluster.topics.byName(name)
  if (known !== undefined) return describe(known, cluster)
  const create = mayCreate ? 'create' : 'plan'
  const topic = cluster.topics[create]({ name, partitions: -1, configs: [] })
  if ('errorCode' in topic) return { errorCode: topic.errorCode, name, partitions: [] }
  if (mayCreate) return describe(topic, cluster)
  return { errorCode: errorCodes.UNKNOWN_TOPIC_OR_PARTITION, name, partitions: [] }
}

function describe({ name, id, partitions }: Topic, { node: { nodeId } }: Cluster): TopicAnswer {
  return {
    errorCode: errorCodes.NONE,
    name,
    topicId: id,
    partitions: partitions.map((_, partitionIndex) => ({
      errorCode: errorCodes.NONE,
      partitionIndex,
      leaderId: nodeId,
      replicaNodes: [nodeId],
      isrNodes: [nodeId],
    })),
  }
}
