// OffsetFetch (9), v0–9. A group's kept positions.
//   v2 all topics, errorCode   v3 throttleTimeMs   v5 leader epoch   v6 flexible   v7 requireStable
//   v8 several groups at once   v9 member
import { api } from '../api.js'
import {
  array,
  between,
  boolean,
  field,
  int16,
  int32,
  int64,
  nullableArray,
  nullableString,
  orElse,
  since,
  string,
  struct,
  upTo,
} from '../schema.js'

const wantedTopics = nullableArray(struct(field('name', string), field('partitionIndexes', array(int32))))

const keptTopics = array(
  struct(
    field('name', string),
    field(
      'partitions',
      array(
        struct(
          field('partitionIndex', int32),
          field('committedOffset', int64),
          since(5, 'committedLeaderEpoch', orElse(int32, -1)),
          field('metadata', nullableString),
          field('errorCode', int16),
        ),
      ),
    ),
  ),
)

export const offsetFetch = api({
  key: 9,
  name: 'OffsetFetch',
  versions: [0, 9],
  flexibleFrom: 6,
  request: struct(
    upTo(7, 'groupId', string),
    upTo(7, 'topics', wantedTopics),
    since(
      8,
      'groups',
      array(
        struct(
          field('groupId', string),
          since(9, 'memberId', nullableString),
          since(9, 'memberEpoch', orElse(int32, -1)),
          field('topics', wantedTopics),
        ),
      ),
    ),
    since(7, 'requireStable', boolean),
  ),
  response: struct(
    since(3, 'throttleTimeMs', int32),
    upTo(7, 'topics', keptTopics),
    between([2, 7], 'errorCode', int16),
    since(8, 'groups', array(struct(field('groupId', string), field('topics', keptTopics), field('errorCode', int16)))),
  ),
})
