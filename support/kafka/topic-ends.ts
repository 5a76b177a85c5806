// Where the log of a topic ends, and which topic it is: asked about this topic alone. kafkajs' admin asks about every
// topic that it was ever asked about, and once one of them is deleted it knows none. So this works with kafkajs' cluster,
// which is below its public interface; the version is pinned, and a test would notice.

import type { Kafka } from 'kafkajs'
import { Deadline } from '../shared/index.js'
import type { Offsets } from './offsets.js'
import { errorType } from './protocol-error.js'
import { readTopicId, type Sender } from './topic-id.js'

/** The two ends of every partition; none where there is no such topic. They differ while a transaction is open. */
export interface TopicEnds {
  /** The last stable offset: as far as a reader of committed records comes. */
  readonly stable: Offsets
  /** The high watermark: behind everything that is written, by open transactions too. */
  readonly high: Offsets
  /** Of this topic, and of no other that is made under its name later. Missing where the broker does not tell. */
  readonly topicId?: string
}

interface Partition {
  readonly partitionId: number
  readonly leader: number
}

interface Broker {
  readonly versions: Readonly<Record<number, { readonly maxVersion: number }>> | null
  readonly connectionPool: Sender
  metadata(topics: readonly string[]): Promise<{
    readonly topicMetadata: readonly { readonly topic: string; readonly partitionMetadata: readonly Partition[] }[]
  }>
  listOffsets(request: { isolationLevel: number; topics: readonly object[] }): Promise<{
    readonly responses: readonly {
      readonly partitions: readonly { readonly partition: number; readonly offset: string }[]
    }[]
  }>
}

interface BrokerPool {
  findConnectedBroker(): Promise<Broker>
  findBroker(broker: { readonly nodeId: string }): Promise<Broker>
  getNodeIds(): readonly string[]
  refreshMetadata(topics: readonly string[]): Promise<void>
}

interface Cluster {
  readonly brokerPool: BrokerPool
  connect(): Promise<void>
  disconnect(): Promise<void>
}

/** Which end is told; in the order in which they are asked for, no watermark lies before its stable offset. */
const isolationLevels = { readCommitted: 1, readUncommitted: 0 } as const
const latest = -1
const retryDelayMs = 100

/** Reads ends through connections of its own, which are made on first use. */
export class TopicEndsReader {
  readonly #cluster: Cluster
  #hasAnswered = false
  #isUsed = false
  #isClosed = false

  constructor(kafka: Kafka) {
    this.#cluster = clusterOf(kafka)
  }

  /**
   * A cluster that has answered before may lose a broker and find another leader: it is asked again until the time is
   * over, and what it said last is thrown.
   */
  async read(topic: string, timeoutMs: number): Promise<TopicEnds> {
    return await this.#insisting(timeoutMs, (pool) => endsOf(pool, topic))
  }

  /** The id alone; `undefined` where there is no such topic, or the broker does not tell. */
  async topicId(topic: string, timeoutMs: number): Promise<string | undefined> {
    return await this.#insisting(timeoutMs, async (pool) => await readId(await pool.findConnectedBroker(), topic))
  }

  async close(): Promise<void> {
    this.#isClosed = true
    if (this.#isUsed) await this.#cluster.disconnect()
  }

  async #insisting<T>(timeoutMs: number, ask: (pool: BrokerPool) => Promise<T>): Promise<T> {
    const deadline = new Deadline(timeoutMs)
    this.#isUsed = true
    for (;;) {
      try {
        await this.#cluster.connect()
        const answer = await ask(this.#cluster.brokerPool)
        this.#hasAnswered = true
        return answer
      } catch (error) {
        const isOver = this.#isClosed || deadline.remainingMs() <= retryDelayMs
        if (isOver || isRefusal(error) || !(this.#hasAnswered || isPassing(error))) throw error
        await new Promise((resolve) => setTimeout(resolve, retryDelayMs))
      }
    }
  }
}

async function endsOf(pool: BrokerPool, topic: string): Promise<TopicEnds> {
  const broker = await pool.findConnectedBroker()
  const [topicId, partitions] = await Promise.all([readId(broker, topic), partitionsOf(broker, topic)])
  const leaders = [...new Set(partitions.map(({ leader }) => leader))]
  const ends = await Promise.all(
    leaders.map((leader) => endsAt(pool, topic, { leader, led: partitions.filter((led) => led.leader === leader) })),
  )
  const stable = new Map(ends.flatMap((end) => end.stable))
  const high = new Map(ends.flatMap((end) => end.high))
  return topicId === undefined ? { stable, high } : { stable, high, topicId }
}

async function partitionsOf(broker: Broker, topic: string): Promise<readonly Partition[]> {
  try {
    const { topicMetadata } = await broker.metadata([topic])
    return topicMetadata.find((found) => found.topic === topic)?.partitionMetadata ?? []
  } catch (error) {
    if (errorType(error) === 'UNKNOWN_TOPIC_OR_PARTITION') return []
    throw error
  }
}

async function endsAt(
  pool: BrokerPool,
  topic: string,
  { leader, led }: { readonly leader: number; readonly led: readonly Partition[] },
): Promise<{ readonly stable: readonly [number, number][]; readonly high: readonly [number, number][] }> {
  const nodeId = String(leader)
  if (!pool.getNodeIds().includes(nodeId)) await pool.refreshMetadata([topic])
  const broker = await pool.findBroker({ nodeId }).catch(async (error: unknown) => {
    // It may have come back at another address.
    await pool.refreshMetadata([topic]).catch(() => undefined)
    throw error
  })
  const partitions = led.map(({ partitionId }) => ({ partition: partitionId, timestamp: latest }))
  const read = async (isolationLevel: number) => {
    const { responses } = await broker.listOffsets({ isolationLevel, topics: [{ topic, partitions }] })
    return responses.flatMap((response) =>
      response.partitions.map(({ partition, offset }): [number, number] => [partition, Number(offset)]),
    )
  }
  const { readCommitted, readUncommitted } = isolationLevels
  const [stable, high] = await Promise.all([read(readCommitted), read(readUncommitted)])
  return { stable, high }
}

async function readId({ versions, connectionPool }: Broker, topic: string): Promise<string | undefined> {
  return await readTopicId(connectionPool, topic, versions)
}

/** More of the same question would be refused as well. */
function isRefusal(error: unknown): boolean {
  return /AUTHORIZATION|AUTHENTICATION/.test(errorType(error) ?? '')
}

/** A leader is not there yet, or no longer. */
function isPassing(error: unknown): boolean {
  return errorType(error) !== undefined && (error as { readonly retriable?: unknown }).retriable === true
}

/** kafkajs keeps the function that makes its clusters behind a symbol. */
function clusterOf(kafka: Kafka): Cluster {
  const symbol = Object.getOwnPropertySymbols(kafka).find(
    ({ description }) => description === 'private:Kafka:createCluster',
  )
  const create = symbol && (kafka as unknown as Record<symbol, (options: object) => Cluster>)[symbol]
  if (create === undefined) throw new Error('This kafkajs is not the version that Kata is made for.')
  return create({ allowAutoTopicCreation: false })
}
