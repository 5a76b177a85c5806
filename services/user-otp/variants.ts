// The two releases of user-otp that are in use, and everything in which they differ: `core` is 2.9.4 of 2026, `oss` the one of 2024.

import type { UserSearch } from './downstream.js'
import { emailLocale, onlyLocale, smsLocale } from './localization.js'
import { smsTextsOf, type TextSource } from './message-texts.js'
import type { MobileRule } from './mobile-rules.js'
import type { Email, Sms } from './otp-record.js'
import type { OtpType, SendRequest } from './read-request.js'
import { checkTenant } from './topics.js'
import { type Validation, type ValidRequest, validateByLength, validateByRules } from './validation.js'

/** How one release behaves where the other one does not. */
export interface Variant {
  /** Whether MDMS has the rules of mobile numbers. */
  readonly asksForRules: boolean
  readonly validate: (request: SendRequest, rules: readonly MobileRule[]) => Validation
  /** What egov-user is asked about a request. */
  readonly userSearch: (request: ValidRequest) => UserSearch
  readonly smsLocale: (msgId: string | null) => string
  readonly smsTexts: Readonly<Record<OtpType, TextSource>>
  readonly smsValue: (sms: Sms) => Readonly<Record<string, unknown>>
  readonly email: EmailVariant
  /** Refuses tenants that cannot be part of a topic; throws `Failure`. */
  readonly checkTenant: (tenantId: string) => void
  /** Whether a request's trace goes on to the services that are asked, and to Kafka. */
  readonly isTraced: boolean
}

/** How one release sends e-mails. */
export interface EmailVariant {
  readonly types: readonly OtpType[]
  readonly topic: string
  /** The Java class that `__TypeId__` names. */
  readonly typeId: string
  /** The language of its texts; null where they are built in. */
  readonly locale: ((msgId: string | null) => string) | null
  readonly value: (email: Email) => Readonly<Record<string, unknown>>
}

/** Names a release. */
export type VariantName = keyof typeof variants

export const variants = {
  core: {
    asksForRules: true,
    validate: validateByRules,
    userSearch: ({ mobileNumber, tenantId, userType }) => ({
      userName: null,
      tenantId: searchedTenant(tenantId, userType),
      userType,
      mobileNumber,
    }),
    smsLocale,
    smsTexts: smsTextsOf('DIGIT'),
    smsValue: ({ mobileNumber, message, expiryTime, countryCode }) => ({
      mobileNumber,
      message,
      category: 'OTP',
      expiryTime,
      countryCode,
    }),
    email: {
      types: ['login', 'passwordreset'],
      topic: 'egov.core.notification.email',
      typeId: 'org.egov.persistence.contract.EmailRequest',
      locale: emailLocale,
      value: ({ emailTo, subject, body }) => ({
        requestInfo: emptyRequestInfo,
        email: { emailTo: [emailTo], subject, body },
      }),
    },
    checkTenant,
    isTraced: true,
  },
  oss: {
    asksForRules: false,
    validate: validateByLength,
    userSearch: ({ mobileNumber, tenantId, userType }) =>
      userType === 'EMPLOYEE'
        ? { userName: null, tenantId, userType, mobileNumber }
        : { userName: mobileNumber, tenantId: searchedTenant(tenantId, userType), userType, mobileNumber: null },
    smsLocale: onlyLocale,
    smsTexts: smsTextsOf('mSeva'),
    smsValue: ({ mobileNumber, message, expiryTime }) => ({ mobileNumber, message, category: 'OTP', expiryTime }),
    email: {
      types: ['passwordreset'],
      topic: 'org.egov.core.notification.email',
      typeId: 'org.egov.persistence.contract.EmailMessage',
      locale: null,
      value: ({ emailTo, subject, body }) => ({ email: emailTo, subject, body, sender: '' }),
    },
    checkTenant: () => undefined,
    isTraced: false,
  },
} as const satisfies Record<string, Variant>

/** Citizens belong to the state, which is the first segment; an `EMPLOYEE` belongs to the tenant as it was sent. */
function searchedTenant(tenantId: string, userType: string | null): string {
  return userType === 'EMPLOYEE' ? tenantId : (tenantId.split('.')[0] ?? '')
}

/** Whatever the caller says of himself, the e-mail does not tell. */
const emptyRequestInfo = {
  apiId: null,
  ver: null,
  ts: null,
  action: null,
  did: null,
  key: null,
  msgId: null,
  authToken: null,
  correlationId: null,
  plainAccessRequest: null,
  userInfo: null,
}
