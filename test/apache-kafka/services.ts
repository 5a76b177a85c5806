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
  /** Whether there are the senders of texts and mails, and the other two of user-otp: that of the older release and a central one. */
  readonly hasSenders: boolean
}

/** Each by the variable that tells a run of it. */
export type Services = Readonly<Record<string, Standing>>

/** Starts them, those at once that do not talk to each other. */
export async function startServices(options: ServiceOptions): Promise<Services> {
  const { bootstrap, hasOwnTopic, hasOpenFinance, hasSenders } = options
  const kafka = ['--kafka', bootstrap]
  const [egovOtp, openFinance, senders] = await Promise.all([
    kataServed('service', 'egov-otp'),
    hasOpenFinance ? kataServed('service', 'open-finance', ...kafka) : undefined,
    hasSenders ? startSenders(kafka, hasOwnTopic ? ownTopic : 'egov.core.notification.sms.otp') : {},
  ])
  const toEgovOtp = ['--url', `egov-otp=${egovOtp.address}`]
  const egovUser = await kataServed('service', 'egov-user', ...toEgovOtp, '--registered', registered)
  const urls = [...toEgovOtp, '--url', `egov-user=${egovUser.address}`]
  const sendsTo = hasOwnTopic ? ['--topic', ownTopic] : []
  const [userOtp, others] = await Promise.all([
    kataServed('service', 'user-otp', ...kafka, ...urls, ...sendsTo),
    hasSenders ? startOthers([...kafka, ...urls], sendsTo) : {},
  ])
  return {
    EGOV_OTP_URL: egovOtp,
    EGOV_USER_URL: egovUser,
    USER_OTP_URL: userOtp,
    ...others,
    ...(openFinance === undefined ? {} : { OPEN_FINANCE_URL: openFinance }),
    ...senders,
  }
}

/** The older release sends where its successor does; a central one never does. */
async function startOthers(usual: readonly string[], sendsTo: readonly string[]): Promise<Services> {
  const [older, central] = await Promise.all([
    kataServed('service', 'user-otp-oss', ...usual, ...sendsTo),
    kataServed('service', 'user-otp-central', ...usual),
  ])
  return { USER_OTP_OSS_URL: older, USER_OTP_CENTRAL_URL: central }
}

/** The senders of texts and mails, and what they send to. */
async function startSenders(kafka: readonly string[], otpTopic: string): Promise<Services> {
  const [gateway, mailServer] = await Promise.all([
    kataServed('service', 'sms-gateway'),
    kataServed('service', 'mail-server'),
  ])
  const toGateway = ['--url', `sms-gateway=${gateway.address}`, '--topic', `egov.core.notification.sms,${otpTopic}`]
  const toMailServer = ['--url', `mail-server=${mailServer.address}`]
  const [sms, mail] = await Promise.all([
    kataServed('service', 'egov-notification-sms', ...kafka, ...toGateway),
    kataServed('service', 'egov-notification-mail', ...kafka, ...toMailServer),
  ])
  return {
    SMS_GATEWAY_URL: gateway,
    MAIL_SERVER_URL: mailServer,
    EGOV_NOTIFICATION_SMS_URL: sms,
    EGOV_NOTIFICATION_MAIL_URL: mail,
  }
}

/** Doubles take control calls where they take everything else. */
const controlled = ['USER_OTP', 'USER_OTP_OSS', 'EGOV_OTP', 'EGOV_USER']

/** What tells a run of them. */
export function variablesOf(services: Services, hasOwnTopic: boolean): Readonly<Record<string, string>> {
  return {
    ...Object.fromEntries(Object.entries(services).map(([variable, { address }]) => [variable, address])),
    ...Object.fromEntries(
      controlled.map((service) => [`${service}_CONTROL_URL`, services[`${service}_URL`]?.address ?? '']),
    ),
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
