// What egov-user refuses with 400, and in which words.

import { type Answer, jsonAnswer } from '../http/index.js'

/** One reason; the fields stand in the answer in this order. */
export interface RefusedField {
  readonly code: string
  readonly message: string
  readonly field: string
}

/** A request that lacks something, or asks for what is not to be had. */
export function refused(message: string, fields: readonly RefusedField[]): Answer {
  return jsonAnswer(400, { responseInfo: null, error: { code: 400, message, description: null, fields } })
}

/** A citizen to be, without what a citizen needs. */
export function refuseUser(given: {
  readonly name: string
  readonly tenantId: string
  readonly otpReference: string
}): Answer | undefined {
  const { name, tenantId, otpReference } = given
  const fields = [
    ...(name === '' ? [missing('core-user.005', 'Name', 'User.name')] : []),
    ...(tenantId === '' ? [missing('core-user.TENANT_MANDATORY', 'Tenant', 'tenantId')] : []),
    ...(otpReference === ''
      ? [missing('core-user.OTP_REFERENCE_MANDATORY', 'OTP Reference', 'user.OtpReference')]
      : []),
  ]
  return fields.length === 0 ? undefined : refused('Invalid user object', fields)
}

function missing(code: string, what: string, field: string): RefusedField {
  return { code, message: `${what} is required`, field }
}

/** A citizen's name is the mobile number. */
export function refuseUserName(): Answer {
  const message = 'User Name Should be Mobile Number'
  return refused(message, [{ code: 'USER.USER_NAME', message, field: 'User.userName' }])
}

/** Somebody of that name is there already. */
export function refuseDuplicate(): Answer {
  const message = 'User name already exists'
  return refused(message, [{ code: 'USER.USER_NAME_ALREADY_EXISTS', message, field: 'User.userName' }])
}

/** Nobody of that name is there. */
export function refuseUnknown(): Answer {
  const message = 'User not found, Please check userId And tenantId'
  return refused(message, [{ code: 'USER.USER_NOT_FOUND', message, field: 'User.id' }])
}

/** Who logs in by OTP has no password. */
export function refusePasswordOfCitizen(): Answer {
  const message = "Since We configured login otp enabled is true,So we can't update the password."
  return refused(message, [{ code: 'InvalidPasswordRequest', message, field: 'InvalidPasswordRequest' }])
}

/** A new password without what belongs to it. */
export function refuseReset(given: {
  readonly userName: string
  readonly otpReference: string
  readonly tenantId: string
  readonly newPassword: string
}): Answer | undefined {
  const { userName, otpReference, tenantId, newPassword } = given
  const fields = [
    ...(userName === '' ? [mandatory('MOBILE_NUMBER', 'Mobile number', 'mobileNumber')] : []),
    ...(otpReference === '' ? [mandatory('OTP_REFERENCE', 'OTP reference', 'otpReference')] : []),
    ...(tenantId === '' ? [mandatory('TENANT_ID', 'Tenant id', 'tenantId')] : []),
    ...(newPassword === '' ? [mandatory('NEW_PASSWORD', 'New password', 'newPassword')] : []),
  ]
  return fields.length === 0 ? undefined : refused('Password update failed.', fields)
}

function mandatory(code: string, what: string, field: string): RefusedField {
  return { code: `USER.${code}_MANDATORY`, message: `${what} is mandatory`, field }
}

/** What OAuth2 says when it gives no token. */
export function refuseToken(status: number, error: string, description: string): Answer {
  return jsonAnswer(status, { error, error_description: description })
}
