// LeaveGroup (13), v0–5. Takes members out of their group.
//   v1 throttleTimeMs   v3 several members, static ones too   v4 flexible   v5 reason
import { api } from '../api.js'
import { array, field, int16, int32, nullableString, since, string, struct, upTo } from '../schema.js'

export const leaveGroup = api({
  key: 13,
  name: 'LeaveGroup',
  versions: [0, 5],
  flexibleFrom: 4,
  request: struct(
    field('groupId', string),
    upTo(2, 'memberId', string),
    since(
      3,
      'members',
      array(
        struct(field('memberId', string), field('groupInstanceId', nullableString), since(5, 'reason', nullableString)),
      ),
    ),
  ),
  response: struct(
    since(1, 'throttleTimeMs', int32),
    field('errorCode', int16),
    since(
      3,
      'members',
      array(struct(field('memberId', string), field('groupInstanceId', nullableString), field('errorCode', int16))),
    ),
  ),
})
