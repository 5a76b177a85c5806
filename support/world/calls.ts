// HTTP calls of a scenario, and what their answers must be.

import type { Caller, Headers } from '../digit/index.js'
import type { Exchange } from '../http/index.js'
import { joinPath, literal, match, matchPaths } from '../match/index.js'
import { KataError } from '../shared/index.js'
import { explainAnswer } from '../verdict/index.js'
import { expectNothing } from './expect.js'
import { docStringJson, expectedDocString, expectedValue, resolveEmbedded } from './values.js'
import type { KataWorld } from './world.js'

/** What calls to DIGIT get from the world. */
export function callerOf(world: KataWorld): Caller {
  return { http: world.http, tenantId: world.tenantId, serviceUrl: (name) => world.serviceUrl(name) }
}

/** Keeps the answer of a call as "the response", and the call as what may cause messages; without an answer, what is known. */
export async function keepExchange(world: KataWorld, call: Promise<Exchange>): Promise<Exchange> {
  const exchange = await call.catch((error: unknown) => {
    if (error instanceof KataError) world.unanswered.push(error.facts)
    for (const name of ['response', 'responseStatus', 'responseHeaders']) world.variables.delete(name)
    throw error
  })
  world.exchanges.push(exchange)
  const { service, url } = exchange
  const { pathname } = new URL(url)
  const kind = ['GET', 'HEAD', 'OPTIONS'].includes(exchange.method) ? 'look' : 'call'
  world.causes.push({ name: `${exchange.method} ${pathname}`, at: exchange.startedAt.getTime(), kind, service })
  world.variables.set('response', exchange.responseBody)
  world.variables.set('responseStatus', exchange.status)
  world.variables.set('responseHeaders', exchange.responseHeaders)
  return exchange
}

/** Has the next request carry those headers: name and value in each row, `#notpresent` for one that is not to be sent. */
export function carryHeaders(world: KataWorld, rows: readonly (readonly [string, string])[]): void {
  const headers = rows.map(([name, written]) => {
    const value = written === '#notpresent' ? undefined : String(resolveEmbedded(written, world))
    return [name, value] as const
  })
  world.nextHeaders = Object.fromEntries(headers)
}

/** What the next request carries; the one after it carries nothing of that. */
export function takeHeaders(world: KataWorld): Headers {
  const headers = world.nextHeaders
  world.nextHeaders = {}
  return headers
}

/** Calls a service at a path; a body is sent as JSON. */
export function callService(
  world: KataWorld,
  service: string,
  request: { readonly method: string; readonly path: string; readonly body?: string },
): Promise<Exchange> {
  const { method, path, body } = request
  const url = `${world.serviceUrl(service)}${resolveEmbedded(path, world)}`
  const content = body === undefined ? {} : { body: docStringJson(body, world) }
  const headers = takeHeaders(world)
  return keepExchange(world, world.http.send({ service, method: method.toUpperCase(), url, headers, ...content }))
}

/** Fails with CONTRACT where the status is another one; of the latest answer, or the latest of that service. */
export function expectStatus(world: KataWorld, status: number, service?: string): void {
  const exchange = world.exchange(service)
  if (exchange.status === status) return
  expectNothing(explainAnswer(exchange, { expected: String(status), mask: world.mask }))
}

/** Fails with CONTRACT where the body lacks something of `expected`. */
export function expectBody(world: KataWorld, expected: string): void {
  const exchange = world.exchange()
  const template = expectedDocString(expected, world)
  const mismatches = match(exchange.responseBody, template, { mode: 'contains keys', path: 'response' })
  if (mismatches.length === 0) return
  expectNothing(explainAnswer(exchange, { expected: 'another body', mismatches, mask: world.mask }))
}

/** Fails with CONTRACT where a header of the latest answer is another one; a missing one is `#notpresent`. */
export function expectResponseHeader(world: KataWorld, name: string, expected: string): void {
  const exchange = world.exchange()
  const headers = new Map(Object.entries(exchange.responseHeaders))
  const path = joinPath('headers', name.toLowerCase())
  const mismatches = match(headers.get(name.toLowerCase()), expectedValue(expected, world), { path })
  if (mismatches.length === 0) return
  expectNothing(explainAnswer(exchange, { expected: 'another header', mismatches, mask: world.mask }))
}

/** Fails with CONTRACT where the call was not refused with exactly that code, as DIGIT words its refusals. */
export function expectRefusal(world: KataWorld, code: string, service?: string): void {
  const exchange = world.exchange(service)
  const expected = `400 with ${code}`
  const rows = [{ path: 'error.fields[0].code', expected: literal(code) }]
  const mismatches = exchange.status === 400 ? matchPaths(exchange.responseBody, rows) : []
  if (exchange.status === 400 && mismatches.length === 0) return
  expectNothing(explainAnswer(exchange, { expected, mismatches, mask: world.mask }))
}
