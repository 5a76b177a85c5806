// DeleteGroups (42), v0–2. Takes empty groups away with their kept positions.
//   v2 flexible
import { api } from '../api.js'
import { array, field, int16, int32, string, struct } from '../schema.js'

export const deleteGroups = api({
  key: 42,
  name: 'DeleteGroups',
  versions: [0, 2],
  flexibleFrom: 2,
  request: struct(field('groupsNames', array(string))),
  response: struct(
    field('throttleTimeMs', int32),
    field('results', array(struct(field('groupId', string), field('errorCode', int16)))),
  ),
})
