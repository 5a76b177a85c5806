// OffsetFetch (9), v0–9. The positions that groups have committed; -1 where there is none. Topics null (v2) is all.
// Left out: requireStable (there are no transactions), the member of v9 (only the new group protocol uses it).
import type { Cluster } from '../cluster.js'
import { errorCodes, type RequestOf } from '../protocol/index.js'
import type { offsetFetch } from '../protocol/messages/offset-fetch.js'
import type { Handler } from './handler.js'

type WantedTopics = RequestOf<typeof offsetFetch>['topics']

const severalGroupsSince = 8

export const handleOffsetFetch: Handler<typeof offsetFetch> = (request, { cluster, version }) => {
  const errorCode = errorCodes.NONE
  if (version < severalGroupsSince) return { errorCode, topics: positions(cluster, request.groupId, request.topics) }
  const groups = request.groups.map(({ groupId, topics }) => {
    return { groupId, topics: positions(cluster, groupId, topics), errorCode }
  })
  return { groups }
}

function positions({ groups }: Cluster, groupId: string, wanted: WantedTopics) {
  const offsets = groups.offsets(groupId)
  const topics = wanted ?? offsets?.all() ?? []
  return topics.map(({ name, partitionIndexes }) => ({
    name,
    partitions: partitionIndexes.map((partitionIndex) => {
      const committed = offsets?.get(name, partitionIndex)
      return {
        partitionIndex,
        committedOffset: committed?.offset ?? -1,
        committedLeaderEpoch: committed?.leaderEpoch ?? -1,
        metadata: committed?.metadata ?? '',
        errorCode: errorCodes.NONE,
      }
    }),
  }))
}
