// Heartbeat (12), v0–4. Keeps a member alive and tells it of a rebalance.
//   v1 throttleTimeMs   v3 groupInstanceId   v4 flexible
import { api } from '../api.js'
import { field, int16, int32, nullableString, since, string, struct } from '../schema.js'

export const heartbeat = api({
  key: 12,
  name: 'Heartbeat',
  versions: [0, 4],
  flexibleFrom: 4,
  request: struct(
    field('groupId', string),
    field('generationId', int32),
    field('memberId', string),
    since(3, 'groupInstanceId', nullableString),
  ),
  response: struct(since(1, 'throttleTimeMs', int32), field('errorCode', int16)),
})
