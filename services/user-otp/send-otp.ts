// What happens between a request and its SMS record, in the order of the original. It knows neither HTTP answers nor deviations.

import type { Downstream, KnownUser } from './downstream.js'
import { smsText } from './localization.js'
import type { SendRequest } from './read-request.js'
import { alreadyRegistered, noMobileNumber, type Refusal, unknownCredential, unknownMobileNumber } from './refusals.js'
import { type SmsRecord, smsRecord } from './sms-record.js'
import type { Tables } from './tables.js'
import { topicFor } from './topics.js'
import type { Trace } from './trace.js'
import { type ValidRequest, validate } from './validation.js'

/** What the flow works with. */
export interface OtpFlow {
  readonly tables: Tables
  readonly downstream: Downstream
  readonly sendSms: (record: SmsRecord) => Promise<void>
  readonly smsTopic: string
  readonly centralInstance: boolean
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** Sends an OTP, or tells why it does not; rejects with what the original would answer 500 to. */
export async function sendOtp(flow: OtpFlow, request: SendRequest, trace: Trace): Promise<Refusal | undefined> {
  const validation = validate(request, flow.tables.mobileRules)
  if (validation.kind === 'refused') return validation.refusal
  const valid = validation.request
  const user = await flow.downstream.findUser(valid, trace)
  const refusal = refuseUser(valid, user)
  if (refusal !== undefined) return refusal
  // A password reset goes to the number that is stored, and keeps silent about every failure from here on.
  if (valid.type === 'passwordreset')
    await deliver(flow, { ...valid, to: user?.mobileNumber ?? '' }, trace).catch(ignore)
  else await deliver(flow, { ...valid, to: valid.mobileNumber }, trace)
  return undefined
}

function refuseUser({ type }: ValidRequest, user: KnownUser | undefined): Refusal | undefined {
  if (type === 'register') return user === undefined ? undefined : alreadyRegistered
  if (type === 'login') return user === undefined ? unknownCredential : undefined
  if (user === undefined) return unknownMobileNumber
  return user.mobileNumber ? undefined : noMobileNumber
}

/** Creates the OTP and sends it. An e-mail, where one is due, follows the SMS here. */
async function deliver(flow: OtpFlow, request: ValidRequest & { readonly to: string }, trace: Trace): Promise<void> {
  const otp = await flow.downstream.createOtp(request, trace)
  // The three seconds begin before the text is looked up, so a slow look-up makes records that are old on arrival.
  const expiryTime = flow.now() + 3000
  const message = smsText(flow.tables.texts, { ...request, otp })
  const topic = topicFor(flow.smsTopic, request.tenantId, flow.centralInstance)
  const { to: mobileNumber, countryCode } = request
  await flow.sendSms(smsRecord(topic, { mobileNumber, message, category: 'OTP', expiryTime, countryCode }, trace))
}

function ignore(): void {}
