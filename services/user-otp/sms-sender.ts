import type { OutgoingRecord } from '../kafka/index.js'
import type { Deviation } from './deviations.js'
import { type SmsRecord, toOutgoing } from './sms-record.js'

export interface SmsSender {
  /** Settles when the record, if it goes now at all, is acknowledged. */
  send(record: SmsRecord): Promise<void>
  /** Forgets the records that are still to come. */
  close(): void
}

export interface SmsSenderOptions {
  readonly publish: (record: OutgoingRecord) => Promise<void>
  readonly deviation: Deviation | undefined
  /** How much later a late record goes, in milliseconds. */
  readonly lateMs: number
}

/** Sends each record once, before the answer – or as the deviation wants it. */
export function createSmsSender({ publish, deviation, lateMs }: SmsSenderOptions): SmsSender {
  const { alter = (record: SmsRecord) => record, copies = 1, isLate = false } = deviation ?? {}
  const timers = new Set<NodeJS.Timeout>()
  const sendLater = (record: OutgoingRecord) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      publish(record).catch(() => undefined)
    }, lateMs)
    timers.add(timer)
  }
  return {
    async send(record) {
      const outgoing = toOutgoing(alter(record))
      if (isLate) return sendLater(outgoing)
      for (let copy = 0; copy < copies; copy++) await publish(outgoing)
    },
    close() {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
  }
}
