// DeleteTopics (20), v0–6. Takes topics away, by name or from v6 by id, with their messages and the positions that
// groups have in them; who waits for their messages is answered. Nothing is left out.
import type { Cluster } from '../cluster.js'
import { errorCodes } from '../protocol/index.js'
import type { deleteTopics } from '../protocol/messages/delete-topics.js'
import type { Handler } from './handler.js'

const byIdSince = 6

export const handleDeleteTopics: Handler<typeof deleteTopics> = (request, { cluster, version }) => {
  const wanted = version < byIdSince ? request.topicNames.map((name) => ({ name, topicId: noId })) : request.topics
  return { responses: wanted.map(({ name, topicId }) => deleteOne(cluster, name, topicId)) }
}

const noId = '0'.repeat(32)

function deleteOne({ topics, groups }: Cluster, name: string | null, topicId: string) {
  const topic = name === null ? topics.byId(topicId) : topics.byName(name)
  if (topic === undefined) {
    const errorCode = name === null ? errorCodes.UNKNOWN_TOPIC_ID : errorCodes.UNKNOWN_TOPIC_OR_PARTITION
    return { name, topicId, errorCode, errorMessage: 'There is no such topic.' }
  }
  topics.delete(topic)
  groups.forgetTopic(topic.name)
  return { name: topic.name, topicId: topic.id, errorCode: errorCodes.NONE }
}
