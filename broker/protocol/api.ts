// What is common to all APIs of the protocol: a key, a range of versions, a request, a response. Holds no behaviour.
import { type Codec, compile, type Layout } from './codec.js'
import type { Type } from './schema.js'

/** Description of one API. */
export interface Api<Request extends AnyType = AnyType, Response extends AnyType = AnyType> {
  readonly key: number
  /** As the protocol guide spells it. */
  readonly name: string
  /** Lowest and highest version whose bytes are understood; this is what ApiVersions tells. */
  readonly versions: readonly [min: number, max: number]
  /** Lowest version whose meaning is served, where it is not the lowest of `versions`; lower ones get an error code. */
  readonly servedFrom?: number
  /** First version with compact encodings and tag sections. */
  readonly flexibleFrom: number
  /** True for ApiVersions alone: its response header has no tag section in any version. */
  readonly plainResponseHeader?: boolean
  readonly request: Request
  readonly response: Response
}

type AnyType = Type<unknown, unknown>

/** What a handler gets. */
export type RequestOf<A extends Api> = NonNullable<A['request']['types']>['read']
/** What a handler gives. */
export type ResponseOf<A extends Api> = NonNullable<A['response']['types']>['write']

/** Keeps the exact types of a description. */
export function api<Request extends AnyType, Response extends AnyType>(
  description: Api<Request, Response>,
): Api<Request, Response> {
  return description
}

export function layoutOf({ flexibleFrom }: Api, version: number): Layout {
  return { version, flexible: version >= flexibleFrom }
}

/** The codec of a type for each version, made when it is first asked for. */
export function codecPerVersion<Read, Write>(
  description: Api,
  type: Type<Read, Write>,
): (version: number) => Codec<Read, Write> {
  const codecs = new Map<number, Codec<Read, Write>>()
  return (version) => {
    const known = codecs.get(version)
    if (known !== undefined) return known
    const codec = compile(type, layoutOf(description, version))
    codecs.set(version, codec)
    return codec
  }
}
