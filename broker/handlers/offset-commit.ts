// OffsetCommit (8), v0–9. Keeps positions for a member of the current generation, or for anybody while the group is
// empty (generation -1). Kept until the group or the topic is deleted.
// Left out: the retention time.
import { errorCodes } from '../protocol/index.js'
import type { offsetCommit } from '../protocol/messages/offset-commit.js'
import type { Handler } from './handler.js'

const maxMetadataCharacters = 4096

export const handleOffsetCommit: Handler<typeof offsetCommit> = (request, { cluster }) => {
  const { groupId, memberId, generationId, groupInstanceId: instanceId } = request
  const offsets = cluster.groups.offsetsToCommit(groupId, { memberId, generationId, instanceId })
  const topics = request.topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map(({ partitionIndex, committedOffset, committedLeaderEpoch, committedMetadata }) => {
      if (typeof offsets === 'number') return { partitionIndex, errorCode: offsets }
      if (cluster.topics.log(name, partitionIndex) === undefined) {
        return { partitionIndex, errorCode: errorCodes.UNKNOWN_TOPIC_OR_PARTITION }
      }
      const metadata = committedMetadata ?? ''
      if (metadata.length > maxMetadataCharacters) {
        return { partitionIndex, errorCode: errorCodes.OFFSET_METADATA_TOO_LARGE }
      }
      offsets.commit(name, partitionIndex, { offset: committedOffset, leaderEpoch: committedLeaderEpoch, metadata })
      return { partitionIndex, errorCode: errorCodes.NONE }
    }),
  }))
  return { topics }
}
