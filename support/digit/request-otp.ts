import type { Exchange } from '../http/index.js'
import type { Caller } from './caller.js'

/** What an OTP is for; any other text is sent as it is, and the service refuses it. */
export type OtpType = 'register' | 'login' | 'passwordreset' | (string & {})

/** Asks user-otp to send a one-time password; any status is an answer. */
export function requestOtp(caller: Caller, type: OtpType, mobileNumber: string): Promise<Exchange> {
  return caller.http.send({
    service: 'user-otp',
    method: 'POST',
    url: `${caller.serviceUrl('user-otp')}/user-otp/v1/_send`,
    body: { otp: { mobileNumber, tenantId: caller.tenantId, type, userType: 'CITIZEN' } },
  })
}
