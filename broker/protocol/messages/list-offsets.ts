// ListOffsets (2), v0–8. The offset that belongs to a time or to an end of the log.
//   v0 lists of offsets   v1 one offset with its timestamp   v2 isolationLevel, throttleTimeMs   v4 leader epochs
//   v6 flexible   v7 newest timestamp (-3)   v8 local log start (-4)
import { api } from '../api.js'
import { array, field, int8, int16, int32, int64, orElse, since, string, struct, upTo } from '../schema.js'

export const listOffsets = api({
  key: 2,
  name: 'ListOffsets',
  versions: [0, 8],
  flexibleFrom: 6,
  request: struct(
    field('replicaId', int32),
    since(2, 'isolationLevel', int8),
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
                since(4, 'currentLeaderEpoch', orElse(int32, -1)),
                field('timestamp', int64),
                upTo(0, 'maxNumOffsets', orElse(int32, 1)),
              ),
            ),
          ),
        ),
      ),
    ),
  ),
  response: struct(
    since(2, 'throttleTimeMs', int32),
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
                field('errorCode', int16),
                upTo(0, 'oldStyleOffsets', array(int64)),
                since(1, 'timestamp', orElse(int64, -1)),
                since(1, 'offset', orElse(int64, -1)),
                since(4, 'leaderEpoch', orElse(int32, -1)),
              ),
            ),
          ),
        ),
      ),
    ),
  ),
})
