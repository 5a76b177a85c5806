// SyncGroup (14), v0–5. Carries the leader's assignments to every member.
//   v1 throttleTimeMs   v3 groupInstanceId   v4 flexible   v5 protocolType, protocolName
import { api } from '../api.js'
import { array, bytes, field, int16, int32, nullableString, since, string, struct } from '../schema.js'

export const syncGroup = api({
  key: 14,
  name: 'SyncGroup',
  versions: [0, 5],
  flexibleFrom: 4,
  request: struct(
    field('groupId', string),
    field('generationId', int32),
    field('memberId', string),
    since(3, 'groupInstanceId', nullableString),
    since(5, 'protocolType', nullableString),
    since(5, 'protocolName', nullableString),
    field('assignments', array(struct(field('memberId', string), field('assignment', bytes)))),
  ),
  response: struct(
    since(1, 'throttleTimeMs', int32),
    field('errorCode', int16),
    since(5, 'protocolType', nullableString),
    since(5, 'protocolName', nullableString),
    field('assignment', bytes),
  ),
})
