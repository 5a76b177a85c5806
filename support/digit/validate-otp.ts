import type { Exchange } from '../http/index.js'
import type { Caller } from './caller.js'

/** Spends a one-time password at egov-otp: 200 the first time, 400 `OTP.VALIDATION_UNSUCCESSFUL` ever after. */
export function validateOtp(caller: Caller, mobileNumber: string, code: string): Promise<Exchange> {
  return caller.http.send({
    service: 'egov-otp',
    method: 'POST',
    url: `${caller.serviceUrl('egov-otp')}/otp/v1/_validate`,
    body: { RequestInfo: {}, otp: { otp: code, identity: mobileNumber, tenantId: caller.tenantId } },
  })
}
