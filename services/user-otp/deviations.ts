// Wrong behaviours that a user-otp can be started with, so that tests can show that they are noticed. Each changes one thing: the record on its way out,
// how often or when it goes, or the answer. sms-sender.ts and index.ts apply them; nothing else knows of them.

import { type Answer, type hangUp, textAnswer } from '../http/index.js'
import type { SmsRecord } from './sms-record.js'

/** One wrong behaviour. What it leaves out stays right. */
export interface Deviation {
  /** What the service does, as the end of "user-otp …". */
  readonly description: string
  /** Changes each SMS record. */
  readonly alter?: (record: SmsRecord) => SmsRecord
  /** How often the record is sent before the answer. @default 1 */
  readonly copies?: number
  /** Sends the record some time after the answer. */
  readonly isLate?: boolean
  /** Changes the answer to every request for an OTP. */
  readonly answer?: (answer: Answer) => Answer | typeof hangUp
}

export const deviations = {
  'sends-nothing': {
    description: 'answers 201 and sends nothing',
    copies: 0,
  },
  'sends-to-another-number': {
    description: 'sends the SMS to a number that differs in its last digit',
    alter: (record) => withValue(record, { mobileNumber: nextNumber(numberOf(record)) }),
  },
  'adds-country-prefix': {
    description: 'puts 91 in front of the mobile number',
    alter: (record) => withValue(record, { mobileNumber: `91${numberOf(record)}` }),
  },
  'expiry-as-text': {
    description: 'sends expiryTime as text',
    alter: (record) => withValue(record, { expiryTime: `${record.value.expiryTime}` }),
  },
  'omits-message': {
    description: 'leaves the message out',
    alter: (record) => ({ ...record, value: without(record.value, 'message') }),
  },
  'wrong-category': {
    description: 'sends the category NOTIFICATION',
    alter: (record) => withValue(record, { category: 'NOTIFICATION' }),
  },
  'omits-type-id': {
    description: 'leaves the header __TypeId__ out',
    alter: (record) => ({ ...record, headers: without(record.headers, '__TypeId__') }),
  },
  'adds-key': {
    description: 'sends the mobile number as the key',
    alter: (record) => ({ ...record, key: numberOf(record) }),
  },
  'sends-twice': {
    description: 'sends the record twice before it answers',
    copies: 2,
  },
  'sends-late': {
    description: 'answers at once and sends the record later',
    isLate: true,
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

function numberOf(record: SmsRecord): string {
  return `${record.value.mobileNumber}`
}

/** Still a plausible number: 9 becomes 0, every other last digit its successor. */
function nextNumber(mobileNumber: string): string {
  return `${mobileNumber.slice(0, -1)}${(Number(mobileNumber.slice(-1)) + 1) % 10}`
}

/** The keys keep their order. */
function withValue(record: SmsRecord, changes: Readonly<Record<string, unknown>>): SmsRecord {
  return { ...record, value: { ...record.value, ...changes } }
}

function without<V>(object: Readonly<Record<string, V>>, key: string): Record<string, V> {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key))
}
