// The headers before every request and response body. Request header v1, v2 in flexible versions; response header v0,
// v1 in flexible versions.
import { type Api, layoutOf } from './api.js'
import { skipTags } from './codec.js'
import type { Reader } from './reader.js'
import type { Writer } from './writer.js'

export interface RequestHeader {
  readonly apiKey: number
  readonly apiVersion: number
  readonly correlationId: number
  readonly clientId: string | null
}

/** Reads all but the tag section, which only an API that is known tells to be there: see `skipHeaderTags`. */
export function readRequestHeader(reader: Reader): RequestHeader {
  const apiKey = reader.int16()
  const apiVersion = reader.int16()
  const correlationId = reader.int32()
  // Never compact, not even in the flexible header: it is read before the version is understood.
  const length = reader.int16()
  return { apiKey, apiVersion, correlationId, clientId: length < 0 ? null : reader.text(length) }
}

export function skipHeaderTags(reader: Reader, api: Api, version: number): void {
  if (layoutOf(api, version).flexible) skipTags(reader)
}

export function writeResponseHeader(
  writer: Writer,
  api: Api,
  answer: { correlationId: number; version: number },
): void {
  writer.int32(answer.correlationId)
  if (api.plainResponseHeader !== true && layoutOf(api, answer.version).flexible) writer.unsignedVarint(0)
}
