// What egov-otp refuses, and in which words.

/** The inner part of a 400. */
export interface OtpRefusal {
  readonly message: string
  readonly fields: readonly { readonly code: string; readonly message: string; readonly field: string }[]
}

const tenantField = { code: 'OTP.TENANT_ID_MANDATORY', message: 'Tenant field is mandatory', field: 'otp.tenantId' }
const identityField = { code: 'OTP.IDENTITY_MANDATORY', message: 'Identity field is mandatory', field: 'otp.identity' }
const otpField = { code: 'OTP.OTP_MANDATORY', message: 'Otp field is mandatory', field: 'otp.otp' }

/** Nothing live has this code for this identity: it is wrong, too old, or used. */
export const unsuccessful: OtpRefusal = {
  message: 'OTP validation unsuccessful',
  fields: [{ code: 'OTP.VALIDATION_UNSUCCESSFUL', message: 'OTP validation unsuccessful', field: 'otp.otp' }],
}

export function refuseCreation(request: { tenantId: string; identity: string }): OtpRefusal | undefined {
  const fields = missing(request)
  return fields.length === 0 ? undefined : { message: 'Invalid OTP request', fields }
}

export function refuseValidation(request: {
  tenantId: string
  identity: string
  code: string
}): OtpRefusal | undefined {
  const fields = request.code === '' ? [...missing(request), otpField] : missing(request)
  return fields.length === 0 ? undefined : { message: 'Invalid OTP validation request', fields }
}

function missing({ tenantId, identity }: { tenantId: string; identity: string }): OtpRefusal['fields'] {
  return [...(tenantId === '' ? [tenantField] : []), ...(identity === '' ? [identityField] : [])]
}
