// What a scenario tells the doubles of its environment, for its own mobile number or tenant, and takes back when it ends.

import type { DataTable } from '@cucumber/cucumber'
import { type Caller, type ControlCall, type ControlledService, callsFor, control } from '../digit/index.js'
import { typedCell } from '../language/index.js'
import { match } from '../match/index.js'
import { KataError } from '../shared/index.js'
import { explainNeighbourCall, listed } from '../verdict/index.js'
import { callerOf } from './calls.js'
import { expectNothing } from './expect.js'
import { citizenOf, giveAddress } from './people.js'
import { docStringJson, expectedDocString, recordsOf, resolveEmbedded } from './values.js'
import type { KataWorld } from './world.js'

/** egov-user knows an e-mail address of the latest citizen, which no other scenario uses. */
export async function tellAddress(world: KataWorld): Promise<void> {
  const emailId = `${citizenOf(world).mobileNumber}@example.org`
  await tell(world, 'egov-user', { path: `users/${citizenOf(world).mobileNumber}`, body: { emailId } })
  giveAddress(world, emailId)
}

/** egov-user knows that of the latest citizen, as its control call takes it. */
export async function tellOfCitizen(world: KataWorld, text: string): Promise<void> {
  const body = docStringJson(text, world)
  await tell(world, 'egov-user', { path: `users/${citizenOf(world).mobileNumber}`, body })
  const { emailId } = { emailId: undefined, ...Object(body) }
  if (typeof emailId === 'string') giveAddress(world, emailId)
}

/** What egov-user learns of the latest citizen by a registration is forgotten when the scenario ends. */
export function forgetCitizen(world: KataWorld): void {
  const caller = callerOf(world)
  const path = `users/${citizenOf(world).mobileNumber}`
  world.onClose('registration of a citizen', () => control(caller, 'egov-user', { method: 'DELETE', path }))
}

/** A neighbour of user-otp answers that wherever the latest citizen's number is concerned. KataError VALUE_IMPOSSIBLE. */
export async function answerFor(world: KataWorld, service: string, answer: { as: 'down' | number; body?: string }) {
  const { as, body } = answer
  const told = body === undefined ? { as } : { as, body: docStringJson(body, world) }
  const path = `failures/${citizenOf(world).mobileNumber}`
  await tell(world, oneOf(neighbours, service), { path, body: told })
}

/** Localization or MDMS does not answer for the scenario's tenant. KataError VALUE_IMPOSSIBLE. */
export async function takeDown(world: KataWorld, service: string): Promise<void> {
  await tell(world, 'user-otp', { path: `${oneOf(tables, service)}/${stateOf(world)}`, body: { as: 'down' } })
}

/** Localization takes that long for the scenario's tenant. */
export async function slowDown(world: KataWorld, localizationMs: number): Promise<void> {
  const caller = callerOfDouble(world, 'user-otp')
  const path = `delays/${stateOf(world)}`
  world.onClose('delay of localization', () => control(caller, 'user-otp', { path, body: { localizationMs: 0 } }))
  await control(caller, 'user-otp', { path, body: { localizationMs } })
}

/** The texts of the scenario's tenant: locale, code and message in each row. */
export async function tellTexts(world: KataWorld, table: DataTable): Promise<void> {
  const rows = recordsOf(table, ['locale', 'code', 'message'])
  const texts = rows.map((row) => ({ ...row, message: resolveEmbedded(typedCell(row.message), world) }))
  await replace(world, 'texts', texts)
}

/** The mobile number rules of the scenario's tenant, as MDMS has them. */
export async function tellRules(world: KataWorld, text: string): Promise<void> {
  await replace(world, 'mobile-rules', docStringJson(text, world))
}

/** Kafka is away for what user-otp sends to the latest citizen: for ever, or for so long. */
export async function takeKafkaAway(world: KataWorld, order: { waitMs: number } | { forMs: number }): Promise<void> {
  await tell(world, 'user-otp', { path: `kafka/${citizenOf(world).mobileNumber}`, body: order })
}

/** That much time passes for the OTPs of the latest citizen. */
export async function letTimePass(world: KataWorld, ms: number): Promise<void> {
  const body = { forwardMs: ms, identity: citizenOf(world).mobileNumber }
  await control(callerOf(world), 'egov-otp', { method: 'POST', path: 'clock', body })
}

/**
 * The latest call that a neighbour got for the latest citizen's number must match. What it got before the first call of the
 * scenario was for somebody else, who had the number before. KataError VALUE_IMPOSSIBLE, NOTHING_KEPT.
 */
export async function expectAsked(world: KataWorld, service: string, template: string): Promise<void> {
  const asked = oneOf(neighbours, service)
  const [first] = world.causes
  if (first === undefined) throw nothingCalled(asked)
  const calls = await callsFor(callerOf(world), asked, citizenOf(world).mobileNumber)
  const sinceMs = Date.now() - first.at
  const call = calls.findLast(({ agoMs }) => agoMs <= sinceMs)
  const mismatches = match(call, expectedDocString(template, world), { mode: 'contains keys', path: 'call' })
  if (mismatches.length > 0) expectNothing(explainNeighbourCall(asked, { call, mismatches, mask: world.mask }))
}

const neighbours = ['egov-otp', 'egov-user'] as const
const tables = ['localization', 'mdms'] as const

/** Calls the double that is asked now, also when the scenario has gone elsewhere since. */
function callerOfDouble(world: KataWorld, service: ControlledService): Caller {
  const url = world.serviceUrl(`${service}-control`)
  return { ...callerOf(world), serviceUrl: () => url }
}

/** Tells it for the time of the scenario. */
async function tell(world: KataWorld, service: ControlledService, call: ControlCall): Promise<void> {
  const caller = callerOfDouble(world, service)
  const back = { method: 'DELETE', path: call.path } as const
  world.onClose(`order to the double of ${service}`, () => control(caller, service, back))
  await control(caller, service, call)
}

async function replace(world: KataWorld, table: 'texts' | 'mobile-rules', body: unknown): Promise<void> {
  const caller = callerOfDouble(world, 'user-otp')
  const path = `${table}/${stateOf(world)}`
  world.onClose(`${table} of a tenant`, () => control(caller, 'user-otp', { path, body: [] }))
  await control(caller, 'user-otp', { path, body })
}

/** Tables belong to a tenant of the scenario's own, so that nobody else sees them. KataError VALUE_IMPOSSIBLE. */
function stateOf({ hasOwnTenant, tenantId }: KataWorld): string {
  if (hasOwnTenant) return tenantId.split('.')[0] ?? tenantId
  throw new KataError('VALUE_IMPOSSIBLE', {
    couldNot: 'What user-otp looks up could not be changed.',
    found: `Other scenarios use the tenant "${tenantId}" at the same time.`,
    todo: 'Put `Given a tenant of its own` before it.',
    facts: { tenantId },
  })
}

function nothingCalled(service: string): KataError {
  return new KataError('NOTHING_KEPT', {
    couldNot: `The step asks what "${service}" was asked, but the scenario has called nobody yet.`,
    found: 'What was asked before was for another scenario.',
    todo: 'Put a line such as `When a "login" OTP is requested` before it.',
  })
}

function oneOf<N extends string>(known: readonly N[], written: string): N {
  const found = known.find((name) => name === written.toLowerCase())
  if (found !== undefined) return found
  throw new KataError('VALUE_IMPOSSIBLE', {
    couldNot: `"${written}" cannot be told what to do.`,
    found: `The step is for ${listed(known, ' and ')}.`,
    todo: 'Write one of these.',
    facts: { written },
  })
}
