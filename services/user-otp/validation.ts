import { type AppliedRule, applyMobileRule, type MobileRule } from './mobile-rules.js'
import type { OtpType, SendRequest } from './read-request.js'
import {
  invalidRequest,
  mobileInvalid,
  mobileMandatory,
  type Refusal,
  type RefusedField,
  tenantMandatory,
  typeMandatory,
} from './refusals.js'

/** A request that may be served: everything that is mandatory is there. */
export interface ValidRequest extends SendRequest {
  readonly tenantId: string
  readonly mobileNumber: string
  readonly type: OtpType
}

export type Validation =
  | { readonly kind: 'valid'; readonly request: ValidRequest }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** Judges a request by itself. A password reset takes any number, so that nobody is locked out by a new rule. */
export function validate(request: SendRequest, rules: readonly MobileRule[]): Validation {
  const { tenantId, mobileNumber, type } = request
  const rule = ruleFor(request, rules)
  if (tenantId && mobileNumber && type !== null && rule?.complaint === undefined) {
    const countryCode = rule?.countryCode ?? request.countryCode
    return { kind: 'valid', request: { ...request, tenantId, mobileNumber, type, countryCode } }
  }
  const fields: RefusedField[] = []
  if (!tenantId) fields.push(tenantMandatory)
  if (!mobileNumber) fields.push(mobileMandatory)
  if (type === null) fields.push(typeMandatory)
  if (tenantId && rule?.complaint !== undefined) fields.push(mobileInvalid(rule.complaint))
  return { kind: 'refused', refusal: invalidRequest(fields) }
}

function ruleFor(
  { mobileNumber, countryCode, type }: SendRequest,
  rules: readonly MobileRule[],
): AppliedRule | undefined {
  if (!mobileNumber) return undefined
  const applied = applyMobileRule(rules, mobileNumber, countryCode)
  return type === 'passwordreset' ? { ...applied, complaint: undefined } : applied
}
