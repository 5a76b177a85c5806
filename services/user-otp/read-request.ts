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
  /** `requestInfo.msgId`: the locale follows its bar. */
  readonly msgId: string | null
}

/** Why an OTP is asked for. */
export type OtpType = 'register' | 'login' | 'passwordreset'

/** Binds a body. Throws `JsonError` in Jackson's words. */
export function bindRequest(body: JsonValue): SendRequest {
  const request = bindObject(body, 'org.egov.web.contract.OtpRequest') ?? new Map()
  const requestInfo = bindObject(request.get('requestInfo'), 'org.egov.web.contract.RequestInfo')
  const otp = bindObject(request.get('otp'), 'org.egov.web.contract.Otp')
  const msgId = requestInfo === null ? null : readMessageId(requestInfo)
  if (otp === null) {
    return { tenantId: null, mobileNumber: null, type: null, userType: null, countryCode: null, msgId }
  }
  return {
    tenantId: textField(otp, 'tenantId'),
    mobileNumber: textField(otp, 'mobileNumber'),
    type: readType(textField(otp, 'type')),
    userType: textField(otp, 'userType'),
    countryCode: textField(otp, 'countryCode'),
    msgId,
  }
}

const types = ['register', 'login', 'passwordreset'] as const
const infoTexts = ['apiId', 'ver', 'action', 'did', 'key', 'requesterId', 'authToken']

function readType(text: string | null): OtpType | null {
  if (text === null || text === '') return 'register'
  return types.find((type) => type === text.toLowerCase()) ?? null
}

function readMessageId(requestInfo: JsonObject): string | null {
  for (const name of infoTexts) textField(requestInfo, name)
  checkTime(requestInfo)
  return textField(requestInfo, 'msgId')
}

/** `ts` may be a number of milliseconds, empty, or a date of one form. */
function checkTime(requestInfo: JsonObject): void {
  const ts = requestInfo.get('ts')
  if (typeof ts !== 'string' || ts.trim() === '' || /^\d{1,2}-\d{1,2}-\d+ \d{1,2}:\d{1,2}:\d{1,2}/.test(ts)) return
  const expected = 'expected format "dd-MM-yyyy HH:mm:ss"'
  throw new JsonError(`Cannot deserialize value of type \`java.util.Date\` from String "${ts}": ${expected}`)
}
