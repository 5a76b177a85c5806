// The services that user-otp asks: egov-user whether a number is known, egov-otp for a new OTP.

import { postJson } from '../http/index.js'
import { isObject, type JsonObject, readJson, textField } from '../json/index.js'
import { Failure } from './failure.js'
import type { Trace } from './trace.js'
import type { ValidRequest } from './validation.js'

/** A user as far as an OTP concerns him. */
export interface KnownUser {
  readonly mobileNumber: string | null
  readonly emailId: string | null
}

/** What egov-user is asked; what is not asked for is null. */
export interface UserSearch {
  readonly userName: string | null
  readonly tenantId: string
  readonly userType: string | null
  readonly mobileNumber: string | null
}

export interface Downstream {
  /** The user who is searched, if there is one. Rejects with an empty `Failure` when egov-user gives no proper answer. */
  searchUser(search: UserSearch, trace: Trace): Promise<KnownUser | undefined>
  /** A new OTP for the number in the request. Rejects with an empty `Failure`. */
  createOtp(request: ValidRequest, trace: Trace): Promise<string>
}

export interface DownstreamOptions {
  readonly egovUserUrl: string
  readonly egovOtpUrl: string
  /** Ends every open call. */
  readonly signal: AbortSignal
}

export function createDownstream({ egovUserUrl, egovOtpUrl, signal }: DownstreamOptions): Downstream {
  return {
    async searchUser(body, trace) {
      const headers = trace.callHeaders(body.tenantId)
      try {
        return readUser(await postJson(`${egovUserUrl}/user/_search`, { headers, body, signal }))
      } catch (cause) {
        throw new Failure('', { cause })
      }
    },
    async createOtp({ mobileNumber, tenantId }, trace) {
      const body = { otp: { identity: mobileNumber, tenantId, isValidationSuccessful: false } }
      try {
        return readOtp(await postJson(`${egovOtpUrl}/otp/v1/_create`, { headers: trace.callHeaders(), body, signal }))
      } catch (cause) {
        throw new Failure('', { cause })
      }
    },
  }
}

function readUser(answer: string): KnownUser | undefined {
  const users = objectOf(readJson(answer)).get('user')
  if (!Array.isArray(users)) throw new Error('the answer holds no list of users')
  if (users.length === 0) return undefined
  const user = objectOf(users[0])
  return { mobileNumber: textField(user, 'mobileNumber'), emailId: textField(user, 'emailId') }
}

function readOtp(answer: string): string {
  const otp = textField(objectOf(objectOf(readJson(answer)).get('otp')), 'otp')
  if (otp === null || otp === '') throw new Error('the answer holds no OTP')
  return otp
}

function objectOf(value: Parameters<typeof isObject>[0]): JsonObject {
  if (isObject(value)) return value
  throw new Error('the answer is not the object that was expected')
}
