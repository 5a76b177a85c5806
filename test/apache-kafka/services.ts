// The doubles of the three services as processes of their own, on the Kafka of a leg.

import { kataServed, type Standing } from '../kata-served.js'
import { ownTopic } from './legs.js'

/** Numbers that egov-user knows. */
export const registered = '98#######1,98#######2'

export type Services = Readonly<Record<'egovOtp' | 'egovUser' | 'userOtp', Standing>>

/** Starts them; user-otp sends to the own topic where there is one. */
export async function startServices(bootstrap: string, hasOwnTopic: boolean): Promise<Services> {
  const egovOtp = await kataServed('service', 'egov-otp')
  const toEgovOtp = ['--url', `egov-otp=${egovOtp.address}`]
  const egovUser = await kataServed('service', 'egov-user', ...toEgovOtp, '--registered', registered)
  const urls = [...toEgovOtp, '--url', `egov-user=${egovUser.address}`]
  const sendsTo = hasOwnTopic ? ['--topic', ownTopic] : []
  const userOtp = await kataServed('service', 'user-otp', '--kafka', bootstrap, ...urls, ...sendsTo)
  return { egovOtp, egovUser, userOtp }
}

/** What tells a run of them. */
export function variablesOf({ egovOtp, egovUser, userOtp }: Services, hasOwnTopic: boolean) {
  return {
    USER_OTP_URL: userOtp.address,
    EGOV_OTP_URL: egovOtp.address,
    EGOV_USER_URL: egovUser.address,
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
