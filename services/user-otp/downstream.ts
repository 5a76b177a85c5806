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

export interface Downstream {
  /** The user with the request's mobile number; any failure counts as "not found". */
  findUser(request: ValidRequest, trace: Trace): Promise<KnownUser | undefined>
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
    async findUser({ mobileNumber, tenantId, userType }, trace) {
      const tenant = userType === 'EMPLOYEE' ? tenantId : (tenantId.split('.')[0] ?? '')
      const body = { userName: null, tenantId: tenant, userType, mobileNumber }
      const headers = headersFor(trace, tenant)
      try {
        return readUser(await postJson(`${egovUserUrl}/user/_search`, { headers, body, signal }))
      } catch {
        return undefined
      }
    },
    async createOtp({ mobileNumber, tenantId }, trace) {
      const body = { otp: { identity: mobileNumber, tenantId, isValidationSuccessful: false } }
      const headers = headersFor(trace, trace.tenantHeader)
      try {
        return readOtp(await postJson(`${egovOtpUrl}/otp/v1/_create`, { headers, body, signal }))
      } catch (cause) {
        throw new Failure('', { cause })
      }
    },
  }
}

function headersFor(trace: Trace, tenantId: string): Record<string, string> {
  return { ...trace.headers(), 'x-correlation-id': trace.correlationId, tenantId }
}

function readUser(answer: string): KnownUser | undefined {
  const users = objectOf(readJson(answer)).get('user')
  if (!Array.isArray(users) || users.length === 0) return undefined
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
