// FindCoordinator (10), v0–4. The node that looks after a group.
//   v1 keyType, throttleTimeMs, errorMessage   v3 flexible   v4 several keys at once
import { api } from '../api.js'
import { array, between, field, int8, int16, int32, nullableString, since, string, struct, upTo } from '../schema.js'

export const findCoordinator = api({
  key: 10,
  name: 'FindCoordinator',
  versions: [0, 4],
  flexibleFrom: 3,
  request: struct(upTo(3, 'key', string), since(1, 'keyType', int8), since(4, 'coordinatorKeys', array(string))),
  response: struct(
    since(1, 'throttleTimeMs', int32),
    upTo(3, 'errorCode', int16),
    between([1, 3], 'errorMessage', nullableString),
    upTo(3, 'nodeId', int32),
    upTo(3, 'host', string),
    upTo(3, 'port', int32),
    since(
      4,
      'coordinators',
      array(
        struct(
          field('key', string),
          field('nodeId', int32),
          field('host', string),
          field('port', int32),
          field('errorCode', int16),
          field('errorMessage', nullableString),
        ),
      ),
    ),
  ),
})
