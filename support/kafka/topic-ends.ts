// Where the log of a topic ends, and which topic it is: asked about this topic alone. kafkajs' admin asks about every
// topic that it was ever asked about, and once one of them is deleted it knows none. So this works with kafkajs' cluster,
// which is below its public interface; the version is pinned, and a test would notice.

import type { Kafka } from 'kafkajs'
import { Deadline } from '../shared/index.js'
import type { Offsets } from './offsets.js'
import { errorType } from './protocol-error.js'
import { readTopicMetadata, type Sender, type TopicMetadata, tellsTopicIds } from './topic-metadata.js'

/** The high watermark of every partition: behind everything that is written, by open transactions too. */
export interface TopicFence {
  /** None where there is no such topic. */
  readonly high: Offsets
  /** Of this topic, and of no other that is made under its name later. Missing where the broker does not tell. */
  readonly topicId?: string
}

/** The two ends of every partition; while a transaction is open, they differ. */
export interface TopicEnds extends TopicFence {
  /** The last stable offset: as far as a reader of committed records comes. */
  readonly stable: Offsets
}

type Partition = TopicMetadata['partitions'][number]

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

/** By the isolation level of a reader: what it may read ends at the stable offset, or at the watermark. */
const isolationLevels = { stable: 1, high: 0 } as const
type End = keyof typeof isolationLevels
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

  /** The watermarks alone, in one question less. */
  async fence(topic: string, timeoutMs: number): Promise<TopicFence> {
    return await this.#insisting(timeoutMs, async (pool) => {
      const { topicId, partitions } = await describeAnywhere(pool, topic)
      const high = await offsetsOf(pool, topic, { partitions, end: 'high' })
      return topicId === undefined ? { high } : { high, topicId }
    })
  }

  async read(topic: string, timeoutMs: number): Promise<TopicEnds> {
    return await this.#insisting(timeoutMs, async (pool) => {
      const { topicId, partitions } = await describeAnywhere(pool, topic)
      // In this order, over one connection to each leader: what is written in between is held back by nobody.
      const [high, stable] = await Promise.all([
        offsetsOf(pool, topic, { partitions, end: 'high' }),
        offsetsOf(pool, topic, { partitions, end: 'stable' }),
      ])
      return topicId === undefined ? { high, stable } : { high, stable, topicId }
    })
  }

  /** The id alone; `undefined` where there is no such topic, or the broker does not tell. */
  async topicId(topic: string, timeoutMs: number): Promise<string | undefined> {
    const read = async (broker: Broker) =>
      tellsTopicIds(broker.versions) ? (await readTopicMetadata(broker.connectionPool, topic)).topicId : undefined
    return await this.#insisting(timeoutMs, async (pool) => await read(await pool.findConnectedBroker()))
  }

  async close(): Promise<void> {
    this.#isClosed = true
    if (this.#isUsed) await this.#cluster.disconnect()
  }

  /**
   * A cluster that has answered before may lose a broker and find another leader: it is asked again until the time is
   * over, and what it said last is thrown.
   */
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

/** A topic that one broker does not know yet may have just been made by another one: no broker must know it. */
async function describeAnywhere(pool: BrokerPool, topic: string): Promise<TopicMetadata> {
  const first = await describe(await pool.findConnectedBroker(), topic)
  if (first.partitions.length > 0) return first
  // An answer about all topics tells the nodes; what is wrong with one of the topics does not matter.
  if (pool.getNodeIds().length === 0) await pool.refreshMetadata([]).catch(() => undefined)
  const nodeIds = pool.getNodeIds()
  if (nodeIds.length < 2) return first
  const answers = await Promise.allSettled(
    nodeIds.map(async (nodeId) => await describe(await pool.findBroker({ nodeId }), topic)),
  )
  const known = answers.find((answer) => answer.status === 'fulfilled' && answer.value.partitions.length > 0)
  return known?.status === 'fulfilled' ? known.value : first
}

async function describe(broker: Broker, topic: string): Promise<TopicMetadata> {
  if (tellsTopicIds(broker.versions)) return await readTopicMetadata(broker.connectionPool, topic)
  try {
    const { topicMetadata } = await broker.metadata([topic])
    return { partitions: topicMetadata.find((found) => found.topic === topic)?.partitionMetadata ?? [] }
  } catch (error) {
    if (errorType(error) === 'UNKNOWN_TOPIC_OR_PARTITION') return { partitions: [] }
    throw error
  }
}

interface Wanted {
  readonly partitions: readonly Partition[]
  readonly end: End
}

async function offsetsOf(pool: BrokerPool, topic: string, { partitions, end }: Wanted): Promise<Offsets> {
  const leaders = [...new Set(partitions.map(({ leader }) => leader))]
  const ends = await Promise.all(
    leaders.map((leader) =>
      offsetsAt(pool, topic, { leader, end, partitions: partitions.filter((each) => each.leader === leader) }),
    ),
  )
  return new Map(ends.flat())
}

async function offsetsAt(
  pool: BrokerPool,
  topic: string,
  { leader, partitions, end }: Wanted & { readonly leader: number },
): Promise<[number, number][]> {
  const nodeId = String(leader)
  if (!pool.getNodeIds().includes(nodeId)) await pool.refreshMetadata([topic])
  const broker = await pool.findBroker({ nodeId }).catch(async (error: unknown) => {
    // It may have come back at another address.
    await pool.refreshMetadata([topic]).catch(() => undefined)
    throw error
  })
  const asked = partitions.map(({ partitionId }) => ({ partition: partitionId, timestamp: latest }))
  const isolationLevel = isolationLevels[end]
  const { responses } = await broker.listOffsets({ isolationLevel, topics: [{ topic, partitions: asked }] })
  return responses.flatMap((response) =>
    response.partitions.map(({ partition, offset }): [number, number] => [partition, Number(offset)]),
  )
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
