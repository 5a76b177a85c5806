// ApiVersions (18), v0–4. Which APIs the broker serves, in which versions.
//   v1 throttleTimeMs   v3 flexible, client software   v4 as v3
// Left out: the feature tags of v3+ (no features are offered).
import { api } from '../api.js'
import { array, field, int16, int32, since, string, struct } from '../schema.js'

export const apiVersions = api({
  key: 18,
  name: 'ApiVersions',
  versions: [0, 4],
  flexibleFrom: 3,
  plainResponseHeader: true,
  request: struct(since(3, 'clientSoftwareName', string), since(3, 'clientSoftwareVersion', string)),
  response: struct(
    field('errorCode', int16),
    field('apiKeys', array(struct(field('apiKey', int16), field('minVersion', int16), field('maxVersion', int16)))),
    since(1, 'throttleTimeMs', int32),
  ),
})
