// ApiVersions (18), v0–4. Answers with the broker's own table of APIs. A request of a higher version is answered in
// v0 with UNSUPPORTED_VERSION and the same table, so that the client asks again in a version that is known.
// Left out: features (none are offered), the check of the client's name.
import { errorCodes, type ResponseOf } from '../protocol/index.js'
import type { apiVersions } from '../protocol/messages/api-versions.js'
import type { Advertised, Handler } from './handler.js'

export const handleApiVersions: Handler<typeof apiVersions> = (_request, { advertised }) => {
  return { errorCode: errorCodes.NONE, apiKeys: keysOf(advertised) }
}

/** The answer to a version that is not known. */
export function refuseVersion(advertised: readonly Advertised[]): ResponseOf<typeof apiVersions> {
  return { errorCode: errorCodes.UNSUPPORTED_VERSION, apiKeys: keysOf(advertised) }
}

function keysOf(advertised: readonly Advertised[]) {
  return advertised.map(({ key, versions: [minVersion, maxVersion] }) => ({ apiKey: key, minVersion, maxVersion }))
}
