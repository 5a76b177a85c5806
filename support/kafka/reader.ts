// The kafkajs consumer that fills inboxes: one reader = one topic = one consumer group at a time. It starts at exact
// offsets and keeps them over every rejoin; when its consumer crashes it builds another one from the same positions. Where
// the log no longer holds a position, it ends.

import type { Consumer, ConsumerCrashEvent, EachBatchPayload } from 'kafkajs'
import { decodeRecord, type KafkaRecord, type Message } from './message.js'
import type { Offsets } from './offsets.js'
import { isRefusal } from './protocol-error.js'

/** Makes consumers, each in a fresh group, and gets rid of the groups. */
export interface ConsumerSource {
  create(): { readonly consumer: Consumer; readonly groupId: string }
  /** Ends a consumer that is no longer wanted, in the background. */
  dispose(consumer: Consumer, groupId: string, joined: Promise<void>): void
}

/** Hears of every message once, and of every move of the position. */
export interface ReaderListener {
  message(message: Message): void
  moved(): void
  /** Where nobody listens, records are passed over without being decoded. @default true */
  isListening?(): boolean
}

const rebuildDelayMs = 250
const outOfRange = 'records were deleted before they could be read, or the topic was made again (OFFSET_OUT_OF_RANGE)'

/** Reads one topic from exact offsets on. */
export class Reader {
  readonly topic: string
  readonly #source: ConsumerSource
  readonly #listener: ReaderListener
  readonly #next = new Map<number, number>()
  readonly #groupIds: string[] = []
  #current: { consumer: Consumer; groupId: string; joined: Promise<void> } | undefined
  #rebuild: NodeJS.Timeout | undefined
  #failure: string | undefined
  #hasEnded = false

  constructor(topic: string, source: ConsumerSource, listener: ReaderListener) {
    this.topic = topic
    this.#source = source
    this.#listener = listener
  }

  /** The next offset to read, by partition. */
  get position(): Offsets {
    return this.#next
  }

  /** Every group it has been in; more than one after a crash. */
  get groupIds(): readonly string[] {
    return this.#groupIds
  }

  /** What the last crash said, if no consumer has joined since. */
  get failure(): string | undefined {
    return this.#failure
  }

  /** It reads no more: the log no longer holds what comes next, or its consumer crashed while nobody listened. */
  get hasEnded(): boolean {
    return this.#hasEnded
  }

  /** Starts to read at `from`; returns at once, long before the group has joined. */
  start(from: Offsets): void {
    for (const [partition, offset] of from) this.#next.set(partition, offset)
    this.#open()
  }

  /**
   * Builds a consumer anew that knows the partitions which were added since; they are read from `from` on.
   *
   * @param from the offset by added partition @default 0
   */
  renew(partitions: Iterable<number>, from: Offsets = new Map()): void {
    for (const partition of partitions) {
      if (!this.#next.has(partition)) this.#next.set(partition, from.get(partition) ?? 0)
    }
    if (this.#current === undefined) return
    this.#disposeCurrent()
    this.#open()
  }

  /** Stops reading; the consumer and its group are taken down in the background. */
  close(): void {
    clearTimeout(this.#rebuild)
    this.#disposeCurrent()
  }

  #open(): void {
    const { consumer, groupId } = this.#source.create()
    this.#groupIds.push(groupId)
    const crashed = (error: unknown) => this.#crashed(consumer, error)
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      if (!this.#isCurrent(consumer)) return
      this.#failure = undefined
      this.#seek(consumer, payload.memberAssignment[this.topic] ?? [])
    })
    // It commits nothing, but where a position is out of range kafkajs commits that it goes on at the end of the log.
    consumer.on(consumer.events.REQUEST, ({ payload }) => {
      if (payload.apiName === 'OffsetCommit') this.#outOfRange(consumer)
    })
    consumer.on(consumer.events.CRASH, ({ payload }: ConsumerCrashEvent) => crashed(payload.error))
    consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) => {
      // Only of a batch without messages: the others went through #take, which may have refused them.
      if (payload.batchSize === 0 && this.#isCurrent(consumer)) this.#passed(payload.partition, payload.lastOffset)
    })
    const joined = this.#run(consumer).catch(crashed)
    this.#current = { consumer, groupId, joined }
  }

  async #run(consumer: Consumer): Promise<void> {
    await consumer.connect()
    await consumer.subscribe({ topics: [this.topic] })
    const joined = consumer.run({
      autoCommit: false,
      eachBatch: async (payload) => this.#take(consumer, payload),
    })
    this.#seek(consumer, [...this.#next.keys()])
    await joined
  }

  /** Without this, a join without committed offsets would jump to the end of the log and lose what lies between. */
  #seek(consumer: Consumer, partitions: readonly number[]): void {
    for (const partition of partitions) {
      consumer.seek({ topic: this.topic, partition, offset: String(this.#next.get(partition) ?? 0) })
    }
  }

  #take(consumer: Consumer, { batch }: EachBatchPayload): void {
    if (!this.#isCurrent(consumer)) return
    const { partition } = batch
    const next = this.#next.get(partition) ?? 0
    const fetchedOffset = Number((batch as { fetchedOffset?: string | number }).fetchedOffset ?? next)
    if (fetchedOffset > next) {
      this.#seek(consumer, [partition])
      return
    }
    const isListening = this.#listener.isListening?.() ?? true
    for (const record of batch.messages as readonly KafkaRecord[]) {
      const offset = Number(record.offset)
      if (offset < (this.#next.get(partition) ?? 0)) continue
      this.#next.set(partition, offset + 1)
      if (isListening) this.#listener.message(decodeRecord(this.topic, partition, record))
    }
    this.#passed(partition, batch.lastOffset())
  }

  /** Moves the position over what is never delivered: control records and aborted transactions. */
  #passed(partition: number, lastOffset: string | null): void {
    const next = Number(lastOffset ?? -1) + 1
    if (next > (this.#next.get(partition) ?? 0)) this.#next.set(partition, next)
    this.#listener.moved()
  }

  /** A consumer that crashed or was closed may go on for a while: nothing of it counts. */
  #isCurrent(consumer: Consumer): boolean {
    return this.#current?.consumer === consumer
  }

  #crashed(consumer: Consumer, error: unknown): void {
    if (!this.#isCurrent(consumer)) return
    this.#failure = error instanceof Error ? error.message : String(error)
    this.#disposeCurrent()
    // Perhaps for good: nobody is to find a thousand groups of a topic that was deleted. A right does not come by waiting.
    this.#hasEnded = isRefusal(error) || !(this.#listener.isListening?.() ?? true)
    if (this.#hasEnded) this.#listener.moved()
    else this.#rebuild = setTimeout(() => this.#open(), rebuildDelayMs)
  }

  #outOfRange(consumer: Consumer): void {
    if (!this.#isCurrent(consumer)) return
    this.#hasEnded = true
    this.#failure = outOfRange
    this.#disposeCurrent()
    this.#listener.moved()
  }

  #disposeCurrent(): void {
    if (this.#current === undefined) return
    const { consumer, groupId, joined } = this.#current
    this.#current = undefined
    this.#source.dispose(consumer, groupId, joined)
  }
}
