// A topic in memory and the consumers that read it, for what no broker does on demand: to crash at a record, to join late,
// to lose a partition, to add one. They behave as kafkajs' do where the reader relies on it: a join without a seek begins
// at the end of the log, and a batch ends with END_BATCH_PROCESS.

import type { Consumer, EachBatchPayload } from 'kafkajs'
import type { KafkaRecord } from '../../support/kafka/message.js'
import type { ConsumerSource } from '../../support/kafka/reader.js'
import type { TopicEnds } from '../../support/kafka/topic-ends.js'

const events = {
  GROUP_JOIN: 'consumer.group_join',
  CRASH: 'consumer.crash',
  REQUEST: 'consumer.network.request',
  END_BATCH_PROCESS: 'consumer.end_batch_process',
}

/** `null` is a record that is never delivered, such as the end of a transaction. */
type Entry = KafkaRecord | null

export class FakeTopic {
  readonly name = 'otp'
  readonly brokers = ['127.0.0.1:9092']
  readonly logs: Entry[][] = []
  readonly made: FakeConsumer[] = []
  /** Group ids of the consumers that were given back. */
  readonly disposed: string[] = []

  constructor(partitions = 1) {
    this.grow(partitions)
  }

  /** The newest consumer. */
  get consumer(): FakeConsumer {
    const consumer = this.made.at(-1)
    if (consumer === undefined) throw new Error('no consumer was made')
    return consumer
  }

  /** Adds partitions. */
  grow(partitions: number): void {
    for (let count = 0; count < partitions; count++) this.logs.push([])
  }

  write(...ids: readonly number[]): void {
    for (const id of ids) this.writeTo(0, id)
  }

  writeTo(partition: number, id: number): void {
    const log = this.log(partition)
    log.push({ offset: String(log.length), timestamp: '1700000000000', key: null, value: Buffer.from(`{"id":${id}}`) })
  }

  log(partition: number): Entry[] {
    return this.logs[partition] ?? []
  }

  /** Another one when it is deleted and made again. */
  id: string | undefined

  /** Where a transaction began that is still open: nobody reads on from there, in any partition. */
  openFrom = Number.POSITIVE_INFINITY

  topicEnds(): Promise<TopicEnds> {
    const endsBelow = (limit: number) =>
      new Map(this.logs.map((log, partition): [number, number] => [partition, Math.min(limit, log.length)]))
    const ends = { stable: endsBelow(this.openFrom), high: endsBelow(Number.POSITIVE_INFINITY) }
    return Promise.resolve(this.id === undefined ? ends : { ...ends, topicId: this.id })
  }

  topicFence(): Promise<TopicEnds> {
    return this.topicEnds()
  }

  topicId(): Promise<string | undefined> {
    return Promise.resolve(this.id)
  }

  lastErrorWithin(): string | undefined {
    return undefined
  }

  consumers(): ConsumerSource {
    return {
      create: () => {
        const consumer = new FakeConsumer(this)
        this.made.push(consumer)
        return { consumer: consumer as unknown as Consumer, groupId: `kata-${this.made.length}` }
      },
      dispose: (_consumer, groupId) => this.disposed.push(groupId),
    }
  }
}

type Listener = (event: { payload: unknown }) => void

export class FakeConsumer {
  readonly events = events
  readonly topic: FakeTopic
  /** The next offset to fetch, by assigned partition. */
  readonly position = new Map<number, number>()
  readonly #sought = new Map<number, number>()
  readonly #listeners = new Map<string, Listener>()
  #eachBatch: ((payload: EachBatchPayload) => Promise<void>) | undefined
  #joined = () => {}

  constructor(topic: FakeTopic) {
    this.topic = topic
  }

  on(name: string, listener: Listener): void {
    this.#listeners.set(name, listener)
  }

  async connect(): Promise<void> {}

  async subscribe(): Promise<void> {}

  run({ eachBatch }: { eachBatch: (payload: EachBatchPayload) => Promise<void> }): Promise<void> {
    this.#eachBatch = eachBatch
    return new Promise((resolve) => {
      this.#joined = resolve
    })
  }

  seek({ partition, offset }: { partition: number; offset: string }): void {
    this.#sought.set(partition, Number(offset))
  }

  /** Joins, or joins again: whatever is not sought then is read from the end of the log. */
  join(partitions: readonly number[] = this.topic.logs.map((_, partition) => partition)): void {
    this.position.clear()
    for (const partition of partitions) this.position.set(partition, this.topic.log(partition).length)
    this.#emit(events.GROUP_JOIN, { memberAssignment: { [this.topic.name]: partitions } })
    this.#joined()
  }

  /** Fetches whatever is there from its positions on, in order of the partitions. */
  async read(): Promise<void> {
    for (const partition of this.position.keys()) {
      const fetchedOffset = this.#sought.get(partition) ?? this.position.get(partition) ?? 0
      this.#sought.delete(partition)
      await this.fetch(partition, fetchedOffset)
    }
  }

  /** Fetches from one offset, wherever the reader wants to be. */
  async fetch(partition: number, fetchedOffset: number): Promise<void> {
    const log = this.topic.log(partition).slice(0, this.topic.openFrom)
    if (fetchedOffset >= log.length) return
    const lastOffset = String(log.length - 1)
    const messages = log.slice(fetchedOffset).filter((entry) => entry !== null)
    const batch = { partition, fetchedOffset: String(fetchedOffset), messages, lastOffset: () => lastOffset }
    if (messages.length > 0) await this.#eachBatch?.({ batch } as unknown as EachBatchPayload)
    this.#emit(events.END_BATCH_PROCESS, { partition, lastOffset, batchSize: messages.length })
    this.position.set(partition, log.length)
  }

  /** Does what kafkajs does where its position is out of range: commits that it goes on at the end. */
  async leap(partition: number): Promise<void> {
    this.#emit(events.REQUEST, { apiName: 'OffsetCommit' })
    this.#sought.delete(partition)
    this.position.set(partition, this.topic.log(partition).length)
    await Promise.resolve()
  }

  crash(message: string): void {
    this.#emit(events.CRASH, { error: new Error(message) })
  }

  #emit(name: string, payload: unknown): void {
    this.#listeners.get(name)?.({ payload })
  }
}
