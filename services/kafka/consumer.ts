// A consumer of one service's own: it takes every record of its topics in a group, one after the other, and commits behind
// what is done. It starts at an exact place, so no record that is written after the start is lost; it judges nothing.

import { setMaxListeners } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs'
import { createKafka } from './create-kafka.js'
import { type Positions, readPositions } from './positions.js'
import { createSockets, type Sockets } from './sockets.js'

/** One record as it came. */
export interface ConsumedRecord {
  readonly topic: string
  readonly partition: number
  readonly offset: string
  /** `null` is a tombstone. */
  readonly value: Buffer | null
}

export interface RecordConsumer {
  /** Leaves the group. What is under way is told to end by its signal, and is not committed. */
  close(): Promise<void>
}

export interface ConsumerOptions {
  /** Host and port of each broker, e.g. `127.0.0.1:9092`. */
  readonly brokers: readonly string[]
  readonly clientId: string
  readonly groupId: string
  readonly topics: readonly string[]
  /** Does what the service does with a record; must not reject but for `signal`. The record is committed when it settles. */
  readonly handle: (record: ConsumedRecord, signal: AbortSignal) => Promise<void>
}

const sessionTimeoutMs = 10_000
const heartbeatMs = 2000
const rebuildPauseMs = 250
const goodByeMs = 2000
const patienceMs = 15_000

/**
 * Settles when the group is joined, whose only member it is. A group that has committed goes on there; one that has not
 * begins with what is written from then on. A topic that is missing is created, as a consumer of the Java client does.
 *
 * Later it survives everything that Kafka does: a consumer that broke is replaced by one that goes on where it was.
 */
export async function startConsumer(options: ConsumerOptions): Promise<RecordConsumer> {
  const closing = new AbortController()
  setMaxListeners(0, closing.signal) // one per call of a handler
  const positions = await whenReady(() => readPositions(connect(options).admin(), options))
  let member = await whenReady(() => joinedMember(options, positions, closing.signal))
  const life = (async () => {
    while (!closing.signal.aborted) {
      await member.broken
      await member.end()
      await pause(rebuildPauseMs, undefined, { signal: closing.signal }).catch(() => undefined)
      if (closing.signal.aborted) return
      member = createMember(options, positions, closing.signal)
      await member.joined().catch(() => undefined)
    }
  })()
  return {
    async close() {
      closing.abort(new Error('the consumer was closed'))
      await Promise.all([member.end(), life])
    },
  }
}

/** Tries again while Kafka asks for patience: with a topic that was made a moment ago, or a coordinator that is loading. */
async function whenReady<T>(work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now()
  for (;;) {
    try {
      return await work()
    } catch (error) {
      // kafkajs' own retries, once used up, wrap it.
      const reason: unknown = error instanceof Error && error.cause instanceof Error ? error.cause : error
      const { name, retriable } = Object(reason) as { name?: unknown; retriable?: unknown }
      const isPatience = name === 'KafkaJSProtocolError' && retriable === true
      if (!isPatience || performance.now() - startedAt > patienceMs) throw error
      await pause(rebuildPauseMs)
    }
  }
}

async function joinedMember(options: ConsumerOptions, positions: Positions, signal: AbortSignal): Promise<Member> {
  const member = createMember(options, positions, signal)
  try {
    await member.joined()
    return member
  } catch (error) {
    await member.end()
    throw error
  }
}

interface Member {
  /** Settles with the first join; rejects where Kafka cannot be reached. */
  joined(): Promise<void>
  /** Settles when this member takes no more records, for whatever reason. */
  readonly broken: Promise<unknown>
  /** Leaves the group and breaks every connection. */
  end(): Promise<void>
}

function createMember(options: ConsumerOptions, positions: Positions, signal: AbortSignal): Member {
  const sockets = createSockets()
  const consumer = connect(options, sockets.factory).consumer({
    groupId: options.groupId,
    allowAutoTopicCreation: true,
    maxWaitTimeInMs: 100,
    sessionTimeout: sessionTimeoutMs,
    heartbeatInterval: 500,
    metadataMaxAge: 1000,
    retry: { ...retry, restartOnFailure: async () => false },
  })
  let tellBroken = (_reason: unknown) => {}
  const broken = new Promise<unknown>((resolve) => {
    tellBroken = resolve
  })
  let isRunning = false
  let assigned: readonly Place[] = []
  // From the first commit on the group says how far it is in every partition, also where nothing comes.
  const commit = async () => {
    if (assigned.length > 0) await consumer.commitOffsets([...assigned])
  }
  consumer.on(consumer.events.CRASH, ({ payload }) => tellBroken(payload.error))
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    assigned = Object.entries(payload.memberAssignment).flatMap(([topic, partitions]) =>
      partitions.map((partition) => ({ topic, partition, offset: positions.next(topic, partition) })),
    )
    for (const place of assigned) consumer.seek(place)
    if (isRunning) commit().catch(() => undefined)
  })
  const eachBatch = (batch: EachBatchPayload) => takeBatch(batch, { consumer, positions, signal, options })
  const join = async () => {
    await consumer.connect()
    await consumer.subscribe({ topics: [...options.topics], fromBeginning: true })
    await consumer.run({ autoCommit: false, eachBatch })
    isRunning = true
    await commit()
  }
  return {
    broken,
    async joined() {
      // kafkajs tells a join that failed as a crash alone.
      const failed = broken.then((reason) => Promise.reject(reason))
      failed.catch(() => undefined)
      await Promise.race([join(), failed]).catch((error: unknown) => {
        tellBroken(error)
        throw error
      })
    },
    async end() {
      tellBroken(new Error('the consumer was closed'))
      await Promise.race([consumer.disconnect().catch(() => undefined), pause(goodByeMs, undefined, { ref: false })])
      sockets.cut()
    },
  }
}

interface Place {
  readonly topic: string
  readonly partition: number
  readonly offset: string
}

interface Taking {
  readonly consumer: Consumer
  readonly positions: Positions
  readonly signal: AbortSignal
  readonly options: ConsumerOptions
}

async function takeBatch(
  { batch, heartbeat, isRunning, isStale }: EachBatchPayload,
  { consumer, positions, signal, options }: Taking,
): Promise<void> {
  const { topic, partition } = batch
  const beat = setInterval(() => void heartbeat().catch(() => undefined), heartbeatMs)
  try {
    for (const { offset, value } of batch.messages) {
      if (!isRunning() || isStale() || signal.aborted) return
      if (BigInt(offset) < BigInt(positions.next(topic, partition))) continue
      await options.handle({ topic, partition, offset, value }, signal)
      if (signal.aborted) return
      positions.advance(topic, partition, offset)
    }
    positions.advance(topic, partition, batch.lastOffset())
    await consumer.commitOffsets([{ topic, partition, offset: positions.next(topic, partition) }])
  } catch {
    // The commit failed: the group is being put together anew, and goes on at the positions kept here.
  } finally {
    clearInterval(beat)
  }
}

const retry = { initialRetryTime: 50, maxRetryTime: 1000, retries: 5 }

function connect({ brokers, clientId }: ConsumerOptions, socketFactory?: Sockets['factory']): Kafka {
  return createKafka({ clientId, brokers, retry, ...(socketFactory === undefined ? {} : { socketFactory }) })
}
