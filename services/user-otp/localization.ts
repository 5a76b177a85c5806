// Texts in the caller's language: whose they are, and which language a request asks for. The texts themselves are looked up by reference-data.ts.

import { Failure } from './failure.js'

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

/** Code and message of everything that one tenant has in one language; empty when localization does not answer. */
export type Texts = ReadonlyMap<string, string | null>

/** The tenant that texts are looked up for: without its last segment, if it has two. */
export function tenantOfTexts(tenantId: string): string {
  return tenantId.includes('.') ? tenantId.slice(0, tenantId.lastIndexOf('.')) : tenantId
}

const defaultLocale = 'en_IN'

/** The language of an SMS: what follows the bar of a message id such as `20170310130900|hi_IN`. */
export function smsLocale(msgId: string | null): string {
  return msgId?.split('|')[1] || defaultLocale
}

/**
 * The language of an e-mail: the second character of a message id that has a bar, because the original splits it at nothing.
 *
 * A message id that is only a bar has none: a `Failure`, and the e-mail is lost.
 */
export function emailLocale(msgId: string | null): string {
  if (msgId === null || !msgId.includes('|')) return defaultLocale
  const [, second] = msgId
  if (second === undefined) throw new Failure('Index 1 out of bounds for length 1')
  return second
}

/** The older release knows one language. */
export function onlyLocale(): string {
  return defaultLocale
}
