// DescribeConfigs (32), v0–4. Configs of topics and brokers, each with where it comes from.
//   v1 configSource instead of isDefault, synonyms   v3 configType, documentation   v4 flexible
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
  upTo,
} from '../schema.js'

/** The protocol's "not known" of a source. */
const unknownSource = -1

const synonym = struct(field('name', string), field('value', nullableString), field('source', int8))

const describedConfig = struct(
  field('name', string),
  field('value', nullableString),
  field('readOnly', boolean),
  upTo(0, 'isDefault', boolean),
  since(1, 'configSource', orElse(int8, unknownSource)),
  field('isSensitive', boolean),
  since(1, 'synonyms', array(synonym)),
  since(3, 'configType', int8),
  since(3, 'documentation', nullableString),
)

export const describeConfigs = api({
  key: 32,
  name: 'DescribeConfigs',
  versions: [0, 4],
  flexibleFrom: 4,
  request: struct(
    field(
      'resources',
      array(
        struct(
          field('resourceType', int8),
          field('resourceName', string),
          field('configurationKeys', nullableArray(string)),
        ),
      ),
    ),
    since(1, 'includeSynonyms', boolean),
    since(3, 'includeDocumentation', boolean),
  ),
  response: struct(
    field('throttleTimeMs', int32),
    field(
      'results',
      array(
        struct(
          field('errorCode', int16),
          field('errorMessage', nullableString),
          field('resourceType', int8),
          field('resourceName', string),
          field('configs', array(describedConfig)),
        ),
      ),
    ),
  ),
})
