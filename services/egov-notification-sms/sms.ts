// A record that asks for an SMS, as the service reads it and as it writes it on. It does not say what is done with it.

import { isObject, JsonError, type JsonObject, type JsonValue, readJson, textField } from '../json/index.js'

/** What one record asks for; unset fields are null. */
export interface SmsRequest {
  readonly mobileNumber: string | null
  readonly message: string | null
  readonly category: Category | null
  /** Milliseconds since the epoch. */
  readonly expiryTime: number | null
  /** Such as `+91`. */
  readonly countryCode: string | null
  readonly locale: string | null
  readonly tenantId: string | null
  readonly email: string | null
  readonly users: readonly string[] | null
}

const categories = ['OTP', 'TRANSACTION', 'PROMOTION', 'NOTIFICATION', 'OTHERS'] as const
export type Category = (typeof categories)[number]

/** `unreadable`: no JSON object, so no listener ever sees it. `misshapen`: an object that fits no SMS. */
export type ReadSms = SmsRequest | 'unreadable' | 'misshapen'

/** Names are found in any letter case, unknown ones are left aside; numbers become text where text is wanted. */
export function readSms(value: Buffer | null): ReadSms {
  const record = readRecord(value)
  if (record === undefined) return 'unreadable'
  try {
    const text = (name: string) => textField(record, name.toLowerCase())
    return {
      mobileNumber: text('mobileNumber'),
      message: text('message'),
      category: readCategory(text('category')),
      expiryTime: readLong(record.get('expirytime')),
      countryCode: text('countryCode'),
      locale: text('locale'),
      tenantId: text('tenantId'),
      email: text('email'),
      users: readTexts(record.get('users')),
    }
  } catch (error) {
    if (error instanceof JsonError) return 'misshapen'
    throw error
  }
}

/** The request as it is written on: every field, unset ones as null. */
export function writeSms(sms: SmsRequest): string {
  const { mobileNumber, message, category, expiryTime, countryCode, locale, tenantId, email, users } = sms
  return JSON.stringify({ mobileNumber, message, category, expiryTime, countryCode, locale, tenantId, email, users })
}

/** The object of a record, its names in lower case. */
function readRecord(value: Buffer | null): JsonObject | undefined {
  if (value === null) return undefined
  try {
    const json = readJson(value.toString())
    return isObject(json) ? new Map([...json].map(([name, item]) => [name.toLowerCase(), item])) : undefined
  } catch (error) {
    if (error instanceof JsonError) return undefined
    throw error
  }
}

function readCategory(text: string | null): Category | null {
  const wanted = text?.toUpperCase()
  return categories.find((category) => category === wanted) ?? null
}

function readLong(value: JsonValue | undefined): number | null {
  if (value === undefined || value === null || value === '') return null
  const literal = typeof value === 'string' ? value.trim() : isNumber(value) ? value.literal : ''
  const pattern = typeof value === 'string' ? /^[+-]?\d{1,19}$/ : /^-?\d{1,19}(?:\.\d{1,19})?$/
  if (!pattern.test(literal)) throw new JsonError('Cannot deserialize value of type `java.lang.Long`')
  return Math.trunc(Number(literal))
}

function readTexts(value: JsonValue | undefined): readonly string[] | null {
  if (value === undefined || value === null) return null
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value
  throw new JsonError('Cannot deserialize value of type `java.lang.String[]`')
}

function isNumber(value: JsonValue): value is { readonly literal: string } {
  return typeof value === 'object' && value !== null && 'literal' in value
}
