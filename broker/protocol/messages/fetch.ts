// Fetch (1), v0–17. Record batches from partitions, as a long poll.
//   v1 throttleTimeMs   v3 maxBytes   v4 isolationLevel, record batches   v5 logStartOffset   v7 sessions
//   v9 currentLeaderEpoch   v11 rackId   v12 flexible   v13 topicId in place of the name   v15 replicaState (tagged)
//   v17 replicaDirectoryId (tagged)
// Left out: the tags of the answer (one node, never a diverging log); the message sets of v0–3.
import { api } from '../api.js'
import {
  array,
  between,
  field,
  int8,
  int16,
  int32,
  int64,
  nullableArray,
  nullableString,
  orElse,
  records,
  since,
  string,
  struct,
  tagged,
  upTo,
  uuid,
} from '../schema.js'

const requestedPartition = struct(
  field('partition', int32),
  since(9, 'currentLeaderEpoch', orElse(int32, -1)),
  field('fetchOffset', int64),
  since(12, 'lastFetchedEpoch', orElse(int32, -1)),
  since(5, 'logStartOffset', orElse(int64, -1)),
  field('partitionMaxBytes', int32),
  tagged({ tag: 0, since: 17 }, 'replicaDirectoryId', uuid),
)

const fetchedPartition = struct(
  field('partitionIndex', int32),
  field('errorCode', int16),
  field('highWatermark', int64),
  since(4, 'lastStableOffset', orElse(int64, -1)),
  since(5, 'logStartOffset', orElse(int64, -1)),
  since(4, 'abortedTransactions', nullableArray(struct(field('producerId', int64), field('firstOffset', int64)))),
  since(11, 'preferredReadReplica', orElse(int32, -1)),
  field('records', records),
)

export const fetch = api({
  key: 1,
  name: 'Fetch',
  versions: [0, 17],
  servedFrom: 4,
  flexibleFrom: 12,
  request: struct(
    tagged({ tag: 0, since: 12 }, 'clusterId', nullableString),
    upTo(14, 'replicaId', orElse(int32, -1)),
    tagged({ tag: 1, since: 15 }, 'replicaState', struct(field('replicaId', int32), field('replicaEpoch', int64))),
    field('maxWaitMs', int32),
    field('minBytes', int32),
    since(3, 'maxBytes', orElse(int32, 0x7fffffff)),
    since(4, 'isolationLevel', int8),
    since(7, 'sessionId', int32),
    since(7, 'sessionEpoch', orElse(int32, -1)),
    field(
      'topics',
      array(
        struct(upTo(12, 'topic', string), since(13, 'topicId', uuid), field('partitions', array(requestedPartition))),
      ),
    ),
    since(
      7,
      'forgottenTopicsData',
      array(struct(between([7, 12], 'topic', string), since(13, 'topicId', uuid), field('partitions', array(int32)))),
    ),
    since(11, 'rackId', string),
  ),
  response: struct(
    since(1, 'throttleTimeMs', int32),
    since(7, 'errorCode', int16),
    since(7, 'sessionId', int32),
    field(
      'responses',
      array(
        struct(upTo(12, 'topic', string), since(13, 'topicId', uuid), field('partitions', array(fetchedPartition))),
      ),
    ),
  ),
})
