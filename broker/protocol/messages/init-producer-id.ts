// InitProducerId (22), v0–4. An identity for an idempotent producer.
//   v2 flexible   v3 the identity held so far   v4 as v3
import { api } from '../api.js'
import { field, int16, int32, int64, nullableString, orElse, since, struct } from '../schema.js'

export const initProducerId = api({
  key: 22,
  name: 'InitProducerId',
  versions: [0, 4],
  flexibleFrom: 2,
  request: struct(
    field('transactionalId', nullableString),
    field('transactionTimeoutMs', int32),
    since(3, 'producerId', orElse(int64, -1)),
    since(3, 'producerEpoch', orElse(int16, -1)),
  ),
  response: struct(
    field('throttleTimeMs', int32),
    field('errorCode', int16),
    field('producerId', int64),
    field('producerEpoch', int16),
  ),
})
