// The records that carry an OTP to a citizen, by SMS or by e-mail, as plain data until the moment they are published.

import type { OutgoingRecord } from '../kafka/index.js'

/** A record before it becomes bytes. What the service builds holds what its class says; a deviation may hold anything. */
export interface OtpRecord {
  readonly kind: 'sms' | 'email'
  readonly topic: string
  readonly key: string | null
  /** In this order on the wire. */
  readonly headers: Readonly<Record<string, string>>
  /** The payload; its keys go out in this order. */
  readonly value: Readonly<Record<string, unknown>>
  /** Milliseconds since 1970. @default the moment of sending */
  readonly timestamp?: number
}

/** What an SMS says, and to whom. */
export interface Sms {
  readonly mobileNumber: string
  readonly message: string
  /** Milliseconds since the epoch. */
  readonly expiryTime: number
  readonly countryCode: string | null
}

/** What an e-mail says, and to whom. */
export interface Email {
  readonly emailTo: string
  readonly subject: string
  readonly body: string
}

/** The record as it goes to Kafka. */
export function toOutgoing({ value, kind: _kind, ...record }: OtpRecord): OutgoingRecord {
  return { ...record, value: JSON.stringify(value) }
}
