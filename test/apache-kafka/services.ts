// The doubles of the services as processes of their own, on the Kafka of a leg.

import { kataServed, type Standing } from '../kata-served.js'
import { ownTopic } from './legs.js'

/** Numbers that egov-user knows. */
export const registered = '98#######1,98#######2'

export interface ServiceOptions {
  readonly bootstrap: string
  /** user-otp sends to the own topic then. */
  readonly hasOwnTopic: boolean
  /** Whether there is the transmitter of Open Finance Brasil, which makes a topic for each receiver. */
  readonly hasOpenFinance: boolean
}

/** Each by the variable that tells a run of it. */
export type Services = Readonly<Record<string, Standing>>

/** Starts them, those at once that do not talk to each other. */
export async function startServices({ bootstrap, hasOwnTopic, hasOpenFinance }: ServiceOptions): Promise<Services> {
  const kafka = ['--kafka', bootstrap]
  const [egovOtp, openFinance] = await Promise.all([
    kataServed('service', 'egov-otp'),
    hasOpenFinance ? kataServed('service', 'open-finance', ...kafka) : undefined,
  ])
  const toEgovOtp = ['--url', `egov-otp=${egovOtp.address}`]
  const egovUser = await kataServed('service', 'egov-user', ...toEgovOtp, '--registered', registered)
  const urls = [...toEgovOtp, '--url', `egov-user=${egovUser.address}`]
  const sendsTo = hasOwnTopic ? ['--topic', ownTopic] : []
  const userOtp = await kataServed('service', 'user-otp', ...kafka, ...urls, ...sendsTo)
  return {
    EGOV_OTP_URL: egovOtp,
    EGOV_USER_URL: egovUser,
    USER_OTP_URL: userOtp,
    ...(openFinance === undefined ? {} : { OPEN_FINANCE_URL: openFinance }),
  }
}

/** What tells a run of them. */
export function variablesOf(services: Services, hasOwnTopic: boolean): Readonly<Record<string, string>> {
  return {
    ...Object.fromEntries(Object.entries(services).map(([variable, { address }]) => [variable, address])),
    KATA_OTP_TOPIC: hasOwnTopic ? ownTopic : '',
    KATA_TENANT_ID: 'pb.amritsar',
    KATA_REGISTERED_MOBILES: registered,
    KATA_UNREGISTERED_MOBILES: '97########',
  }
}

/** Ends them; answers those that did not end as they should. */
export async function endServices(services: Services): Promise<readonly string[]> {
  const all = Object.values(services)
  const ended = await Promise.all(all.map(async ({ line, end }) => ({ line, exitCode: await end() })))
  return ended.flatMap(({ line, exitCode }) => (exitCode === 0 ? [] : [`${line}: ended with ${exitCode}`]))
}
