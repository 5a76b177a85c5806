// The messages of one partition, as the record batches they came in. In memory only; nothing is ever thrown away.
import { ProducerStates, type SequenceJudgement } from './producer-states.js'
import { type BatchHeader, stampLogAppendTime, stampOffset } from './record-batch.js'

/** A batch in its place. */
export interface StoredBatch {
  readonly baseOffset: number
  readonly lastOffset: number
  /** Largest timestamp among its records, in milliseconds since 1970. */
  readonly maxTimestamp: number
  readonly bytes: Buffer
}

/** Where an append went. */
export interface Appended {
  readonly baseOffset: number
  /** -1 where the topic keeps the producer's timestamps. */
  readonly logAppendTimeMs: number
}

/** One log. It has one owner, the topic; readers that wait for more register a waiter. */
export class PartitionLog {
  readonly #batches: StoredBatch[] = []
  /** Bytes before the batch of the same index, and at the end of the list the bytes of all. */
  readonly #positions: number[] = [0]
  readonly #waiters = new Set<() => void>()
  readonly #producers = new ProducerStates()
  #nextOffset = 0

  /** First offset that can be read. */
  get logStartOffset(): number {
    return 0
  }

  /** The offset that the next message gets; everything before it can be read. */
  get highWatermark(): number {
    return this.#nextOffset
  }

  /** End of what a reader of committed messages may see: the high watermark, as long as there are no transactions. */
  get lastStableOffset(): number {
    return this.highWatermark
  }

  get batches(): readonly StoredBatch[] {
    return this.#batches
  }

  /** Whether an idempotent producer may append this batch now. */
  judgeSequence(header: BatchHeader): SequenceJudgement {
    return this.#producers.judge(header)
  }

  /**
   * Appends a batch that was found sound, and wakes the waiters.
   *
   * @param batch is copied: it is part of a whole request
   * @param logAppendTimeMs replaces the producer's timestamps; undefined keeps them
   */
  append(batch: Buffer, header: BatchHeader, logAppendTimeMs: number | undefined): Appended {
    const baseOffset = this.#nextOffset
    const lastOffset = baseOffset + header.lastOffsetDelta
    // In memory of its own: node cuts small copies out of blocks of 8 KB, and a batch that stays would keep the whole block.
    const bytes = Buffer.allocUnsafeSlow(batch.length)
    batch.copy(bytes)
    stampOffset(bytes, baseOffset)
    if (logAppendTimeMs !== undefined) stampLogAppendTime(bytes, logAppendTimeMs)
    this.#batches.push({ baseOffset, lastOffset, maxTimestamp: logAppendTimeMs ?? header.maxTimestamp, bytes })
    this.#positions.push((this.#positions.at(-1) ?? 0) + bytes.length)
    this.#nextOffset = lastOffset + 1
    const appended = { baseOffset, logAppendTimeMs: logAppendTimeMs ?? -1 }
    this.#producers.remember(header, appended)
    this.wake()
    return appended
  }

  /** Bytes that a reader at `offset` could get of the batches that begin before `end`. */
  readableBytes(offset: number, end: number): number {
    const from = this.#indexOf(offset)
    const to = this.#indexOf(end)
    return Math.max(0, (this.#positions[to] ?? 0) - (this.#positions[from] ?? 0))
  }

  /**
   * The whole batches from the one that holds `offset` on, as many as fit `maxBytes`.
   *
   * @param window.end offset behind the last one that may be read
   * @param window.atLeastOne gives the first batch even when it is larger than `maxBytes`
   */
  read(offset: number, window: { end: number; maxBytes: number; atLeastOne: boolean }): readonly Buffer[] {
    const found: Buffer[] = []
    let bytes = 0
    for (let index = this.#indexOf(offset); index < this.#batches.length; index += 1) {
      const batch = this.#batches[index]
      if (batch === undefined || batch.baseOffset >= window.end) break
      const fits = bytes + batch.bytes.length <= window.maxBytes
      if (!fits && !(window.atLeastOne && found.length === 0)) break
      found.push(batch.bytes)
      bytes += batch.bytes.length
    }
    return found
  }

  /** Calls back on every append and when the log goes away, until the returned function is called. */
  wait(waiter: () => void): () => void {
    this.#waiters.add(waiter)
    return () => this.#waiters.delete(waiter)
  }

  /** Makes everybody who waits look again. */
  wake(): void {
    for (const waiter of [...this.#waiters]) waiter()
  }

  /** Index of the first batch that ends at or after `offset`; the number of batches when there is none. */
  #indexOf(offset: number): number {
    let low = 0
    let high = this.#batches.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#batches[middle]?.lastOffset ?? offset) < offset) low = middle + 1
      else high = middle
    }
    return low
  }
}
