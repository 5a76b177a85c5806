// Requests for one-time passwords, and how they are answered, between the scenario and support/digit.

import { randomBytes } from 'node:crypto'
import type { DataTable } from '@cucumber/cucumber'
import { requestOtp, usualBody, withChanges } from '../digit/index.js'
import { typedCell } from '../language/index.js'
import { literal, match } from '../match/index.js'
import { KataError } from '../shared/index.js'
import { explainAnswer } from '../verdict/index.js'
import { callerOf, keepExchange, takeHeaders } from './calls.js'
import { expectNothing } from './expect.js'
import { citizenOf } from './people.js'
import { docStringText, pairsOf, recordsOf, resolveEmbedded } from './values.js'
import type { KataWorld } from './world.js'

/** Requests, and what user-otp is told, go to another one of the environment from now on, such as `user-otp-oss`. KataError SERVICE_UNKNOWN. */
export function askElsewhere(world: KataWorld, service: string): void {
  world.useInstead('user-otp', service)
}

/** A tenant that no other scenario uses; kept as `tenant`. */
export function useOwnTenant(world: KataWorld): void {
  world.tenantId = `kata${randomBytes(6).toString('hex')}.city`
}

/** Asks user-otp for an OTP for the latest citizen, with parts of the body changed: path and value in each row. */
export async function askForOtp(world: KataWorld, type: string, changes?: DataTable): Promise<void> {
  const { mobileNumber } = citizenOf(world)
  const caller = callerOf(world)
  const rows = changes === undefined ? [] : pairsOf(changes, ['path', 'value'])
  const body = withChanges(
    usualBody(caller, type, mobileNumber),
    rows.map(([path, cell]) => ({ path, value: partOf(world, cell) })),
  )
  await keepExchange(world, requestOtp(caller, body, takeHeaders(world)))
}

/** Asks with a body of the feature's own, which goes out as it stands but for `#(variables)`. */
export async function askWithBody(world: KataWorld, text: string): Promise<void> {
  const body = String(resolveEmbedded(docStringText(text), world))
  await keepExchange(world, requestOtp(callerOf(world), body, takeHeaders(world)))
}

/** Asks for all of them at once, and each must be accepted; the last answer that came is "the response". */
export async function askForOtpsAtOnce(world: KataWorld, type: string, names: readonly string[]): Promise<void> {
  await askAtOnce(
    world,
    type,
    names.map((name) => citizenOf(world, name).mobileNumber),
  )
}

/** The same for the latest citizen, several times. */
export async function askRepeatedly(world: KataWorld, type: string, times: number): Promise<void> {
  if (times < 1) throw noRequests(times)
  await askAtOnce(world, type, new Array<string>(times).fill(citizenOf(world).mobileNumber))
}

function noRequests(times: number): KataError {
  return new KataError('TABLE_INVALID', {
    couldNot: 'Fewer than one OTP cannot be requested.',
    found: `The number in the step is ${times}.`,
    todo: 'Write 1 or more.',
  })
}

async function askAtOnce(world: KataWorld, type: string, numbers: readonly string[]): Promise<void> {
  const caller = callerOf(world)
  const headers = takeHeaders(world)
  const calls = numbers.map((number) => requestOtp(caller, usualBody(caller, type, number), headers))
  const exchanges = await Promise.all(calls.map((call) => keepExchange(world, call)))
  const refused = exchanges.find(({ status }) => status !== 201)
  if (refused !== undefined) expectNothing(explainAnswer(refused, { expected: '201', mask: world.mask }))
}

/** Asks, and hangs up after that time; an answer that comes before is KataError VALUE_IMPOSSIBLE. */
export async function askAndGiveUp(world: KataWorld, type: string, afterMs: number): Promise<void> {
  const caller = { ...callerOf(world), http: world.httpWithin(afterMs) }
  const at = Date.now()
  const call = requestOtp(caller, usualBody(caller, type, citizenOf(world).mobileNumber), takeHeaders(world))
  const isAnswered = await keepExchange(world, call).then(
    () => true,
    (error: unknown) => {
      if (error instanceof KataError && error.code === 'HTTP_NO_ANSWER') return false
      throw error
    },
  )
  if (isAnswered) throw answeredBefore(afterMs)
  world.causes.push({ name: 'POST /user-otp/v1/_send', at, kind: 'call', service: 'user-otp' })
}

/** The answer must be 400 with that message and exactly those fields in this order: code, field and message in each row. */
export function expectRefusalWith(world: KataWorld, message: string, table: DataTable): void {
  const rows = recordsOf(table, ['code', 'field', 'message'])
  const fields = rows.map(({ code, field, message: says }) => ({ code, message: says, field }))
  const error = { code: 400, message, description: null, fields }
  const template = literalTexts(resolveEmbedded({ responseInfo: null, error }, world))
  expectAnswerLike(world, 400, template)
}

/** The answer must be 500 with exactly that text; an empty text is an empty answer. */
export function expectFailure(world: KataWorld, text: string): void {
  expectAnswerLike(world, 500, text === '' ? undefined : literal(text))
}

function expectAnswerLike(world: KataWorld, status: number, template: unknown): void {
  const exchange = world.exchange('user-otp')
  const isThere = template !== undefined || exchange.responseBody !== undefined
  const mismatches = isThere ? match(exchange.responseBody, template, { path: 'response' }) : []
  if (exchange.status === status && mismatches.length === 0) return
  const expected = exchange.status === status ? 'another body' : String(status)
  expectNothing(explainAnswer(exchange, { expected, mismatches, mask: world.mask }))
}

/** What a table says is no marker here. */
function literalTexts(value: unknown): unknown {
  if (typeof value === 'string') return literal(value)
  if (Array.isArray(value)) return value.map(literalTexts)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, literalTexts(item)]))
}

/** A cell as a value; `#notpresent` leaves the part out. */
function partOf(world: KataWorld, cell: string): unknown {
  return cell === '#notpresent' ? undefined : resolveEmbedded(typedCell(cell), world)
}

function answeredBefore(afterMs: number): KataError {
  return new KataError('VALUE_IMPOSSIBLE', {
    couldNot: `The client was to give up after ${afterMs} ms.`,
    found: 'The answer came before that.',
    todo: 'Write a shorter time, or have the service take longer.',
    facts: { afterMs },
  })
}
