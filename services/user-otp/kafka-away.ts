// A Kafka that is away on order, for the records of one mobile number alone: what waits for it, and what gives up. What a Kafka that is really away
// does to a record is the publisher's.

import { setTimeout as pause } from 'node:timers/promises'
import { EventBusError } from '../kafka/index.js'
import type { OtpFlow } from './send-otp.js'

/** By mobile number. */
export type KafkaAway = Map<string, Away>

/** Either it comes back, or it does not and is waited for so long. */
export type Away = { readonly kind: 'gone'; readonly waitMs: number } | { readonly kind: 'back'; readonly atMs: number }

/** Reads `{"waitMs": N}` or `{"forMs": N}`; nothing where it is neither. */
export function awayFor(order: unknown, nowMs: number): Away | undefined {
  const { waitMs, forMs } = { waitMs: undefined, forMs: undefined, ...Object(order) }
  if (typeof waitMs === 'number' && waitMs >= 0) return { kind: 'gone', waitMs }
  if (typeof forMs === 'number' && forMs >= 0) return { kind: 'back', atMs: nowMs + forMs }
  return undefined
}

/** The flow whose records for such a number wait before they go, or never go. */
export function waitingForKafka(flow: OtpFlow, kafkaAway: KafkaAway, signal: AbortSignal): OtpFlow {
  return {
    ...flow,
    async deliver(itself, delivery, trace) {
      const away = kafkaAway.get(delivery.request.mobileNumber)
      if (away === undefined) return flow.deliver(itself, delivery, trace)
      const send: OtpFlow['send'] = async (record) => {
        const madeAt = Date.now()
        await pause(away.kind === 'gone' ? away.waitMs : Math.max(away.atMs - madeAt, 0), undefined, { signal })
        if (away.kind === 'gone') throw new EventBusError(new Error('Kafka is away on order'))
        await itself.send({ ...record, timestamp: madeAt })
      }
      return flow.deliver({ ...itself, send }, delivery, trace)
    },
  }
}
