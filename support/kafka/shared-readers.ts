// One reader for each topic, which serves every subscription of the worker: the join of its group is paid once.

import type { Message } from './message.js'
import { isAnother, type Offsets, wentBack } from './offsets.js'
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
  /** Of the topic that the reader reads. */
  #topicId: string | undefined

  constructor(topic: string, source: ConsumerSource) {
    this.#topic = topic
    this.#source = source
  }

  lease(listener: ReaderListener): ReaderLease {
    this.#listeners.add(listener)
    const positionBefore = new Map(this.#reader?.position)
    const shared = this
    return {
      start: (fence, topicId) => this.#start({ fence, topicId, positionBefore }),
      forget: () => this.close(),
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
      get hasEnded() {
        return shared.#reader?.hasEnded ?? false
      },
      release: () => this.#listeners.delete(listener),
    }
  }

  close(): void {
    this.#reader?.close()
    this.#reader = undefined
  }

  #start(wanted: Wanted): void {
    const { fence, topicId } = wanted
    if (this.#reader === undefined || this.#reader.hasEnded || this.#isOfAnotherTopic(wanted)) {
      this.#reader?.close()
      this.#reader = new Reader(this.#topic, this.#source, this.#everybody())
      this.#topicId = topicId
      this.#reader.start(fence)
      return
    }
    const { position } = this.#reader
    const added = [...fence].filter(([partition]) => !position.has(partition))
    // To a subscription that is older than the partition, all of it is new.
    const from = this.#listeners.size > 1 ? [] : added
    if (added.length > 0)
      this.#reader.renew(
        added.map(([partition]) => partition),
        new Map(from),
      )
  }

  /** A topic that was deleted and made again; without ids, its log is shorter or has fewer partitions. */
  #isOfAnotherTopic({ fence, topicId, positionBefore }: Wanted): boolean {
    return isAnother(this.#topicId, topicId) || wentBack(positionBefore, fence)
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

interface Wanted {
  readonly fence: Offsets
  readonly topicId: string | undefined
  /** Of the reader, from before the fence was read. */
  readonly positionBefore: Offsets
}
