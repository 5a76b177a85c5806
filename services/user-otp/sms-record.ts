// The record that asks for an SMS, as plain data until the moment it is published.

import type { OutgoingRecord } from '../kafka/index.js'
import type { Trace } from './trace.js'

/** The payload; its keys go out in this order. */
export interface SmsRequest {
  readonly mobileNumber: string
  readonly message: string
  readonly category: 'OTP'
  /** Milliseconds since the epoch. */
  readonly expiryTime: number
  readonly countryCode: string | null
}

/** A record before it becomes bytes. What the service builds holds an `SmsRequest`; a deviation may hold anything. */
export interface SmsRecord {
  readonly topic: string
  readonly key: string | null
  readonly headers: Readonly<Record<string, string>>
  readonly value: Readonly<Record<string, unknown>>
}

/** The record of one SMS: no key, the trace before the name of the Java class. */
export function smsRecord(topic: string, sms: SmsRequest, trace: Trace): SmsRecord {
  const { mobileNumber, message, category, expiryTime, countryCode } = sms
  return {
    topic,
    key: null,
    headers: { ...trace.headers(), __TypeId__: 'org.egov.persistence.contract.SMSRequest' },
    value: { mobileNumber, message, category, expiryTime, countryCode },
  }
}

/** The record as it goes to Kafka. */
export function toOutgoing({ topic, key, headers, value }: SmsRecord): OutgoingRecord {
  return { topic, key, headers, value: JSON.stringify(value) }
}
