// Wrong behaviours that an egov-otp can be started with.

/** One wrong behaviour. What it leaves out stays right. */
export interface OtpDeviation {
  /** What the service does, as the end of "egov-otp …". */
  readonly description: string
  /** Whether an OTP can be used more than once. */
  readonly isReusable?: boolean
  /** Whether an OTP lives for ever. */
  readonly isImmortal?: boolean
  /** Whether the identity of an OTP is not looked at. */
  readonly isAnybodys?: boolean
  /** Whether a new OTP ends the earlier ones of its identity. */
  readonly isAlone?: boolean
  /** Digits of an OTP. @default 6 */
  readonly digits?: number
}

export const otpDeviations = {
  'accepts-twice': {
    description: 'accepts an OTP again after it was used',
    isReusable: true,
  },
  'never-expires': {
    description: 'accepts an OTP for ever',
    isImmortal: true,
  },
  'accepts-anybodys': {
    description: "accepts one number's OTP for another number",
    isAnybodys: true,
  },
  'forgets-earlier': {
    description: 'accepts only the latest OTP of a number',
    isAlone: true,
  },
  'short-otps': {
    description: 'creates OTPs of four digits',
    digits: 4,
  },
} as const satisfies Record<string, OtpDeviation>

/** Names one wrong behaviour. */
export type OtpDeviationName = keyof typeof otpDeviations
