// What ties a request to its downstream calls and its record: W3C trace headers, the correlation id, the tenant.

import { randomBytes, randomUUID } from 'node:crypto'
import { isObject, type JsonValue } from '../json/index.js'

/** One request's headers for everything that it causes. */
export interface Trace {
  /** `traceparent` with a span id of its own per call, then `tracestate` and `baggage` if the caller sent them; none where nothing is traced. */
  headers(): Record<string, string>
  /** The headers of a call to another service: the trace, the correlation id, and a tenant. @param tenantId default: the caller's header */
  callHeaders(tenantId?: string): Record<string, string>
}

export interface TraceSource {
  header(name: string): string | undefined
  /** The correlation id that the body carries. */
  readonly bodyCorrelationId: string | null
  /** Whether the release knows traces at all. */
  readonly isTraced: boolean
}

/** The caller's trace goes on, always as sampled; without a valid one a new trace begins. */
export function createTrace({ header, bodyCorrelationId, isTraced }: TraceSource): Trace {
  const inbound = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}/.exec(
    header('traceparent') ?? '',
  )
  const traceId = inbound?.[1] ?? randomBytes(16).toString('hex')
  const tracestate = inbound === null ? undefined : header('tracestate')
  const baggage = header('baggage')
  const headers = (): Record<string, string> => ({
    traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-01`,
    ...(tracestate === undefined ? {} : { tracestate }),
    ...(baggage === undefined ? {} : { baggage }),
  })
  const correlationId = header('x-correlation-id') ?? bodyCorrelationId ?? randomUUID()
  return {
    headers: isTraced ? headers : () => ({}),
    callHeaders: (tenantId = header('tenantid') ?? '') => ({
      ...(isTraced ? headers() : {}),
      'x-correlation-id': correlationId,
      tenantId,
    }),
  }
}

/** The body is one that the filter before the service fails on: the answer is Spring Boot's own error. */
export const filterFailed = Symbol('filter failed')

/** `RequestInfo.correlationId` or, without a `RequestInfo`, that of `requestInfo`. */
export function correlationIdOf(body: JsonValue): string | null | typeof filterFailed {
  if (body === null) return filterFailed
  if (!isObject(body)) return null
  const info = body.has('RequestInfo') ? body.get('RequestInfo') : body.get('requestInfo')
  const id = isObject(info) ? (info.get('correlationId') ?? null) : null
  return id === null || typeof id === 'string' ? id : filterFailed
}
