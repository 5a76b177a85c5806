// Double of DIGIT's user-otp: POST /user-otp/v1/_send sends an OTP by SMS and by e-mail, that is, puts records onto Kafka and then answers 201.
// It is release 2.9.4, or, as variant `oss`, the one of 2024.
//
// Real: egov-user and egov-otp are asked over HTTP, records go to a real broker. Inside, until addresses are given: the tables of MDMS (mobile number
// rules) and localization, which control calls change (controls.ts).

import { setMaxListeners } from 'node:events'
import { type Service, serve } from '../http/index.js'
import { createPublisher, type Publisher } from '../kafka/index.js'
import { createUserOtpApp } from './app.js'
import { addTableControls } from './controls.js'
import type { Deviation } from './deviation.js'
import { type DeviationName, deviations } from './deviations.js'
import { createDownstream } from './downstream.js'
import { type KafkaAway, waitingForKafka } from './kafka-away.js'
import type { LocalizedText } from './localization.js'
import type { MobileRule } from './mobile-rules.js'
import { createRecordSender } from './record-sender.js'
import { createReferenceData, type Tables } from './reference-data.js'
import { deliver, type OtpFlow, sendOtp } from './send-otp.js'
import { type Variant, type VariantName, variants } from './variants.js'

export type { Deviation } from './deviation.js'
export { type DeviationName, deviations } from './deviations.js'
export type { LocalizedText } from './localization.js'
export type { MobileRule } from './mobile-rules.js'
export type { VariantName } from './variants.js'

export interface UserOtpOptions {
  /** @default 0, any free port */
  readonly port?: number
  /** The release that is stood in for: 2.9.4, or the one of 2024. @default core */
  readonly variant?: VariantName
  /** Host and port of each broker. Kafka may still be away at the start. */
  readonly kafkaBrokers: readonly string[]
  /** Base URLs of the services that are asked, without a slash at the end. */
  readonly egovOtpUrl: string
  readonly egovUserUrl: string
  /** Base URL of an MDMS that is asked in place of `mobileRules`. */
  readonly mdmsUrl?: string
  /** Base URL of a localization service that is asked in place of `texts`. */
  readonly localizationUrl?: string
  /** @default egov.core.notification.sms.otp */
  readonly smsTopic?: string
  /** @default egov.core.notification.email; variant oss: org.egov.core.notification.email */
  readonly emailTopic?: string
  /** Puts a segment of the tenant in front of the topics. @default false */
  readonly centralInstance?: boolean
  /** Whether records carry the request's trace. Calls to other services do in any case. @default true; variant oss: false */
  readonly kafkaTracing?: boolean
  /** The rules of MDMS. @default none: `^[6-9][0-9]{9}$` for requests without a country */
  readonly mobileRules?: readonly MobileRule[]
  /** The texts of the localization service. @default none: the built-in English ones */
  readonly texts?: readonly LocalizedText[]
  /** How long a request waits for Kafka while it is away, in milliseconds. @default 120000, as the original */
  readonly kafkaWaitMs?: number
  /** The same as long as Kafka has never been there. @default 60000, as the original, but never more than `kafkaWaitMs` */
  readonly kafkaFirstWaitMs?: number
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
  const { variant: variantName = 'core', clock = Date, lateMs = 2000 } = options
  const variant: Variant = variants[variantName]
  const deviation: Deviation | undefined = options.deviation && deviations[options.deviation]
  const publisher = options.publisher ?? publisherFor(options)
  const sender = createRecordSender({ publish: publisher.publish, deviation, lateMs })
  const closing = new AbortController()
  setMaxListeners(0, closing.signal) // one per open call
  const tables: Tables = {
    mobileRules: options.mobileRules ?? [],
    texts: options.texts ?? [],
    delaysMs: new Map(),
    down: { localization: new Set(), mdms: new Set() },
  }
  const kafkaAway: KafkaAway = new Map()
  const right = flowOf({
    ...options,
    variant,
    tables,
    send: sender.send,
    signal: closing.signal,
    now: () => clock.now(),
  })
  const waiting = waitingForKafka(right, kafkaAway, closing.signal)
  const flow = deviation?.flow?.(waiting) ?? waiting
  const app = createUserOtpApp({
    isTraced: variant.isTraced,
    send: (request, trace) => sendOtp(flow, request, trace),
    amend: deviation?.answer ?? ((answer) => answer),
  })
  addTableControls(app, tables, kafkaAway)
  const release = async () => {
    closing.abort()
    sender.close()
    await publisher.close()
  }
  return serve({ name: 'user-otp', app, port: options.port, release })
}

function publisherFor({ kafkaBrokers: brokers, kafkaWaitMs: waitMs = 120_000, ...options }: UserOtpOptions): Publisher {
  const firstWaitMs = Math.min(options.kafkaFirstWaitMs ?? 60_000, waitMs)
  return createPublisher({ brokers, clientId: 'user-otp', waitMs, firstWaitMs })
}

interface FlowOptions extends Omit<UserOtpOptions, 'variant'> {
  readonly variant: Variant
  readonly tables: Tables
  readonly send: OtpFlow['send']
  readonly signal: AbortSignal
  readonly now: () => number
}

function flowOf(options: FlowOptions): OtpFlow {
  const { variant, tables, signal, now, send } = options
  const { searchUser, createOtp } = createDownstream(options)
  const { mdmsUrl, localizationUrl } = options
  const referenceData = createReferenceData({ tables, mdmsUrl, localizationUrl, signal, now })
  return {
    variant,
    searchUser,
    createOtp,
    texts: referenceData.texts,
    deliver,
    send,
    now,
    async validate(request, trace) {
      const { tenantId } = request
      // The rules are looked up before anything is judged; without a tenant there is nothing to look up.
      const rules =
        tenantId && variant.asksForRules ? await referenceData.mobileRules({ ...request, tenantId }, trace) : []
      return variant.validate(request, rules)
    },
    findUser: (request, trace) => searchUser(variant.userSearch(request), trace).catch(() => undefined),
    overlook: () => undefined,
    smsTopic: options.smsTopic ?? 'egov.core.notification.sms.otp',
    emailTopic: options.emailTopic ?? variant.email.topic,
    centralInstance: options.centralInstance ?? false,
    kafkaTracing: options.kafkaTracing ?? variant.isTraced,
  }
}
