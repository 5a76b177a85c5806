import type { OutgoingRecord } from '../kafka/index.js'
import type { Deviation } from './deviations.js'
import { deliveriesFor, type Ledger } from './ledger.js'
import { type BalanceChange, notificationOf, toOutgoing } from './notification.js'

export interface Notifier {
  /** Settles when every notification that goes now, if any does, is acknowledged. */
  tell(change: BalanceChange): Promise<void>
  /** Forgets the notifications that are still to come. */
  close(): void
}

export interface NotifierOptions {
  readonly ledger: Ledger
  readonly publish: (record: OutgoingRecord) => Promise<void>
  readonly deviation: Deviation
  /** How much later late notifications go, in milliseconds. */
  readonly lateMs: number
}

/** Sends one notification for each consent that is due, all at once, before the answer – or as the deviation wants it. */
export function createNotifier({ ledger, publish, deviation, lateMs }: NotifierOptions): Notifier {
  const { deliveries = deliveriesFor, alter = same, alterAll = same, copies = 1, isLate = false } = deviation
  const timers = new Set<NodeJS.Timeout>()
  const recordsOf = (change: BalanceChange): OutgoingRecord[] => {
    const due = deliveries(ledger, change.accountId)
    const notifications = alterAll(due.map((delivery) => alter(notificationOf(change, delivery))))
    return notifications.flatMap((notification) => Array.from({ length: copies }, () => toOutgoing(notification)))
  }
  const sendLater = (records: readonly OutgoingRecord[]) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      Promise.all(records.map(publish)).catch(() => undefined)
    }, lateMs)
    timers.add(timer)
  }
  return {
    async tell(change) {
      const records = recordsOf(change)
      if (isLate) return sendLater(records)
      await Promise.all(records.map(publish))
    },
    close() {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
  }
}

function same<T>(value: T): T {
  return value
}
