// A producer of one service's own: every record is acknowledged by all replicas before publish() settles. While Kafka is away it keeps trying for a
// limited time, and a record that was given up is not delivered later.

import { setTimeout as pause } from 'node:timers/promises'
import { type Link, openLink } from './link.js'

/** One record on its way out. */
export interface OutgoingRecord {
  readonly topic: string
  readonly key: string | null
  /** In this order on the wire. */
  readonly headers: Readonly<Record<string, string>>
  readonly value: string
  /** Milliseconds since 1970. @default the moment of sending */
  readonly timestamp?: number
}

/** A record without a value. */
export interface Tombstone extends Omit<OutgoingRecord, 'value'> {
  readonly value: null
}

export interface Publisher {
  /** Settles when the record is acknowledged; rejects with `EventBusError`. */
  publish(record: OutgoingRecord): Promise<void>
  /** Gives up what is under way and closes the connections; never takes longer than half a second. */
  close(): Promise<void>
}

/** A publisher that writes tombstones as well. */
export interface KafkaPublisher extends Publisher {
  publish(record: OutgoingRecord | Tombstone): Promise<void>
}

export interface PublisherOptions {
  /** Host and port of each broker, e.g. `127.0.0.1:9092`. */
  readonly brokers: readonly string[]
  readonly clientId: string
  /** How long a record waits for Kafka, in milliseconds. */
  readonly waitMs: number
  /** The same until the first record was acknowledged. @default waitMs */
  readonly firstWaitMs?: number
}

/** The record did not get onto Kafka; `code` is `EVENT_BUS_FAILURE`. */
export class EventBusError extends Error {
  override readonly name = 'EventBusError'
  readonly code = 'EVENT_BUS_FAILURE'

  constructor(cause: unknown) {
    super('Failed to push event onto the event bus', { cause })
  }
}

const retryPauseMs = 100
const goodByeMs = 500

/** Begins to connect right away, so that the first record need not wait; Kafka may be away at that moment. */
export function createPublisher({ brokers, clientId, waitMs, firstWaitMs = waitMs }: PublisherOptions): KafkaPublisher {
  const closing = new AbortController()
  let link = openLink(brokers, clientId)
  let isWarm = false

  const replace = (broken: Link) => {
    broken.cut()
    if (link === broken && !closing.signal.aborted) link = openLink(brokers, clientId)
  }

  const sendUntil = async (signal: AbortSignal, record: OutgoingRecord | Tombstone) => {
    while (!(await isSent(link, record, replace))) await pause(retryPauseMs, undefined, { signal })
  }

  return {
    async publish(record) {
      const { signal, forget } = giveUpAfter(isWarm ? waitMs : firstWaitMs, closing.signal)
      try {
        await Promise.race([sendUntil(signal, record), rejectOn(signal)])
        isWarm = true
      } catch (error) {
        if (signal.aborted) replace(link)
        throw new EventBusError(error)
      } finally {
        forget()
      }
    },
    async close() {
      closing.abort(new Error('the publisher was closed'))
      await Promise.race([link.disconnect().catch(() => undefined), pause(goodByeMs, undefined, { ref: false })])
      link.cut()
    },
  }
}

/**
 * Aborts after that time, or when the publisher is closed. `AbortSignal.any` and `timeout` would do the same, but hold
 * everything that belongs to a record until the time is over, two minutes behind its acknowledgement.
 */
function giveUpAfter(ms: number, closing: AbortSignal): { readonly signal: AbortSignal; forget(): void } {
  const controller = new AbortController()
  const onClosing = () => controller.abort(closing.reason)
  const timer = setTimeout(() => controller.abort(new Error(`not acknowledged within ${ms} ms`)), ms)
  timer.unref()
  closing.addEventListener('abort', onClosing)
  if (closing.aborted) onClosing()
  return {
    signal: controller.signal,
    forget() {
      clearTimeout(timer)
      closing.removeEventListener('abort', onClosing)
    },
  }
}

/** Whether Kafka has the record; rejects when Kafka refused it for good. Any other failure breaks the link. */
async function isSent(
  link: Link,
  record: OutgoingRecord | Tombstone,
  onBroken: (link: Link) => void,
): Promise<boolean> {
  try {
    await link.send(record)
    return true
  } catch (error) {
    if (isFinal(error)) throw error
    onBroken(link)
    return false
  }
}

function isFinal(error: unknown): boolean {
  const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error
  // By its name: kafkajs' error classes cannot be imported by name from an ES module.
  return reason instanceof Error && reason.name === 'KafkaJSProtocolError' && 'retriable' in reason && !reason.retriable
}

function rejectOn(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
