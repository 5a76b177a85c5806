// DeleteTopics (20), v0–6. Takes topics away with all their messages.
//   v1 throttleTimeMs   v4 flexible   v5 errorMessage   v6 by topicId
import { api } from '../api.js'
import { array, field, int16, int32, nullableString, since, string, struct, upTo, uuid } from '../schema.js'

export const deleteTopics = api({
  key: 20,
  name: 'DeleteTopics',
  versions: [0, 6],
  flexibleFrom: 4,
  request: struct(
    since(6, 'topics', array(struct(field('name', nullableString), field('topicId', uuid)))),
    upTo(5, 'topicNames', array(string)),
    field('timeoutMs', int32),
  ),
  response: struct(
    since(1, 'throttleTimeMs', int32),
    field(
      'responses',
      array(
        struct(
          field('name', nullableString),
          since(6, 'topicId', uuid),
          field('errorCode', int16),
          since(5, 'errorMessage', nullableString),
        ),
      ),
    ),
  ),
})
