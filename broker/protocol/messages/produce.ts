// Produce (0), v0–11. Record batches for partitions.
//   v1 throttleTimeMs   v2 logAppendTimeMs   v3 transactionalId, record batches   v5 logStartOffset   v7 zstd
//   v8 errors per record   v9 flexible   v10 current leader (tagged)   v11 as v10
// Left out: the tags of v10+ (there is one node, and it is the leader); the message sets of v0–2.
import { api } from '../api.js'
import { array, field, int16, int32, int64, nullableString, orElse, records, since, string, struct } from '../schema.js'

export const produce = api({
  key: 0,
  name: 'Produce',
  versions: [0, 11],
  servedFrom: 3,
  flexibleFrom: 9,
  request: struct(
    since(3, 'transactionalId', nullableString),
    field('acks', int16),
    field('timeoutMs', int32),
    field(
      'topicData',
      array(
        struct(
          field('name', string),
          field('partitionData', array(struct(field('index', int32), field('records', records)))),
        ),
      ),
    ),
  ),
  response: struct(
    field(
      'responses',
      array(
        struct(
          field('name', string),
          field(
            'partitionResponses',
            array(
              struct(
                field('index', int32),
                field('errorCode', int16),
                field('baseOffset', int64),
                since(2, 'logAppendTimeMs', orElse(int64, -1)),
                since(5, 'logStartOffset', orElse(int64, -1)),
                since(
                  8,
                  'recordErrors',
                  array(struct(field('batchIndex', int32), field('batchIndexErrorMessage', nullableString))),
                ),
                since(8, 'errorMessage', nullableString),
              ),
            ),
          ),
        ),
      ),
    ),
    since(1, 'throttleTimeMs', int32),
  ),
})
