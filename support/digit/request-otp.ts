import type { Exchange } from '../http/index.js'
import type { Caller } from './caller.js'

/** What an OTP is for; any other text is sent as it is, and the service refuses it. */
export type OtpType = 'register' | 'login' | 'passwordreset' | (string & {})

/** What goes beside the body. */
export type Headers = Readonly<Record<string, string | undefined>>

/** The body of a request as a citizen's client sends it. */
export interface OtpBody {
  readonly otp: Readonly<Record<string, unknown>>
  readonly [part: string]: unknown
}

/** The body for a type and a number, in the caller's tenant. */
export function usualBody({ tenantId }: Caller, type: OtpType, mobileNumber: string): OtpBody {
  return { otp: { mobileNumber, tenantId, type, userType: 'CITIZEN' } }
}

/** Asks user-otp to send a one-time password; any status is an answer. A text goes out as it is, and is called JSON. */
export function requestOtp(caller: Caller, body: OtpBody | string, headers: Headers = {}): Promise<Exchange> {
  const label = typeof body === 'string' ? { 'content-type': 'application/json' } : {}
  return caller.http.send({
    service: 'user-otp',
    method: 'POST',
    url: `${caller.serviceUrl('user-otp')}/user-otp/v1/_send`,
    headers: { ...label, ...lowerCased(headers) },
    body,
  })
}

/** A part of the body that is to be another one; `undefined` leaves it out. */
export interface BodyChange {
  /** One name, or two with a dot between them, such as `otp.tenantId`. */
  readonly path: string
  readonly value: unknown
}

/** The body with some of its parts changed. */
export function withChanges(body: OtpBody, changes: readonly BodyChange[]): OtpBody {
  return changes.reduce<Readonly<Record<string, unknown>>>((changed, { path, value }) => {
    const [part = '', ...rest] = path.split('.')
    if (rest.length === 0) return withEntry(changed, part, value)
    return withEntry(changed, part, withEntry(Object(changed[part]), rest.join('.'), value))
  }, body) as OtpBody
}

function withEntry(object: Readonly<Record<string, unknown>>, name: string, value: unknown): Record<string, unknown> {
  const others = Object.entries(object).filter(([each]) => each !== name)
  return Object.fromEntries(value === undefined ? others : [...others, [name, value]])
}

function lowerCased(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
