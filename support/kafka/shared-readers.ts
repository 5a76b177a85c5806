// One reader for each topic, which serves every subscription of the worker: the join of its group is paid once.

import type { Message } from './message.js'
import type { Offsets } from './offsets.js'
import { type ConsumerSource, Reader, type ReaderListener } from './reader.js'
import type { ReaderLease, Readers } from './reader-lease.js'

/** Readers that live until `close`. */
export function sharedReaders(source: ConsumerSource): Readers {
  const topics = new Map<string, SharedReader>()
  return {
    lease(topic, listener) {
      const shared = topics.get(topic) ?? new SharedReader(topic, source)
      topics.set(topic, shared)
      return shared.lease(listener)
    },
    close() {
      for (const shared of topics.values()) shared.close()
      topics.clear()
    },
  }
}

class SharedReader {
  readonly #topic: string
  readonly #source: ConsumerSource
  readonly #listeners = new Set<ReaderListener>()
  #reader: Reader | undefined

  constructor(topic: string, source: ConsumerSource) {
    this.#topic = topic
    this.#source = source
  }

  lease(listener: ReaderListener): ReaderLease {
    this.#listeners.add(listener)
    // A log whose end lies before this was deleted and made again: its offsets begin anew.
    const positionBefore = new Map(this.#reader?.position)
    const shared = this
    return {
      start: (fence) => this.#start(fence, positionBefore),
      renew: (partitions) => this.#reader?.renew(partitions),
      get position() {
        return shared.#reader?.position ?? new Map()
      },
      get groupIds() {
        return shared.#reader?.groupIds ?? []
      },
      get failure() {
        return shared.#reader?.failure
      },
      release: () => this.#listeners.delete(listener),
    }
  }

  close(): void {
    this.#reader?.close()
  }

  #start(fence: Offsets, positionBefore: Offsets): void {
    const wentBack = [...fence].some(([partition, offset]) => offset < (positionBefore.get(partition) ?? 0))
    if (this.#reader === undefined || wentBack) {
      this.#reader?.close()
      this.#reader = new Reader(this.#topic, this.#source, this.#everybody())
      this.#reader.start(fence)
      return
    }
    const added = [...fence].filter(([partition]) => !this.#reader?.position.has(partition))
    if (added.length > 0)
      this.#reader.renew(
        added.map(([partition]) => partition),
        new Map(added),
      )
  }

  #everybody(): ReaderListener {
    return {
      isListening: () => this.#listeners.size > 0,
      message: (message: Message) => {
        for (const listener of this.#listeners) listener.message(message)
      },
      moved: () => {
        for (const listener of this.#listeners) listener.moved()
      },
    }
  }
}
