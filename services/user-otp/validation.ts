// Judges a request by itself: what is mandatory, and what a mobile number must look like. There is one judgement for each release.

import { type AppliedRule, applyMobileRule, type MobileRule } from './mobile-rules.js'
import type { OtpType, SendRequest } from './read-request.js'
import {
  invalidRequest,
  mobileInvalid,
  mobileLength,
  mobileMandatory,
  mobileNotNumeric,
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

/** Judges by the rule of the number's country. A password reset takes any number, so that nobody is locked out by a new rule. */
export function validateByRules(request: SendRequest, rules: readonly MobileRule[]): Validation {
  const { tenantId, mobileNumber, type } = request
  const rule = ruleFor(request, rules)
  if (tenantId && mobileNumber && type !== null && rule?.complaint === undefined) {
    const countryCode = rule?.countryCode ?? request.countryCode
    return { kind: 'valid', request: { ...request, tenantId, mobileNumber, type, countryCode } }
  }
  const fields = missingFields(request)
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

/** Judges as the older release: ten to thirteen digits, whatever the country; an empty number breaks every rule. */
export function validateByLength(request: SendRequest): Validation {
  const { tenantId, mobileNumber, type } = request
  const fields = missingFields(request)
  if (type !== 'passwordreset') {
    if (!/^\p{Nd}+$/u.test(mobileNumber ?? '')) fields.push(mobileNotNumeric)
    if (!/^[0-9]{10,13}$/.test(mobileNumber ?? '')) fields.push(mobileLength)
  }
  if (fields.length > 0 || !tenantId || !mobileNumber || type === null) {
    return { kind: 'refused', refusal: invalidRequest(fields) }
  }
  return { kind: 'valid', request: { ...request, tenantId, mobileNumber, type, countryCode: null } }
}

function missingFields({ tenantId, mobileNumber, type }: SendRequest): RefusedField[] {
  return [
    ...(tenantId ? [] : [tenantMandatory]),
    ...(mobileNumber ? [] : [mobileMandatory]),
    ...(type === null ? [typeMandatory] : []),
  ]
}
