// JoinGroup (11), v0–9. Makes the sender a member and waits for the next generation.
//   v1 rebalanceTimeoutMs   v2 throttleTimeMs   v4 member id must be known first   v5 groupInstanceId   v6 flexible
//   v7 protocolType, nullable protocolName   v8 reason   v9 skipAssignment
import { api } from '../api.js'
import { array, boolean, bytes, field, int16, int32, nullableString, orElse, since, string, struct } from '../schema.js'

export const joinGroup = api({
  key: 11,
  name: 'JoinGroup',
  versions: [0, 9],
  flexibleFrom: 6,
  request: struct(
    field('groupId', string),
    field('sessionTimeoutMs', int32),
    since(1, 'rebalanceTimeoutMs', orElse(int32, -1)),
    field('memberId', string),
    since(5, 'groupInstanceId', nullableString),
    field('protocolType', string),
    field('protocols', array(struct(field('name', string), field('metadata', bytes)))),
    since(8, 'reason', nullableString),
  ),
  response: struct(
    since(2, 'throttleTimeMs', int32),
    field('errorCode', int16),
    field('generationId', int32),
    since(7, 'protocolType', nullableString),
    field('protocolName', nullableString),
    field('leader', string),
    since(9, 'skipAssignment', boolean),
    field('memberId', string),
    field(
      'members',
      array(struct(field('memberId', string), since(5, 'groupInstanceId', nullableString), field('metadata', bytes))),
    ),
  ),
})
