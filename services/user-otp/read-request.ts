// The body of POST /user-otp/v1/_send, bound as the original binds it: `RequestInfo` with a capital is not seen, unknown fields are not looked at.

import { bindObject, JsonError, type JsonObject, type JsonValue, textField } from '../json/index.js'

/** One request for an OTP. What is absent is null. */
export interface SendRequest {
  readonly tenantId: string | null
  readonly mobileNumber: string | null
  /** Null is a type that does not exist, or no `otp` at all; without a type the request is a registration. */
  readonly type: OtpType | null
  readonly userType: string | null
  readonly countryCode: string | null
  /** What the caller says of himself, `requestInfo`; null when he says nothing. */
  readonly requestInfo: RequestInfo | null
}

/** The nine fields of `requestInfo`; the locale follows the bar of `msgId`. */
export interface RequestInfo {
  readonly apiId: string | null
  readonly ver: string | null
  /** Milliseconds since the epoch, or a date as the caller wrote it. */
  readonly ts: number | string | null
  readonly action: string | null
  readonly did: string | null
  readonly key: string | null
  readonly msgId: string | null
  readonly requesterId: string | null
  readonly authToken: string | null
}

/** Why an OTP is asked for. */
export type OtpType = 'register' | 'login' | 'passwordreset'

/** Binds a body. Throws `JsonError` in Jackson's words. */
export function bindRequest(body: JsonValue): SendRequest {
  const request = bindObject(body, 'org.egov.web.contract.OtpRequest') ?? new Map()
  const info = bindObject(request.get('requestInfo'), 'org.egov.web.contract.RequestInfo')
  const otp = bindObject(request.get('otp'), 'org.egov.web.contract.Otp')
  const requestInfo = info === null ? null : readInfo(info)
  if (otp === null) {
    return { tenantId: null, mobileNumber: null, type: null, userType: null, countryCode: null, requestInfo }
  }
  return {
    tenantId: textField(otp, 'tenantId'),
    mobileNumber: textField(otp, 'mobileNumber'),
    type: readType(textField(otp, 'type')),
    userType: textField(otp, 'userType'),
    countryCode: textField(otp, 'countryCode'),
    requestInfo,
  }
}

const types = ['register', 'login', 'passwordreset'] as const

function readType(text: string | null): OtpType | null {
  if (text === null || text === '') return 'register'
  return types.find((type) => type === text.toLowerCase()) ?? null
}

function readInfo(info: JsonObject): RequestInfo {
  return {
    apiId: textField(info, 'apiId'),
    ver: textField(info, 'ver'),
    ts: readTime(info),
    action: textField(info, 'action'),
    did: textField(info, 'did'),
    key: textField(info, 'key'),
    msgId: textField(info, 'msgId'),
    requesterId: textField(info, 'requesterId'),
    authToken: textField(info, 'authToken'),
  }
}

/** `ts` may be a number of milliseconds, empty, or a date of one form. */
function readTime(info: JsonObject): number | string | null {
  const ts = info.get('ts') ?? null
  if (typeof ts !== 'string')
    return ts !== null && typeof ts === 'object' && 'literal' in ts ? Number(ts.literal) : null
  if (ts.trim() === '') return null
  if (/^\d{1,2}-\d{1,2}-\d+ \d{1,2}:\d{1,2}:\d{1,2}/.test(ts)) return ts
  const expected = 'expected format "dd-MM-yyyy HH:mm:ss"'
  throw new JsonError(`Cannot deserialize value of type \`java.util.Date\` from String "${ts}": ${expected}`)
}
