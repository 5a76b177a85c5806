// CreateTopics (19), v0–7. New topics.
//   v1 validateOnly, errorMessage   v2 throttleTimeMs   v4 default counts (-1)   v5 flexible, configs in the answer
//   v7 topicId
// Left out: the tag topicConfigErrorCode of v5+ (configs are never withheld).
import { api } from '../api.js'
import {
  array,
  boolean,
  field,
  int8,
  int16,
  int32,
  nullableArray,
  nullableString,
  orElse,
  since,
  string,
  struct,
  uuid,
} from '../schema.js'

const newTopic = struct(
  field('name', string),
  field('numPartitions', int32),
  field('replicationFactor', int16),
  field('assignments', array(struct(field('partitionIndex', int32), field('brokerIds', array(int32))))),
  field('configs', array(struct(field('name', string), field('value', nullableString)))),
)

const createdTopic = struct(
  field('name', string),
  since(7, 'topicId', uuid),
  field('errorCode', int16),
  since(1, 'errorMessage', nullableString),
  since(5, 'numPartitions', orElse(int32, -1)),
  since(5, 'replicationFactor', orElse(int16, -1)),
  since(
    5,
    'configs',
    nullableArray(
      struct(
        field('name', string),
        field('value', nullableString),
        field('readOnly', boolean),
        field('configSource', int8),
        field('isSensitive', boolean),
      ),
    ),
  ),
)

export const createTopics = api({
  key: 19,
  name: 'CreateTopics',
  versions: [0, 7],
  flexibleFrom: 5,
  request: struct(field('topics', array(newTopic)), field('timeoutMs', int32), since(1, 'validateOnly', boolean)),
  response: struct(since(2, 'throttleTimeMs', int32), field('topics', array(createdTopic))),
})
