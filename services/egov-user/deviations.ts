// Wrong behaviours that an egov-user can be started with.

/** One wrong behaviour. What it leaves out stays right. */
export interface UserDeviation {
  /** What the service does, as the end of "egov-user …". */
  readonly description: string
  /** Whether citizens log in and register with any OTP. */
  readonly takesAnyOtp?: boolean
  /** Whether a password is reset with any OTP. */
  readonly resetsWithAnyOtp?: boolean
  /** Whether a new password is forgotten. */
  readonly forgetsPasswords?: boolean
  /** Whether those who register are not known afterwards. */
  readonly forgetsCitizens?: boolean
}

export const userDeviations = {
  'takes-any-otp': {
    description: 'registers citizens and logs them in with any OTP',
    takesAnyOtp: true,
  },
  'resets-with-any-otp': {
    description: 'resets a password with any OTP',
    resetsWithAnyOtp: true,
  },
  'forgets-passwords': {
    description: 'answers 200 to a new password and keeps the old one',
    forgetsPasswords: true,
  },
  'forgets-citizens': {
    description: 'does not know a citizen who has just registered',
    forgetsCitizens: true,
  },
} as const satisfies Record<string, UserDeviation>

/** Names one wrong behaviour. */
export type UserDeviationName = keyof typeof userDeviations
