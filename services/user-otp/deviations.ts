// Wrong behaviours that a user-otp can be started with, so that tests can show that they are noticed. Each changes one thing: the record on its way out,
// how often or when it goes, the answer, or one step between request and record. What concerns e-mail or traces is of the newer release.

import { randomBytes } from 'node:crypto'
import { type Answer, textAnswer } from '../http/index.js'
import {
  askWithoutTrace,
  deliverToTheRequest,
  giveUpOnTexts,
  inEnglishOnly,
  inTheLanguageOfTheRequest,
  letBadNumbersThrough,
  letStrangersIn,
  mergeRequests,
  repeatOtps,
  searchInTheWholeTenant,
  sendDespiteRefusal,
  writeToNobody,
} from './deviant-flows.js'
import { type Deviation, emailOf, mapTexts, onEmail, onSms, withEmail, without, withValue } from './deviation.js'
import { Failure } from './failure.js'
import type { OtpRecord } from './otp-record.js'

export const deviations = {
  // whether, how often and when
  'sends-nothing': {
    description: 'answers 201 and sends nothing',
    copies: 0,
  },
  'sends-twice': {
    description: 'sends the record twice before it answers',
    copies: 2,
  },
  'sends-late': {
    description: 'answers at once and sends the record later',
    isLate: true,
  },
  'merges-requests': {
    description: 'sends one OTP for several requests of a number within a second',
    flow: mergeRequests,
  },

  // to whom
  'sends-to-another-number': {
    description: 'sends the SMS to a number that differs in its last digit',
    alter: onSms((record) => withValue(record, { mobileNumber: nextNumber(numberOf(record)) })),
  },
  'resets-to-requested-number': {
    description: 'sends the OTP of a password reset to the number of the request in place of the stored one',
    flow: deliverToTheRequest,
  },
  'adds-country-prefix': {
    description: 'puts 91 in front of the mobile number',
    alter: onSms((record) => withValue(record, { mobileNumber: `91${numberOf(record)}` })),
  },
  'searches-whole-tenant': {
    description: 'searches everybody in the tenant as it was sent',
    flow: searchInTheWholeTenant,
  },

  // what the SMS says
  'expiry-as-text': {
    description: 'sends expiryTime as text',
    alter: onSms((record) => withValue(record, { expiryTime: `${record.value.expiryTime}` })),
  },
  'expires-late': {
    description: 'gives the SMS ten minutes instead of three seconds',
    alter: onSms((record) => withValue(record, { expiryTime: Number(record.value.expiryTime) + 597_000 })),
  },
  'omits-message': {
    description: 'leaves the message out',
    alter: onSms((record) => ({ ...record, value: without(record.value, 'message') })),
  },
  'wrong-category': {
    description: 'sends the category NOTIFICATION',
    alter: onSms((record) => withValue(record, { category: 'NOTIFICATION' })),
  },
  'drops-country-code': {
    description: 'sends no countryCode, whatever the rules say',
    alter: onSms((record) => withValue(record, { countryCode: null })),
  },
  'omits-country-code': {
    description: 'leaves countryCode out where there is none',
    alter: onSms((record) =>
      record.value.countryCode === null ? { ...record, value: without(record.value, 'countryCode') } : record,
    ),
  },
  'invents-otps': {
    description: 'sends an OTP that egov-otp does not know',
    flow: (flow) => ({ ...flow, createOtp: async (...args) => nextCode(await flow.createOtp(...args)) }),
  },
  'repeats-otps': {
    description: 'sends a number its first OTP again and again',
    flow: repeatOtps,
  },
  'ignores-locale': {
    description: 'sends the English text, whatever language the request asks for',
    flow: inEnglishOnly,
  },
  'follows-locale': {
    description: 'takes the language of the request in the older release too',
    flow: inTheLanguageOfTheRequest,
  },
  'gives-up-on-texts': {
    description: 'waits 200 ms for a text and sends the built-in one then',
    flow: giveUpOnTexts,
  },
  'breaks-unicode': {
    description: 'replaces every character that is not ASCII by a question mark',
    alter: (record) => withValue(record, { ...Object(mapTexts(record.value, asciiOnly)) }),
  },

  // key, headers, topic
  'adds-key': {
    description: 'sends the mobile number as the key',
    alter: (record) => ({ ...record, key: record.kind === 'sms' ? numberOf(record) : 'email' }),
  },
  'omits-type-id': {
    description: 'leaves the header __TypeId__ out',
    alter: (record) => ({ ...record, headers: without(record.headers, '__TypeId__') }),
  },
  'omits-traceparent': {
    description: 'leaves the header traceparent out',
    alter: (record) => ({ ...record, headers: without(record.headers, 'traceparent') }),
  },
  'breaks-traces': {
    description: 'begins a new trace on every record',
    alter: (record) => ({ ...record, headers: { ...record.headers, ...newTrace(record) } }),
  },
  'hides-traces': {
    description: 'asks its neighbours without the trace',
    flow: askWithoutTrace,
  },
  'tells-correlation-id': {
    description: 'puts a header x-correlation-id onto the record',
    alter: (record) => ({ ...record, headers: { ...record.headers, 'x-correlation-id': 'kata' } }),
  },
  'drops-topic-prefix': {
    description: 'leaves the tenant out of the topic in a central installation',
    alter: (record) => ({ ...record, topic: record.topic.replace(/^[^-]*-/, '') }),
  },
  'stamps-late': {
    description: 'gives a message that waited for Kafka the time at which it goes',
    alter: ({ timestamp: _, ...record }) => record,
  },

  // e-mail
  'sends-no-email': {
    description: 'sends the SMS only',
    alter: onEmail(() => undefined),
  },
  'emails-nobody': {
    description: 'sends the e-mail of a citizen without an address to nobody@example.org',
    flow: writeToNobody,
  },
  'emails-another-address': {
    description: 'sends the e-mail to an address that nobody asked for',
    alter: onEmail((record) => withEmail(record, { emailTo: ['nobody@example.org'] })),
  },
  'emails-another-otp': {
    description: 'puts another OTP into the e-mail than into the SMS',
    alter: onEmail((record) => withEmail(record, { body: nextCode(`${emailOf(record).body}`) })),
  },
  'emails-to-old-topic': {
    description: 'sends the e-mail to org.egov.core.notification.email, as the older release does',
    alter: onEmail((record) => ({ ...record, topic: `org.${record.topic}` })),
  },
  'emails-flat': {
    description: 'sends the e-mail in the shape of the older release',
    alter: onEmail((record) => ({ ...record, value: flatEmail(record) })),
  },

  // what is refused, and how
  'accepts-unknown-numbers': {
    description: 'sends the OTP of a login to a number that nobody has registered',
    flow: letStrangersIn,
  },
  'accepts-bad-numbers': {
    description: 'takes any mobile number, whatever the rules say',
    flow: letBadNumbersThrough,
  },
  'sends-despite-refusal': {
    description: 'sends an OTP to a number that it refuses',
    flow: sendDespiteRefusal,
  },
  'refuses-with-200': {
    description: 'answers 200 to what it refuses',
    answer: (answer) => (answer.status === 400 ? { ...answer, status: 200 } : answer),
  },
  'refuses-with-another-code': {
    description: 'gives every refusal the code OTP.INVALID',
    answer: (answer) => (answer.status === 400 ? { ...answer, body: withOneCode(answer) } : answer),
  },
  'registers-fail-closed': {
    description: 'refuses a registration with 500 while egov-user is down',
    flow: (flow) => ({
      ...flow,
      findUser: (request, trace) =>
        request.type === 'register'
          ? flow.searchUser(flow.variant.userSearch(request), trace)
          : flow.findUser(request, trace),
    }),
  },
  'resets-fail-loudly': {
    description: 'answers 500 to a password reset that it cannot send',
    flow: (flow) => ({
      ...flow,
      overlook: (error) => {
        throw error instanceof Error ? error : new Failure('')
      },
    }),
  },

  // the answer
  'keeps-connections': {
    description: 'keeps the connection behind an error',
    answer: (answer) => ({ ...answer, closes: false }),
  },
  'answers-with-correlation': {
    description: 'puts a header x-correlation-id into the answer',
    answer: (answer) => ({ ...answer, headers: [...answer.headers, ['x-correlation-id', 'kata']] }),
  },
  'answers-with-otp': {
    description: 'names an OTP in the answer',
    answer: (answer) => ({ ...answer, body: answer.body.replace(/\}$/, ',"otp":"123456"}') }),
  },
  'answers-500': {
    description: 'answers 500 with a plain text',
    copies: 0,
    answer: () => textAnswer('Failed to push event onto the event bus', undefined),
  },
  'hangs-up': {
    description: 'closes the connection without an answer',
    copies: 0,
    answer: () => 'hang-up',
  },
} as const satisfies Record<string, Deviation>

