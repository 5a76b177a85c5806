// The sentences about one-time passwords, between the scenario and support/digit.

import type { Channel, OtpPattern } from '../contract/index.js'
import { type Citizen, codeIn, isForNumber, requestOtp, validateOtp } from '../digit/index.js'
import type { Message } from '../kafka/index.js'
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

/** Asks for all of them at once; the last answer that came is "the response". */
export async function askForOtpsAtOnce(world: KataWorld, type: string, names: readonly string[]): Promise<void> {
  const citizens = names.map((name) => citizenOf(world, name))
  const calls = citizens.map(({ mobileNumber }) => requestOtp(callerOf(world), type, mobileNumber))
  await Promise.all(calls.map((call) => keepExchange(world, call)))
}

/** Claims exactly one OTP message for a citizen, judged now; with `withinMs` a second one is waited for as well. */
export async function expectOtpBySms(world: KataWorld, name?: string, withinMs?: number): Promise<void> {
  const citizen = citizenOf(world, name)
  const expectation = otpFor(citizen)
  const [message] = await expectArrival(world, { on: 'otp-sms', expectation, limit: 'exactly', withinMs })
  world.variables.delete('otp')
  if (message !== undefined) rememberOtp(world, citizen, message)
}

/** Proves that no channel on which OTPs are sent holds one for the latest citizen. */
export async function expectNoOtp(world: KataWorld, withinMs?: number): Promise<void> {
  const expectation = otpFor(citizenOf(world))
  const channels = otpChannels(world).map(({ name }) => name)
  await Promise.all(channels.map((on) => expectNoArrival(world, { on, expectation, withinMs })))
}

/** Spends the latest OTP: egov-otp must accept it. */
export async function expectOtpValid(world: KataWorld): Promise<void> {
  const exchange = await spendOtp(world)
  if (exchange.status === 200) return
  expectNothing(explainAnswer(exchange, { expected: '200', mask: world.mask }))
}

/** Tries to spend the latest OTP: egov-otp must refuse it. */
export async function expectOtpSpent(world: KataWorld): Promise<void> {
  const exchange = await spendOtp(world)
  if (exchange.status === 400) return
  expectNothing(explainAnswer(exchange, { expected: '400', mask: world.mask }))
}

function otpFor({ mobileNumber }: Citizen): Expectation {
  return { suffix: ` for mobile number ${mobileNumber}`, judge: isForNumber(mobileNumber) }
}

function spendOtp(world: KataWorld) {
  const { citizen, code } = latestOtp(world)
  return keepExchange(world, validateOtp(callerOf(world), citizen.mobileNumber, code))
}

/** Where the latest OTP message was kept, by the citizen it was sent to. */
const otpMessage = 'otpMessage'

function rememberOtp(world: KataWorld, citizen: Citizen, message: Message): void {
  world.variables.set(otpMessage, { citizen, message })
}

/** The code is cut out only when a step asks for it, and kept as `otp`. */
function latestOtp(world: KataWorld): { citizen: Citizen; code: string } {
  const kept = world.variables.get(otpMessage) as { citizen: Citizen; message: Message } | undefined
  if (kept === undefined) throw noOtpYet()
  const rule = otpChannels(world)[0]?.otpPattern as OtpPattern
  const code = codeIn(kept.message, rule)
  world.worker.mask.registerCode(code)
  world.variables.set('otp', code)
  return { citizen: kept.citizen, code }
}

function otpChannels(world: KataWorld): readonly Channel[] {
  return [...world.worker.catalogue.channels.values()].filter(({ otpPattern }) => otpPattern !== undefined)
}

function noOtpYet(): KataError {
  return new KataError('NOTHING_KEPT', {
    couldNot: 'The step speaks of "the OTP", but the scenario has none yet.',
    found: 'No step before it has taken the message of a one-time password.',
    todo: 'Put `Then an OTP is sent by SMS` before it.',
  })
}
