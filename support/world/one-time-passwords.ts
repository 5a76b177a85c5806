// The sentences about one-time passwords, between the scenario and support/digit.

import type { OtpPattern } from '../contract/index.js'
import { type Citizen, codeIn, isForNumber, requestOtp, validateOtp } from '../digit/index.js'
import type { Exchange } from '../http/index.js'
import type { Message } from '../kafka/index.js'
import { matchPaths, type PathRow } from '../match/index.js'
import { KataError } from '../shared/index.js'
import type { Expectation } from '../verdict/index.js'
import { explainAnswer } from '../verdict/index.js'
import { expectArrival, expectNoArrival } from './arrivals.js'
import { callerOf, keepExchange } from './calls.js'
import { expectNothing } from './expect.js'
import { citizenOf } from './people.js'
import type { KataWorld } from './world.js'

/** Asks user-otp for an OTP for the latest citizen, or the named one. */
export async function askForOtp(world: KataWorld, type: string, name?: string): Promise<void> {
  const { mobileNumber } = citizenOf(world, name)
  await keepExchange(world, requestOtp(callerOf(world), type, mobileNumber))
}

/** Asks for all of them at once, and each must be accepted; the last answer that came is "the response". */
export async function askForOtpsAtOnce(world: KataWorld, type: string, names: readonly string[]): Promise<void> {
  const citizens = names.map((name) => citizenOf(world, name))
  const calls = citizens.map(({ mobileNumber }) => requestOtp(callerOf(world), type, mobileNumber))
  const exchanges = await Promise.all(calls.map((call) => keepExchange(world, call)))
  const refused = exchanges.find(({ status }) => status !== 201)
  if (refused !== undefined) expectNothing(explainAnswer(refused, { expected: '201', mask: world.mask }))
}

/** Claims exactly one OTP message for a citizen, judged now; with `withinMs` a second one is waited for as well. */
export async function expectOtpBySms(world: KataWorld, name?: string, withinMs?: number): Promise<void> {
  const citizen = citizenOf(world, name)
  const expectation = otpFor(citizen)
  const [message] = await expectArrival(world, { on: 'otp-sms', expectation, limit: 'exactly', withinMs })
  world.variables.delete('otp')
  if (message !== undefined) rememberOtp(world, citizen, message)
}

/** Proves that no SMS holds an OTP for the latest citizen. An e-mail names an address, which a citizen here does not have. */
export async function expectNoOtp(world: KataWorld, withinMs?: number): Promise<void> {
  await expectNoArrival(world, { on: 'otp-sms', expectation: otpFor(citizenOf(world)), withinMs })
}

/** Spends the latest OTP: egov-otp must accept it, and say so. */
export async function expectOtpValid(world: KataWorld): Promise<void> {
  expectAnswer(world, await spendOtp(world), { status: 200, path: 'otp.isValidationSuccessful', expected: true })
}

/** Tries to spend the latest OTP: egov-otp must refuse it, and for no other reason. */
export async function expectOtpSpent(world: KataWorld): Promise<void> {
  const code = 'OTP.VALIDATION_UNSUCCESSFUL'
  expectAnswer(world, await spendOtp(world), { status: 400, path: 'error.fields[0].code', expected: code })
}

function expectAnswer(world: KataWorld, exchange: Exchange, answer: { status: number } & PathRow): void {
  const mismatches = matchPaths(exchange.responseBody, [answer])
  if (exchange.status === answer.status && mismatches.length === 0) return
  const expected = `${answer.status} with ${answer.path} ${answer.expected}`
  expectNothing(explainAnswer(exchange, { expected, mismatches, mask: world.mask }))
}

function otpFor({ mobileNumber }: Citizen): Expectation {
  return { suffix: ` for mobile number ${mobileNumber}`, judge: isForNumber(mobileNumber) }
}

function spendOtp(world: KataWorld) {
  const { citizen, code, tenantId } = latestOtp(world)
  return keepExchange(world, validateOtp({ ...callerOf(world), tenantId }, citizen.mobileNumber, code))
}

function rememberOtp(world: KataWorld, citizen: Citizen, message: Message): void {
  world.otp = { citizen, message, tenantId: world.tenantId }
}

/** The code is cut out only when a step asks for it, and kept as `otp`. */
function latestOtp(world: KataWorld): { citizen: Citizen; code: string; tenantId: string } {
  const kept = world.otp
  if (kept === undefined) throw noOtpYet()
  const rule = world.worker.catalogue.channel('otp-sms').otpPattern as OtpPattern
  const code = codeIn(kept.message, rule)
  world.worker.mask.registerCode(code)
  world.variables.set('otp', code)
  return { citizen: kept.citizen, code, tenantId: kept.tenantId }
}

function noOtpYet(): KataError {
  return new KataError('NOTHING_KEPT', {
    couldNot: 'The step speaks of "the OTP", but the scenario has none yet.',
    found: 'No step before it has taken the message of a one-time password.',
    todo: 'Put `Then an OTP is sent by SMS` before it.',
  })
}
