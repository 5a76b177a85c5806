import type { OutgoingRecord } from '../kafka/index.js'
import type { Deviation } from './deviation.js'
import { type OtpRecord, toOutgoing } from './otp-record.js'

export interface RecordSender {
  /** Settles when the record, if it goes now at all, is acknowledged. */
  send(record: OtpRecord): Promise<void>
  /** Forgets the records that are still to come. */
  close(): void
}

export interface RecordSenderOptions {
  readonly publish: (record: OutgoingRecord) => Promise<void>
  readonly deviation: Deviation | undefined
  /** How much later a late record goes, in milliseconds. */
  readonly lateMs: number
}

/** Sends each record once, before the answer – or as the deviation wants it. */
export function createRecordSender({ publish, deviation, lateMs }: RecordSenderOptions): RecordSender {
  const { alter = (record: OtpRecord) => record, copies = 1, isLate = false } = deviation ?? {}
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
      const altered = alter(record)
      if (altered === undefined) return
      const outgoing = toOutgoing(altered)
      if (isLate) return sendLater(outgoing)
      for (let copy = 0; copy < copies; copy++) await publish(outgoing)
    },
    close() {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
  }
}
