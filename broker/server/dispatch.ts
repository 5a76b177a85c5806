// From the bytes of one request to the handler, and from its response back to bytes. It knows no sockets.
import { apis, type ServedApi } from '../apis.js'
import type { Cluster } from '../cluster.js'
import { refuseVersion } from '../handlers/api-versions.js'
import type { Advertised, Deferred } from '../handlers/handler.js'
import {
  MalformedError,
  Reader,
  type RequestHeader,
  readRequestHeader,
  skipHeaderTags,
  Writer,
  writeResponseHeader,
} from '../protocol/index.js'
import { apiVersions } from '../protocol/messages/api-versions.js'

/** What came of a request. */
export interface Dispatched {
  /** Undefined where the protocol wants no answer. */
  readonly response: unknown | Deferred<unknown> | undefined
  /** The response's frame, in pieces that are sent behind one another. */
  encode(response: unknown): readonly Buffer[]
}

/**
 * Handles one request.
 *
 * @throws MalformedError for bytes that cannot be read, an unknown API or an unknown version: the connection is closed
 */
export type Dispatch = (frame: Buffer, clientHost: string) => Dispatched

const servedByKey = new Map(apis.map((served) => [served.api.key, served]))
const advertised: readonly Advertised[] = apis.map(({ api: { key, versions } }) => ({ key, versions }))

export function createDispatch(cluster: Cluster): Dispatch {
  return (frame, clientHost) => {
    const reader = new Reader(frame)
    const header = readRequestHeader(reader)
    const served = servedByKey.get(header.apiKey)
    if (served === undefined) throw new MalformedError(`There is no API ${header.apiKey}.`)
    const { apiVersion: version, correlationId } = header
    const [min, max] = served.api.versions
    if (version < min || version > max) return refuse(served, header)
    skipHeaderTags(reader, served.api, version)
    const request = served.request(version).read(reader)
    const clientId = header.clientId ?? ''
    return {
      response: served.handle(request as never, { cluster, version, clientId, clientHost, advertised }),
      encode: (response) => encode(served, { correlationId, version }, response),
    }
  }
}

/** ApiVersions alone is answered in a version that is not known, and in v0, so that the client can ask again. */
function refuse(served: ServedApi, { apiVersion, correlationId }: RequestHeader): Dispatched {
  if (served.api.key !== apiVersions.key) {
    throw new MalformedError(`${served.api.name} has no version ${apiVersion} here.`)
  }
  return {
    response: refuseVersion(advertised),
    encode: (response) => encode(served, { correlationId, version: 0 }, response),
  }
}

function encode(
  served: ServedApi,
  answer: { readonly correlationId: number; readonly version: number },
  response: unknown,
): readonly Buffer[] {
  const writer = new Writer()
  writer.int32(0)
  writeResponseHeader(writer, served.api, answer)
  served.response(answer.version).write(writer, response)
  const frameBytes = writer.length - 4
  const chunks = writer.chunks()
  chunks[0]?.writeInt32BE(frameBytes, 0)
  return chunks
}
