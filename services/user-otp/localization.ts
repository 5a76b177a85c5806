// The text of an SMS in the caller's language: in the original a service of its own, here a table inside user-otp.

import { Failure } from './failure.js'
import { formatText } from './format-text.js'
import type { OtpType } from './read-request.js'

/** One entry of the localization service, module `egov-user`. */
export interface LocalizedText {
  /** E.g. `hi_IN`. */
  readonly locale: string
  /** E.g. `sms.login.otp.msg`. */
  readonly code: string
  /** With `%s` where the OTP belongs. */
  readonly message: string | null
  /** The tenant whose text it is, e.g. `pb`. @default every tenant */
  readonly tenantId?: string
}

const smsTexts: Readonly<Record<OtpType, { readonly code: string; readonly fallback: string }>> = {
  register: {
    code: 'sms.register.otp.msg',
    fallback: 'Dear Citizen, Your OTP to complete your DIGIT Registration is %s.',
  },
  login: { code: 'sms.login.otp.msg', fallback: 'Dear Citizen, Your Login OTP is %s.' },
  passwordreset: { code: 'sms.pwd.reset.otp.msg', fallback: 'Dear Citizen, Your OTP for recovering password is %s.' },
}

export interface SmsTextRequest {
  readonly type: OtpType
  readonly tenantId: string
  readonly msgId: string | null
  readonly otp: string
}

/**
 * The text of one SMS.
 *
 * The fallback applies only while a language has no texts at all; one missing among others is a `Failure`.
 */
export function smsText(table: readonly LocalizedText[], { type, tenantId, msgId, otp }: SmsTextRequest): string {
  const locale = localeOf(msgId)
  const tenant = tenantId.includes('.') ? tenantId.slice(0, tenantId.lastIndexOf('.')) : tenantId
  const texts = table.filter((text) => text.locale === locale && (text.tenantId ?? tenant) === tenant)
  const { code, fallback } = smsTexts[type]
  const template = texts.length === 0 ? fallback : texts.find((text) => text.code === code)?.message
  if (template === undefined || template === null) {
    throw new Failure('Cannot invoke "String.length()" because "s" is null')
  }
  return formatText(template, otp)
}

/** What follows the bar of a message id such as `20170310130900|hi_IN`. */
function localeOf(msgId: string | null): string {
  return msgId?.split('|')[1] || 'en_IN'
}
