// One notification before it is bytes.

import { randomUUID } from 'node:crypto'
import type { OutgoingRecord } from '../kafka/index.js'
import type { Delivery } from './ledger.js'

/** A notification on its way out. */
export interface Notification {
  readonly topic: string
  readonly key: string | null
  readonly headers: Readonly<Record<string, string>>
  readonly value: Readonly<Record<string, string>>
  /** Milliseconds since 1970. @default the moment of sending */
  readonly timestamp?: number
}

/** What has happened; every notification of it says the same of it. */
export interface BalanceChange {
  readonly eventId: string
  readonly accountId: string
  readonly happenedAt: Date
}

/** Tells one receiver of a change, by one of its consents. */
export function notificationOf({ eventId, accountId, happenedAt }: BalanceChange, delivery: Delivery): Notification {
  return {
    topic: delivery.softwareStatementId,
    key: null,
    headers: { 'x-notification-id': randomUUID() },
    value: {
      eventId,
      eventType: 'ACCOUNT_BALANCE_CHANGED',
      eventDatetime: happenedAt.toISOString(),
      consentId: delivery.consentId,
      resourceId: accountId,
    },
  }
}

/** The record as it goes out, its payload as JSON. */
export function toOutgoing({ value, timestamp, ...record }: Notification): OutgoingRecord {
  return { ...record, value: JSON.stringify(value), ...(timestamp === undefined ? {} : { timestamp }) }
}
