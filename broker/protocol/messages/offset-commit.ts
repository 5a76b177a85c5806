// OffsetCommit (8), v0–9. Keeps a group's positions.
//   v1 generation and member   v2 retentionTimeMs (to v4)   v3 throttleTimeMs   v6 leader epoch   v7 groupInstanceId
//   v8 flexible   v9 as v8
import { api } from '../api.js'
import { array, between, field, int16, int32, int64, nullableString, orElse, since, string, struct } from '../schema.js'

export const offsetCommit = api({
  key: 8,
  name: 'OffsetCommit',
  versions: [0, 9],
  flexibleFrom: 8,
  request: struct(
    field('groupId', string),
    since(1, 'generationId', orElse(int32, -1)),
    since(1, 'memberId', string),
    since(7, 'groupInstanceId', nullableString),
    between([2, 4], 'retentionTimeMs', orElse(int64, -1)),
    field(
      'topics',
      array(
        struct(
          field('name', string),
          field(
            'partitions',
            array(
              struct(
                field('partitionIndex', int32),
                field('committedOffset', int64),
                since(6, 'committedLeaderEpoch', orElse(int32, -1)),
                between([1, 1], 'commitTimestamp', orElse(int64, -1)),
                field('committedMetadata', nullableString),
              ),
            ),
          ),
        ),
      ),
    ),
  ),
  response: struct(
    since(3, 'throttleTimeMs', int32),
    field(
      'topics',
      array(
        struct(
          field('name', string),
          field('partitions', array(struct(field('partitionIndex', int32), field('errorCode', int16)))),
        ),
      ),
    ),
  ),
})
