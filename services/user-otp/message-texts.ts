// What an OTP's SMS and e-mail say: the codes of the localized texts, and the built-in words.

import { Failure } from './failure.js'
import { formatText } from './format-text.js'
import type { Texts } from './localization.js'
import type { OtpType } from './read-request.js'

/** The code of a localized text, and the words where there is none. */
export interface TextSource {
  readonly code: string
  readonly fallback: string
}

/** The SMS of each type; `product` is what the citizen registers with. */
export function smsTextsOf(product: string): Readonly<Record<OtpType, TextSource>> {
  return {
    register: {
      code: 'sms.register.otp.msg',
      fallback: `Dear Citizen, Your OTP to complete your ${product} Registration is %s.`,
    },
    login: { code: 'sms.login.otp.msg', fallback: 'Dear Citizen, Your Login OTP is %s.' },
    passwordreset: {
      code: 'sms.pwd.reset.otp.msg',
      fallback: 'Dear Citizen, Your OTP for recovering password is %s.',
    },
  }
}

/** The e-mail of each type that has one. */
export const emailTexts = {
  login: {
    subject: { code: 'email.login.otp.sub', fallback: 'Login OTP' },
    body: { code: 'email.login.otp.body', fallback: 'Dear Citizen, Your Login OTP is %s.' },
  },
  passwordreset: {
    subject: { code: 'email.pwd.reset.otp.sub', fallback: 'Password Reset' },
    body: { code: 'email.pwd.reset.otp.body', fallback: 'Your OTP for recovering password is %s.' },
  },
} as const satisfies Partial<Record<OtpType, { readonly subject: TextSource; readonly body: TextSource }>>

/**
 * The text of one SMS.
 *
 * The fallback applies only while a language has no texts at all; one missing among others is a `Failure`.
 */
export function smsText(texts: Texts, { code, fallback }: TextSource, otp: string): string {
  const template = texts.size === 0 ? fallback : texts.get(code)
  if (template === undefined || template === null) {
    throw new Failure('Cannot invoke "String.length()" because "s" is null')
  }
  return formatText(template, otp)
}

/** The template of a part of an e-mail: its fallback applies whenever the text is missing or empty. */
export function emailTemplate(texts: Texts, { code, fallback }: TextSource): string {
  return texts.get(code) || fallback
}
