// What a mobile number must look like, by country: in the original a list in MDMS, here a table inside the service.

/** One entry of MDMS' `common-masters.MobileNumberValidation`. */
export interface MobileRule {
  /** With its plus sign, e.g. `+91`. */
  readonly countryCode: string
  readonly mobileNumberRegex: string
  /** Whether it serves requests that name no country, or one without a rule. @default false */
  readonly default?: boolean
  /** The tenant whose rule it is, e.g. `pb`, which serves `pb.amritsar` too. @default every tenant */
  readonly tenantId?: string
}

/** The rule for one request. */
export interface AppliedRule {
  /** The country for the record: the caller's own, else that of the default rule, else what the caller sent. */
  readonly countryCode: string | null
  /** Why the number is refused, or nothing. */
  readonly complaint: string | undefined
}

const builtInPattern = '^[6-9][0-9]{9}$'

/** Judges a number by the caller's country. A country without a rule is refused only when no default rule exists. */
export function applyMobileRule(
  rules: readonly MobileRule[],
  mobileNumber: string,
  countryCode: string | null,
): AppliedRule {
  const asked = countryCode === null || countryCode === '' ? undefined : countryCode
  const fallback = rules.find((rule) => rule.default === true)
  const rule = rules.find((one) => one.countryCode === asked) ?? fallback
  if (asked !== undefined && rule === undefined) {
    return { countryCode, complaint: `Mobile number validation configuration not found for country code: ${asked}` }
  }
  return {
    countryCode: asked ?? rule?.countryCode ?? countryCode,
    complaint: complainAbout(mobileNumber, rule?.mobileNumberRegex ?? builtInPattern),
  }
}

function complainAbout(mobileNumber: string, pattern: string): string | undefined {
  const compiled = compile(pattern)
  if (compiled === undefined) return 'Invalid mobile number validation pattern configured.'
  return compiled.test(mobileNumber) ? undefined : `Mobile number must match the configured pattern: ${pattern}`
}

/** As Java's `matches`: the whole number. */
function compile(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`)
  } catch {
    return undefined
  }
}
