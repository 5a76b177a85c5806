// The one-time passwords that are sent, and whether they are valid, between the scenario and support/digit. How they are
// asked for is otp-requests.ts.

import type { OtpPattern } from '../contract/index.js'
import {
  type Citizen,
  codeIn,
  concernsAddress,
  concernsNumber,
  isForAddress,
  isForNumber,
  lifetimeOf,
  validateOtp,
} from '../digit/index.js'
import type { Exchange } from '../http/index.js'
import { matchPaths, type PathRow } from '../match/index.js'
import { KataError } from '../shared/index.js'
import { type Expectation, explainAnswer, explainMessage } from '../verdict/index.js'
import { expectArrival, expectNoArrival } from './arrivals.js'
import { callerOf, keepExchange } from './calls.js'
import { expectNothing } from './expect.js'
import { citizenOf } from './people.js'
import type { KataWorld, SentOtp } from './world.js'

/** Claims exactly one OTP message for a citizen, judged now; with `withinMs` a second one is waited for as well. */
export async function expectOtpBySms(world: KataWorld, name?: string, withinMs?: number): Promise<void> {
  await expectOtps(world, { citizen: citizenOf(world, name), channel: 'otp-sms', withinMs })
}

/** The same for the e-mail to the latest citizen's address. */
export async function expectOtpByEmail(world: KataWorld, withinMs?: number): Promise<void> {
  await expectOtps(world, { citizen: citizenOf(world), channel: 'otp-email', withinMs })
}

/** Claims exactly so many SMS for the latest citizen, each with another OTP. */
export async function expectDifferentOtps(world: KataWorld, count: number): Promise<void> {
  const citizen = citizenOf(world)
  const sent = await expectOtps(world, { citizen, channel: 'otp-sms', count })
  for (const [index, otp] of sent.entries()) demandAnother(world, otp, sent.slice(0, index))
}

/** Claims exactly one SMS, whose OTP is none of those before. KataError NOTHING_KEPT. */
export async function expectNewOtp(world: KataWorld): Promise<void> {
  const before = [...world.otps]
  if (before.length === 0) throw noOtpYet()
  const citizen = citizenOf(world)
  const [otp] = await expectOtps(world, { citizen, channel: 'otp-sms' })
  if (otp !== undefined) demandAnother(world, otp, before)
}

/** Claims exactly one e-mail, which must hold the latest OTP. KataError NOTHING_KEPT. */
export async function expectSameOtpByEmail(world: KataWorld): Promise<void> {
  const before = latestOtp(world)
  const [otp] = await expectOtps(world, { citizen: citizenOf(world), channel: 'otp-email' })
  if (otp === undefined || codeOf(world, otp) === codeOf(world, before)) return
  demand(world, otp, { expected: 'the OTP of the message before', must: 'hold the same OTP' })
}

/**
 * Proves that no channel holds an OTP for the latest citizen, in whatever form the number or the address is written:
 * neither that of the SMS nor, for whom has an address, that of the e-mail.
 */
export async function expectNoOtp(world: KataWorld, withinMs?: number): Promise<void> {
  const citizen = citizenOf(world)
  const expectation = { ...otpFor(citizen), judge: concernsNumber(citizen.mobileNumber) }
  await expectNoArrival(world, { on: 'otp-sms', expectation, withinMs, by: 'user-otp' })
  if (citizen.emailAddress !== undefined) await expectNoEmail(world)
}

/** Proves that no e-mail holds an OTP for the latest citizen. */
export async function expectNoEmail(world: KataWorld, withinMs?: number): Promise<void> {
  const citizen = citizenOf(world)
  const { emailAddress = '' } = citizen
  const expectation = { ...emailFor(world, citizen), judge: concernsAddress(emailAddress) }
  await expectNoArrival(world, { on: 'otp-email', expectation, withinMs, by: 'user-otp' })
}

/** Spends the latest OTP, or that of another step: egov-otp must accept it, and say so. */
export async function expectOtpValid(world: KataWorld, otp = latestOtp(world), name?: string): Promise<void> {
  const exchange = await spendOtp(world, otp, name)
  expectAnswer(world, exchange, { status: 200, path: 'otp.isValidationSuccessful', expected: true })
}

/** Tries to spend the latest OTP, for a citizen by name: egov-otp must refuse it, and for no other reason. */
export async function expectOtpSpent(world: KataWorld, name?: string): Promise<void> {
  const code = 'OTP.VALIDATION_UNSUCCESSFUL'
  const exchange = await spendOtp(world, latestOtp(world), name)
  expectAnswer(world, exchange, { status: 400, path: 'error.fields[0].code', expected: code })
}

/** Spends every OTP that has been sent. */
export async function expectEveryOtpValid(world: KataWorld): Promise<void> {
  if (world.otps.length === 0) throw noOtpYet()
  for (const otp of world.otps) await expectOtpValid(world, otp)
}

