// How long a reader lives: as long as one subscription, or as long as the worker. Isolation is the same, since every
// subscription has a fence and an inbox of its own.

import type { Offsets } from './offsets.js'
import { type ConsumerSource, Reader, type ReaderListener } from './reader.js'

/** A subscription's hold on a reader, of its own or shared. */
export interface ReaderLease {
  /**
   * Has everything at or after the fence read; returns at once.
   *
   * @param topicId of the topic that the fence is of, where the broker tells it
   */
  start(fence: Offsets, topicId?: string): void
  /** There is no such topic: what is known of one that was there is void. */
  forget(): void
  /** Builds the consumer anew from the same positions, so that it sees partitions that were added. */
  renew(partitions: Iterable<number>): void
  /** The next offset to read, by partition. */
  readonly position: Offsets
  /** Every consumer group that it has read in. */
  readonly groupIds: readonly string[]
  /** What the last crash said, if no consumer has joined since. */
  readonly failure: string | undefined
  /** It reads no more, because the log no longer holds what comes next. */
  readonly hasEnded: boolean
  /** Hears no more; a reader of its own is closed with that. */
  release(): void
}

/** Where subscriptions get their readers from. */
export interface Readers {
  /** The listener hears from now on; messages may come before `start`, and may lie before the fence. */
  lease(topic: string, listener: ReaderListener): ReaderLease
  /** Closes what lives longer than a subscription. */
  close(): void
}

/** A reader for each subscription, in a group of its own. */
export function ownReaders(source: ConsumerSource): Readers {
  return {
    lease(topic, listener) {
      const reader = new Reader(topic, source, listener)
      return {
        start: (fence) => reader.start(fence),
        forget() {},
        renew: (partitions) => reader.renew(partitions),
        get position() {
          return reader.position
        },
        get groupIds() {
          return reader.groupIds
        },
        get failure() {
          return reader.failure
        },
        get hasEnded() {
          return reader.hasEnded
        },
        release: () => reader.close(),
      }
    },
    close() {},
  }
}