/** Names one wrong behaviour. */
export type DeviationName = keyof typeof deviations

function numberOf(record: OtpRecord): string {
  return `${record.value.mobileNumber}`
}

/** Still a plausible number: 9 becomes 0, every other last digit its successor. */
function nextNumber(mobileNumber: string): string {
  return `${mobileNumber.slice(0, -1)}${(Number(mobileNumber.slice(-1)) + 1) % 10}`
}

/** A text whose code of six digits is the next one. */
function nextCode(text: string): string {
  return text.replace(/\d{6}/, (code) => `${(Number(code) + 1) % 1_000_000}`.padStart(6, '0'))
}

function asciiOnly(text: string): string {
  return text.replace(/[^\p{ASCII}]/gu, '?')
}

function newTrace({ headers }: OtpRecord): Record<string, string> {
  const { traceparent } = headers
  if (traceparent === undefined) return {}
  return { traceparent: `00-${randomBytes(16).toString('hex')}${traceparent.slice(35)}` }
}

function flatEmail(record: OtpRecord): Readonly<Record<string, unknown>> {
  const { emailTo, subject, body } = emailOf(record)
  return { email: Array.isArray(emailTo) ? emailTo[0] : emailTo, subject, body, sender: '' }
}

function withOneCode({ body }: Answer): string {
  return body.replace(/"code":"OTP\.\w+"/g, '"code":"OTP.INVALID"')
}
