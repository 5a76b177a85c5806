// ListGroups (16), v0–4. All groups.
//   v1 throttleTimeMs   v3 flexible   v4 states
import { api } from '../api.js'
import { array, field, int16, int32, since, string, struct } from '../schema.js'

export const listGroups = api({
  key: 16,
  name: 'ListGroups',
  versions: [0, 4],
  flexibleFrom: 3,
  request: struct(since(4, 'statesFilter', array(string))),
  response: struct(
    since(1, 'throttleTimeMs', int32),
    field('errorCode', int16),
    field(
      'groups',
      array(struct(field('groupId', string), field('protocolType', string), since(4, 'groupState', string))),
    ),
  ),
})
