// Where an OTP is spent: egov-otp is asked whether it is good, and by that it is used up.

import { post } from '../http/index.js'

/** What egov-otp says of an OTP; `refused` carries its answer word for word. */
export type OtpVerdict =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly answer: string }
  | { readonly kind: 'failed' }

export interface SpentOtp {
  readonly otp: string
  readonly identity: string
  readonly tenantId: string
  readonly userType: string
}

export type SpendOtp = (otp: SpentOtp) => Promise<OtpVerdict>

/** Asks the egov-otp at this base URL. A status from 400 to 499 is a refusal; anything else but 200 is a failure. */
export function spendOtpsAt(egovOtpUrl: string, signal: AbortSignal): SpendOtp {
  return async ({ otp, identity, tenantId, userType }) => {
    const body = JSON.stringify({
      RequestInfo: { action: 'validate', ts: Date.now() },
      otp: { otp, UUID: null, identity, tenantId, userType, isValidationSuccessful: false },
    })
    const headers = { 'Content-Type': 'application/json' }
    return await post(`${egovOtpUrl}/otp/v1/_validate`, { headers, body, signal }).then(
      ({ status, text }) => verdictOf(status, text),
      () => ({ kind: 'failed' }),
    )
  }
}

function verdictOf(status: number, answer: string): OtpVerdict {
  if (status === 200) return { kind: 'accepted' }
  return status >= 400 && status < 500 ? { kind: 'refused', answer } : { kind: 'failed' }
}
