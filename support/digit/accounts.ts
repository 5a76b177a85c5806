// What a one-time password is good for at egov-user: registering, logging in, a new password. Any status is an answer.

import type { Exchange } from '../http/index.js'
import type { Caller } from './caller.js'

/** Whose account, and the OTP that opens it. */
export interface WithOtp {
  readonly mobileNumber: string
  readonly otp: string
}

/** Registers a citizen in the caller's tenant. */
export function registerCitizen(caller: Caller, { mobileNumber, otp }: WithOtp): Promise<Exchange> {
  const { tenantId } = caller
  return call(caller, '/user/citizen/_create', {
    RequestInfo: {},
    user: { name: 'Citizen', userName: mobileNumber, otpReference: otp, tenantId, permanentCity: tenantId },
  })
}

/** Gives an employee a new password. */
export function resetPassword(caller: Caller, { mobileNumber, otp }: WithOtp, newPassword: string): Promise<Exchange> {
  const { tenantId } = caller
  const who = { userName: mobileNumber, tenantId, type: 'EMPLOYEE' }
  return call(caller, '/user/password/nologin/_update', { RequestInfo: {}, ...who, otpReference: otp, newPassword })
}

/** Logs a citizen in by an OTP, or an employee by a password. */
export function logIn(
  caller: Caller,
  { mobileNumber, password, userType }: { mobileNumber: string; password: string; userType: 'CITIZEN' | 'EMPLOYEE' },
): Promise<Exchange> {
  const { http, serviceUrl, tenantId } = caller
  const who = { username: mobileNumber, password, userType, tenantId, grant_type: 'password', scope: 'read' }
  return http.send({
    service: 'egov-user',
    method: 'POST',
    url: `${serviceUrl('egov-user')}/user/oauth/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: webClient },
    body: new URLSearchParams(who).toString(),
  })
}

/** DIGIT's public web client, which has no secret. */
const webClient = `Basic ${Buffer.from('egov-user-client:').toString('base64')}`

function call({ http, serviceUrl }: Caller, path: string, body: unknown): Promise<Exchange> {
  return http.send({ service: 'egov-user', method: 'POST', url: `${serviceUrl('egov-user')}${path}`, body })
}
