// What happens between a request and its records, in the order of the original. It knows neither HTTP answers nor deviations by name: a deviation
// hands in a flow of which one part is another.

import type { Downstream, KnownUser } from './downstream.js'
import { formatText } from './format-text.js'
import { emailTemplate, emailTexts, smsText } from './message-texts.js'
import type { OtpRecord } from './otp-record.js'
import type { SendRequest } from './read-request.js'
import type { ReferenceData } from './reference-data.js'
import { alreadyRegistered, noMobileNumber, type Refusal, unknownCredential, unknownMobileNumber } from './refusals.js'
import { topicFor } from './topics.js'
import type { Trace } from './trace.js'
import type { Validation, ValidRequest } from './validation.js'
import type { Variant } from './variants.js'

/** What the flow works with. */
export interface OtpFlow {
  readonly variant: Variant
  readonly validate: (request: SendRequest, trace: Trace) => Promise<Validation>
  /** The user with the request's mobile number; any failure counts as "not found". */
  readonly findUser: (request: ValidRequest, trace: Trace) => Promise<KnownUser | undefined>
  readonly searchUser: Downstream['searchUser']
  readonly createOtp: Downstream['createOtp']
  readonly texts: ReferenceData['texts']
  readonly deliver: (flow: OtpFlow, delivery: Delivery, trace: Trace) => Promise<void>
  /** Settles with the acknowledgement. */
  readonly send: (record: OtpRecord) => Promise<void>
  /** Takes what goes wrong in a password reset once the user is known. */
  readonly overlook: (error: unknown) => void
  readonly smsTopic: string
  readonly emailTopic: string
  readonly centralInstance: boolean
  /** Whether the trace of a request goes onto its records. */
  readonly kafkaTracing: boolean
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** A request that will be served, and who asked; a registration has no user yet. */
export interface Delivery {
  readonly request: ValidRequest
  readonly user: KnownUser | undefined
}

/** Sends an OTP, or tells why it does not; rejects with what the original would answer 500 to. */
export async function sendOtp(flow: OtpFlow, request: SendRequest, trace: Trace): Promise<Refusal | undefined> {
  const validation = await flow.validate(request, trace)
  if (validation.kind === 'refused') return validation.refusal
  const valid = validation.request
  const user = await flow.findUser(valid, trace)
  const refusal = refuseUser(valid, user)
  if (refusal !== undefined) return refusal
  const delivered = flow.deliver(flow, { request: valid, user }, trace)
  await (valid.type === 'passwordreset' ? delivered.catch(flow.overlook) : delivered)
  return undefined
}

/** Why a user, or nobody, gets no OTP of this type. */
export function refuseUser({ type }: ValidRequest, user: KnownUser | undefined): Refusal | undefined {
  if (type === 'register') return user === undefined ? undefined : alreadyRegistered
  if (type === 'login') return user === undefined ? unknownCredential : undefined
  if (user === undefined) return unknownMobileNumber
  return user.mobileNumber ? undefined : noMobileNumber
}

/** Creates the OTP and sends it: by SMS, and then by e-mail to a user who has an address. The e-mail of a login may fail. */
export async function deliver(flow: OtpFlow, { request, user }: Delivery, trace: Trace): Promise<void> {
  const otp = await flow.createOtp(request, trace)
  // The three seconds begin before the text is looked up, so a slow look-up makes records that are old on arrival.
  const expiryTime = flow.now() + 3000
  await sendSms(flow, { request, otp, expiryTime, to: receiverOf(request, user) }, trace)
  const emailTo = user?.emailId
  if (!emailTo || !flow.variant.email.types.includes(request.type)) return
  const emailed = sendEmail(flow, { request, otp, emailTo }, trace)
  await (request.type === 'login' ? emailed.catch(() => undefined) : emailed)
}

/** A password reset goes to the number that is stored, while the OTP belongs to the number in the request. */
function receiverOf({ type, mobileNumber }: ValidRequest, user: KnownUser | undefined): string {
  return type === 'passwordreset' ? (user?.mobileNumber ?? mobileNumber) : mobileNumber
}

interface SmsOrder {
  readonly request: ValidRequest
  readonly otp: string
  readonly expiryTime: number
  readonly to: string
}

async function sendSms(flow: OtpFlow, { request, otp, expiryTime, to }: SmsOrder, trace: Trace): Promise<void> {
  const { variant } = flow
  const { tenantId, countryCode, type } = request
  const locale = variant.smsLocale(request.requestInfo?.msgId ?? null)
  const message = smsText(await flow.texts({ tenantId, locale }, trace), variant.smsTexts[type], otp)
  variant.checkTenant(tenantId)
  await flow.send({
    kind: 'sms',
    topic: topicFor(flow.smsTopic, tenantId, flow.centralInstance),
    key: null,
    headers: headersOf(flow, trace, 'org.egov.persistence.contract.SMSRequest'),
    value: variant.smsValue({ mobileNumber: to, message, expiryTime, countryCode }),
  })
}

interface EmailOrder {
  readonly request: ValidRequest
  readonly otp: string
  readonly emailTo: string
}

async function sendEmail(flow: OtpFlow, { request, otp, emailTo }: EmailOrder, trace: Trace): Promise<void> {
  const { email, checkTenant } = flow.variant
  const { tenantId } = request
  const words = request.type === 'login' ? emailTexts.login : emailTexts.passwordreset
  const templateOf = async (source: typeof words.body | typeof words.subject) => {
    if (email.locale === null) return source.fallback
    const locale = email.locale(request.requestInfo?.msgId ?? null)
    return emailTemplate(await flow.texts({ tenantId, locale }, trace), source)
  }
  const body = formatText(await templateOf(words.body), otp)
  const subject = await templateOf(words.subject)
  checkTenant(tenantId)
  await flow.send({
    kind: 'email',
    topic: topicFor(flow.emailTopic, tenantId, flow.centralInstance),
    key: null,
    headers: headersOf(flow, trace, email.typeId),
    value: email.value({ emailTo, subject, body }),
  })
}

/** The trace before the name of the Java class. */
function headersOf(flow: OtpFlow, trace: Trace, typeId: string): Record<string, string> {
  return { ...(flow.kafkaTracing ? trace.headers() : {}), __TypeId__: typeId }
}
