// What texts and mails end in: the SMS gateway and the mail server, which are sinks to look at. Their control calls; what
// has to be there is said elsewhere.

import type { Exchange } from '../http/index.js'
import { KataError } from '../shared/index.js'
import type { Caller } from './caller.js'

export type SinkName = 'sms-gateway' | 'mail-server'

/** A message or mail that reached a sink; the rest of its fields is the sink's own. */
export interface Delivery {
  /** Grows with every delivery of the sink. */
  readonly id: number
}

/** Whose deliveries are wanted. */
export interface WantedDeliveries {
  /** A mobile number or an address. */
  readonly to: string
  /** Only those with a higher id count. */
  readonly after: number
  readonly atLeast: number
  /** The sink answers as soon as there are so many, or when this time is over. */
  readonly withinMs: number
}

/** The id of the latest delivery; 0 before the first. KataError SINK_UNUSABLE. */
export async function lastDelivery(caller: Caller, sink: SinkName): Promise<number> {
  const exchange = await call(caller, sink, { path: 'last' })
  const { id } = Object(exchange.responseBody) as { id?: unknown }
  if (exchange.status === 200 && typeof id === 'number') return id
  throw unusable(sink, exchange)
}

/** The deliveries for somebody, the oldest first. KataError SINK_UNUSABLE. */
export async function deliveriesTo(
  caller: Caller,
  sink: SinkName,
  { to, after, atLeast, withinMs }: WantedDeliveries,
): Promise<readonly Delivery[]> {
  const query = `to=${encodeURIComponent(to)}&after=${after}&atLeast=${atLeast}&withinMs=${Math.round(withinMs)}`
  const exchange = await call(caller, sink, { path: `deliveries?${query}` })
  if (exchange.status === 200 && Array.isArray(exchange.responseBody)) return exchange.responseBody as Delivery[]
  throw unusable(sink, exchange)
}

/** Has a sink answer somebody otherwise; the usual way again without an answer. KataError SINK_UNUSABLE. */
export async function dictateAnswer(
  caller: Caller,
  sink: SinkName,
  { to, answer }: { readonly to: string; readonly answer?: Readonly<Record<string, unknown>> },
): Promise<void> {
  const path = `answers/${encodeURIComponent(to)}`
  const method = answer === undefined ? 'DELETE' : 'PUT'
  const exchange = await call(caller, sink, { method, path, body: answer })
  if (exchange.status !== 204) throw unusable(sink, exchange)
}

function call(
  { http, serviceUrl }: Caller,
  sink: SinkName,
  { method = 'GET', path, body }: { readonly method?: string; readonly path: string; readonly body?: unknown },
): Promise<Exchange> {
  return http.send({ service: sink, method, url: `${serviceUrl(sink)}/_control/${path}`, body })
}

function unusable(sink: SinkName, { method, url, status }: Exchange): KataError {
  return new KataError('SINK_UNUSABLE', {
    couldNot: `The ${sink} could not be asked.`,
    found: `It answered ${status} to ${method} ${new URL(url).pathname}.`,
    todo: `Only the double can be looked into: start it by \`kata service ${sink}\`, and have the service send there.`,
    facts: { service: sink, url, status },
  })
}
