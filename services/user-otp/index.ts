// Double of DIGIT's user-otp 2.9.4: POST /user-otp/v1/_send sends an OTP by SMS, that is, puts a record onto Kafka and then answers 201.
//
// Real: egov-user and egov-otp are asked over HTTP, records go to a real broker. Inside: the tables of MDMS (mobile number rules) and localization.
// Left out so far: e-mail.

import { setMaxListeners } from 'node:events'
import { type Service, serve } from '../http/index.js'
import { createPublisher, type Publisher } from '../kafka/index.js'
import { createUserOtpApp } from './app.js'
import { type Deviation, type DeviationName, deviations } from './deviations.js'
import { createDownstream } from './downstream.js'
import type { LocalizedText } from './localization.js'
import type { MobileRule } from './mobile-rules.js'
import { sendOtp } from './send-otp.js'
import { createSmsSender } from './sms-sender.js'
import { addTableControls, type Tables } from './tables.js'

export { type Deviation, type DeviationName, deviations } from './deviations.js'
export type { LocalizedText } from './localization.js'
export type { MobileRule } from './mobile-rules.js'

export interface UserOtpOptions {
  /** @default 0, any free port */
  readonly port?: number
  /** Host and port of each broker. Kafka may still be away at the start. */
  readonly kafkaBrokers: readonly string[]
  /** Base URLs of the services that are asked, without a slash at the end. */
  readonly egovOtpUrl: string
  readonly egovUserUrl: string
  /** @default egov.core.notification.sms.otp */
  readonly smsTopic?: string
  /** Puts a segment of the tenant in front of the topic. @default false */
  readonly centralInstance?: boolean
  /** The rules of MDMS. @default none: `^[6-9][0-9]{9}$` for requests without a country */
  readonly mobileRules?: readonly MobileRule[]
  /** The texts of the localization service. @default none: the built-in English ones */
  readonly texts?: readonly LocalizedText[]
  /** How long a request waits for Kafka while it is away, in milliseconds. @default 120000, as the original */
  readonly kafkaWaitMs?: number
  /** The wrong behaviour of this instance. @default none */
  readonly deviation?: DeviationName
  /** How much later `sends-late` sends, in milliseconds, counted from the moment the record should have gone. @default 2000 */
  readonly lateMs?: number
  /** The wall clock that `expiryTime` is taken from. @default the machine's */
  readonly clock?: { now(): number }
  /** Takes the records instead of Kafka. @default a producer of its own */
  readonly publisher?: Publisher
}

/** Starts a user-otp. */
export function startUserOtp(options: UserOtpOptions): Promise<Service> {
  const { kafkaBrokers: brokers, kafkaWaitMs: waitMs = 120_000, clock = Date } = options
  const deviation: Deviation | undefined = options.deviation && deviations[options.deviation]
  const publisher = options.publisher ?? createPublisher({ brokers, clientId: 'user-otp', waitMs })
  const sender = createSmsSender({ publish: publisher.publish, deviation, lateMs: options.lateMs ?? 2000 })
  const closing = new AbortController()
  setMaxListeners(0, closing.signal) // one per open call
  const tables: Tables = { mobileRules: options.mobileRules ?? [], texts: options.texts ?? [] }
  const flow = {
    tables,
    downstream: createDownstream({ ...options, signal: closing.signal }),
    sendSms: sender.send,
    smsTopic: options.smsTopic ?? 'egov.core.notification.sms.otp',
    centralInstance: options.centralInstance ?? false,
    now: () => clock.now(),
  }
  const app = createUserOtpApp({
    send: (request, trace) => sendOtp(flow, request, trace),
    amend: deviation?.answer ?? ((answer) => answer),
  })
  addTableControls(app, tables)
  const release = async () => {
    closing.abort()
    sender.close()
    await publisher.close()
  }
  return serve({ name: 'user-otp', app, port: options.port, release })
}