/** Spends the OTP that was sent first. */
export async function expectFirstOtpValid(world: KataWorld): Promise<void> {
  await expectOtpValid(world, world.otps[0] ?? latestOtp(world))
}

/** `expiryTime` of the message lies no further behind its timestamp; it may lie before it. */
export function expectLifetime(world: KataWorld, atMostMs: number): void {
  const message = world.message()
  const lifetimeMs = lifetimeOf(message)
  if (lifetimeMs !== undefined && lifetimeMs <= atMostMs) return
  const expected = `at most ${message.timestamp + atMostMs}`
  const actual = lifetimeMs === undefined ? undefined : message.timestamp + lifetimeMs
  expectNothing(
    explainMessage(message, [{ path: 'value.expiryTime', rule: 'close', expected, actual }], {
      must: `expire within ${atMostMs / 1000} s of its timestamp`,
      advice: 'Whoever sends the SMS would still send it when the OTP is of no use any more.',
      mask: world.mask,
    }),
  )
}

/** The latest OTP as digits, kept as `otp`. KataError NOTHING_KEPT, CODE_NOT_FOUND. */
export function latestCode(world: KataWorld): string {
  return codeOf(world, latestOtp(world))
}

interface Awaited {
  readonly citizen: Citizen
  readonly channel: SentOtp['channel']
  readonly count?: number
  readonly withinMs?: number | undefined
}

async function expectOtps(world: KataWorld, awaited: Awaited): Promise<readonly SentOtp[]> {
  const { citizen, channel, count = 1, withinMs } = awaited
  const expectation = channel === 'otp-sms' ? otpFor(citizen) : emailFor(world, citizen)
  const messages = await expectArrival(world, { on: channel, expectation, limit: 'exactly', count, withinMs })
  world.variables.delete('otp')
  const sent = messages.map((message) => ({ citizen, message, channel, tenantId: world.tenantId }))
  world.otps.push(...sent)
  return sent
}

function otpFor({ mobileNumber }: Citizen): Expectation {
  return { suffix: ` for mobile number ${mobileNumber}`, judge: isForNumber(mobileNumber) }
}

function emailFor(world: KataWorld, { emailAddress }: Citizen): Expectation {
  if (emailAddress === undefined) throw noAddress()
  return { suffix: ` for ${world.mask(emailAddress)}`, judge: isForAddress(emailAddress) }
}

function spendOtp(world: KataWorld, otp: SentOtp, name?: string) {
  const { mobileNumber } = name === undefined ? otp.citizen : citizenOf(world, name)
  const caller = { ...callerOf(world), tenantId: otp.tenantId }
  return keepExchange(world, validateOtp(caller, mobileNumber, codeOf(world, otp)))
}

function expectAnswer(world: KataWorld, exchange: Exchange, answer: { status: number } & PathRow): void {
  const mismatches = matchPaths(exchange.responseBody, [answer])
  if (exchange.status === answer.status && mismatches.length === 0) return
  const expected = `${answer.status} with ${answer.path} ${answer.expected}`
  expectNothing(explainAnswer(exchange, { expected, mismatches, mask: world.mask }))
}

/** The code is cut out only when a step asks for it. */
function codeOf(world: KataWorld, { message, channel }: SentOtp): string {
  const code = codeIn(message, ruleOf(world, channel))
  world.worker.mask.registerCode(code)
  world.variables.set('otp', code)
  return code
}

function ruleOf(world: KataWorld, channel: SentOtp['channel']): OtpPattern {
  return world.worker.catalogue.channel(channel).otpPattern as OtpPattern
}

function demandAnother(world: KataWorld, otp: SentOtp, others: readonly SentOtp[]): void {
  if (!others.some((other) => codeOf(world, other) === codeOf(world, otp))) return
  demand(world, otp, { expected: 'another OTP than before', must: 'hold another OTP' })
}

function demand(
  world: KataWorld,
  { message, channel }: SentOtp,
  { expected, must }: Record<'expected' | 'must', string>,
) {
  const { path } = ruleOf(world, channel)
  const mismatches = [{ path, rule: 'differs', expected, actual: codeIn(message, ruleOf(world, channel)) }]
  const advice = 'Compare what egov-otp creates with what user-otp sends.'
  expectNothing(explainMessage(message, mismatches, { must, advice, mask: world.mask }))
}

function latestOtp({ otps }: KataWorld): SentOtp {
  const latest = otps.at(-1)
  if (latest === undefined) throw noOtpYet()
  return latest
}

function noOtpYet(): KataError {
  return new KataError('NOTHING_KEPT', {
    couldNot: 'The step speaks of "the OTP", but the scenario has none yet.',
    found: 'No step before it has taken the message of a one-time password.',
    todo: 'Put `Then an OTP is sent by SMS` before it.',
  })
}

function noAddress(): KataError {
  return new KataError('CITIZEN_UNKNOWN', {
    couldNot: 'The step speaks of an e-mail, but the latest citizen has no address.',
    found: 'No step before it has given one.',
    todo: 'Write `Given a registered citizen with an e-mail address`.',
  })
}
