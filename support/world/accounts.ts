// What citizens and employees do with their one-time passwords at egov-user.

import { logIn, registerCitizen, resetPassword, type WithOtp } from '../digit/index.js'
import { callerOf, keepExchange } from './calls.js'
import { forgetCitizen } from './doubles.js'
import { latestCode } from './one-time-passwords.js'
import { citizenOf } from './people.js'
import type { KataWorld } from './world.js'

/** Registers the latest citizen, who is forgotten when the scenario ends. */
export async function register(world: KataWorld, isRight: boolean): Promise<void> {
  forgetCitizen(world)
  await keepExchange(world, registerCitizen(callerOf(world), opened(world, isRight)))
}

/** Logs the latest citizen in. */
export async function logInByOtp(world: KataWorld, isRight: boolean): Promise<void> {
  const { mobileNumber, otp } = opened(world, isRight)
  await keepExchange(world, logIn(callerOf(world), { mobileNumber, password: otp, userType: 'CITIZEN' }))
}

/** Gives the latest citizen, who is an employee, a new password. */
export async function setPassword(world: KataWorld, password: string, isRight: boolean): Promise<void> {
  world.worker.mask.registerSecret(password)
  await keepExchange(world, resetPassword(callerOf(world), opened(world, isRight), password))
}

/** Logs the latest citizen, who is an employee, in. */
export async function logInByPassword(world: KataWorld, password: string): Promise<void> {
  world.worker.mask.registerSecret(password)
  const { mobileNumber } = citizenOf(world)
  await keepExchange(world, logIn(callerOf(world), { mobileNumber, password, userType: 'EMPLOYEE' }))
}

function opened(world: KataWorld, isRight: boolean): WithOtp {
  const code = latestCode(world)
  return { mobileNumber: citizenOf(world).mobileNumber, otp: isRight ? code : anotherThan(code) }
}

/** As many digits, and the last one is another. */
function anotherThan(code: string): string {
  return `${code.slice(0, -1)}${(Number(code.slice(-1)) + 1) % 10}`
}
