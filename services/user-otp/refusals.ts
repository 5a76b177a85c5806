// Everything that user-otp refuses with 400, as one table. Which of them applies is decided in validation.ts and send-otp.ts.

/** A refusal: the message of the whole and its fields, in their order. */
export interface Refusal {
  readonly message: string
  readonly fields: readonly RefusedField[]
}

export interface RefusedField {
  readonly code: string
  readonly message: string
  readonly field: string
}

export const tenantMandatory: RefusedField = {
  code: 'OTP.TENANT_ID_MANDATORY',
  message: 'Tenant field is mandatory',
  field: 'otp.tenantId',
}

export const mobileMandatory: RefusedField = {
  code: 'OTP.MOBILE_NUMBER_MANDATORY',
  message: 'Mobile number field is mandatory',
  field: 'otp.mobileNumber',
}

export const typeMandatory: RefusedField = {
  code: 'OTP.REQUEST_TYPE_MANDATORY',
  message: 'Request type (register, passwordreset,login) is mandatory',
  field: 'otp.type',
}

/** A mobile number that the rule of its country does not allow, in words that tell the rule. */
export function mobileInvalid(message: string): RefusedField {
  return { code: 'OTP.MOBILE_NUMBER_VALIDATION_FAILED', message, field: 'otp.mobileNumber' }
}

/** The older release: a mobile number with anything but digits. */
export const mobileNotNumeric: RefusedField = {
  code: 'OTP.MOBILE_NUMBER_INVALID',
  message: 'Mobile number field should be numeric.',
  field: 'otp.mobileNumber',
}

/** The older release: too few digits, or too many. */
export const mobileLength: RefusedField = {
  code: 'OTP.MOBILE_NUMBER_INVALIDLENGTH',
  message: 'Mobile number length should be min 10 and max 13 digits',
  field: 'otp.mobileNumber',
}

/** The request itself is wrong. */
export function invalidRequest(fields: readonly RefusedField[]): Refusal {
  return { message: 'Invalid OTP request', fields }
}

export const unknownCredential: Refusal = {
  message: 'OTP request for login failed',
  fields: [{ code: 'OTP.UNKNOWN_CREDENTIAL', message: 'No such username or password', field: 'otp.mobileNumber' }],
}

export const alreadyRegistered: Refusal = {
  message: 'OTP request for register failed',
  fields: [
    {
      code: 'OTP.MOBILENUMBER',
      message: 'This MobileNumber Already Register as UserName in System. Pls try Another UserName',
      field: 'otp.mobileNumber',
    },
  ],
}

export const unknownMobileNumber: Refusal = {
  message: 'OTP request for password reset failed',
  fields: [{ code: 'OTP.UNKNOWN_MOBILE_NUMBER', message: 'Mobile number is unknown.', field: 'otp.mobileNumber' }],
}

export const noMobileNumber: Refusal = {
  message: 'OTP request for password reset failed',
  fields: [{ code: 'OTP.MOBILE_NUMBER', message: 'MobileNumber Not Found For This User.', field: 'otp.mobileNumber' }],
}
