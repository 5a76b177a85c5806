// What a wrong behaviour may change, and the small changes to records of which most of them are made. The table of them is deviations.ts.

import type { Answer, hangUp } from '../http/index.js'
import type { OtpRecord } from './otp-record.js'
import type { OtpFlow } from './send-otp.js'

/** One wrong behaviour. What it leaves out stays right. */
export interface Deviation {
  /** What the service does, as the end of "user-otp …". */
  readonly description: string
  /** Changes each record, or drops it. */
  readonly alter?: (record: OtpRecord) => OtpRecord | undefined
  /** How often each record is sent before the answer. @default 1 */
  readonly copies?: number
  /** Sends each record some time after the answer. */
  readonly isLate?: boolean
  /** Changes the answer to every request for an OTP. */
  readonly answer?: (answer: Answer) => Answer | typeof hangUp
  /** Changes what happens between request and records; called once for each instance. */
  readonly flow?: (flow: OtpFlow) => OtpFlow
}

type Change = (record: OtpRecord) => OtpRecord | undefined

/** Changes SMS records and leaves e-mails alone. */
export function onSms(change: Change): Change {
  return (record) => (record.kind === 'sms' ? change(record) : record)
}

/** Changes e-mail records and leaves SMS alone. */
export function onEmail(change: Change): Change {
  return (record) => (record.kind === 'email' ? change(record) : record)
}

/** Puts other values into the payload; its keys keep their order. */
export function withValue(record: OtpRecord, changes: Readonly<Record<string, unknown>>): OtpRecord {
  return { ...record, value: { ...record.value, ...changes } }
}

/** Puts other values into the `email` part of the payload. */
export function withEmail(record: OtpRecord, changes: Readonly<Record<string, unknown>>): OtpRecord {
  return withValue(record, { email: { ...emailOf(record), ...changes } })
}

/** The `email` part of the payload. */
export function emailOf({ value }: OtpRecord): Readonly<Record<string, unknown>> {
  return typeof value.email === 'object' && value.email !== null ? { ...value.email } : {}
}

/** The object without one of its keys. */
export function without<V>(object: Readonly<Record<string, V>>, key: string): Record<string, V> {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key))
}

/** Applies a change to every text of a payload, however deep. */
export function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]))
}
