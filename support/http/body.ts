// Bodies: what goes out as bytes, and what comes in as a value.

import { parseJson, writeJson } from '../shared/index.js'
import type { ResponseType } from './exchange.js'

/** The bytes of a body and the type to say so, where the request does not name its own. */
export interface EncodedBody {
  readonly bytes: Buffer
  readonly contentType: string
}

/**
 * Encodes a body; `undefined` for none.
 *
 * The type of JSON is `application/json` and nothing after it: some services read the body of no other.
 */
export function encodeBody(body: unknown): EncodedBody | undefined {
  if (body === undefined) return undefined
  if (body instanceof Uint8Array) return { bytes: Buffer.from(body), contentType: 'application/octet-stream' }
  if (typeof body === 'string') return { bytes: Buffer.from(body), contentType: 'text/plain;charset=UTF-8' }
  return { bytes: Buffer.from(writeJson(body) ?? 'null'), contentType: 'application/json' }
}

export interface DecodedBody {
  readonly responseBody: unknown
  readonly responseType: ResponseType
}

/**
 * Decodes a body by what it is: JSON where it is labelled or looks so and also parses, else text, else bytes as Base64.
 *
 * An error page is often labelled JSON and is none.
 */
export function decodeBody(bytes: Buffer, contentType: string): DecodedBody {
  if (bytes.length === 0) return { responseBody: undefined, responseType: 'empty' }
  const text = decodeText(bytes, contentType)
  if (text === undefined) return { responseBody: bytes.toString('base64'), responseType: 'bytes' }
  if (/[/+]json\b/i.test(contentType) || /^\s*[[{]/.test(text)) {
    try {
      return { responseBody: parseJson(text), responseType: 'json' }
    } catch {
      return { responseBody: text, responseType: 'text' }
    }
  }
  return { responseBody: text, responseType: 'text' }
}

function decodeText(bytes: Buffer, contentType: string): string | undefined {
  const charset = /charset\s*=\s*"?([\w.:-]+)/i.exec(contentType)?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
