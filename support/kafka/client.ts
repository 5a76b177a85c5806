// The one place that makes kafkajs clients for the tests: an admin, a producer, and consumers in groups of their own.
// A dead broker takes kafkajs 12 to 15 seconds to report, so every call is raced against a deadline.

import kafkajs, { type Admin, type Kafka, type logLevel as LogLevel, type Producer } from 'kafkajs'
import { Deadline, type KataError, systemClock } from '../shared/index.js'
import { Closer } from './closer.js'
import { type PartitionReplicas, readBrokers, readConfigs, readEnds, readReplicas } from './cluster-reads.js'
import { registerCodecs } from './codecs.js'
import { publishFailed, unreachable } from './failures.js'
import type { Offsets } from './offsets.js'
import { codeOf } from './protocol-error.js'
import type { ConsumerSource } from './reader.js'
import { type Security, securityOf } from './security.js'

/** How to reach Kafka, and what its groups are called. */
export interface KafkaClientOptions extends Security {
  /** `host:port` of each bootstrap broker. */
  readonly brokers: readonly string[]
  /** Every consumer group is called by this and a running number, such as `kata-1f3c-0-`. */
  readonly groupPrefix: string
  /** Longest time one call may take, in milliseconds. @default 10000 */
  readonly callMs?: number
  /** Hears of what could not be taken down. */
  readonly warn: (text: string) => void
}

/** What to write; text is written as UTF-8. */
export interface OutgoingRecord {
  readonly key?: string | null
  readonly headers?: Readonly<Record<string, string | string[]>>
  /** `null` is a tombstone. */
  readonly value: string | Buffer | null
}

/** Where a record was written. */
export interface Published {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  /** Milliseconds since 1970, UTC. */
  readonly timestamp: number
}

/** Kafka, as one worker sees it: connects on first use, and is closed once. */
export class KafkaClient {
  readonly brokers: readonly string[]
  readonly #options: KafkaClientOptions
  readonly #kafka: Kafka
  readonly #closer: Closer
  #admin: Promise<Admin> | undefined
  #producer: Promise<Producer> | undefined
  #groups = 0
  #lastError: { readonly text: string; readonly at: number } | undefined

  constructor(options: KafkaClientOptions) {
    registerCodecs()
    this.#options = options
    this.brokers = options.brokers
    this.#closer = new Closer(options.warn)
    this.#kafka = new kafkajs.Kafka({
      clientId: 'kafka-kata',
      brokers: [...options.brokers],
      ...securityOf(options),
      connectionTimeout: 2000,
      requestTimeout: 10_000,
      retry: { initialRetryTime: 50, maxRetryTime: 1000, retries: 5 },
      logLevel: kafkajs.logLevel.ERROR,
      logCreator: () => (entry) => this.#log(entry),
    })
  }

  /** The last error that kafkajs logged in so many milliseconds, for explanations: an older one explains nothing. */
  lastErrorWithin(ms: number): string | undefined {
    const last = this.#lastError
    return last !== undefined && systemClock.now() - last.at <= ms ? last.text : undefined
  }

  /** Names of all topics but Kafka's own. */
  async topics(): Promise<readonly string[]> {
    const topics = await this.#call('list the topics', (admin) => admin.listTopics())
    return topics.filter((topic) => !topic.startsWith('__')).sort()
  }

  /** The end offset of every partition; empty where there is no such topic. */
  async endOffsets(topic: string, timeoutMs?: number): Promise<Offsets> {
    return await this.#call(`read the end offsets of "${topic}"`, (admin) => readEnds(admin, topic), timeoutMs)
  }

  /** Where the copies of every partition are; empty where there is no such topic. */
  async replicas(topic: string): Promise<readonly PartitionReplicas[]> {
    return await this.#call(`read the partitions of "${topic}"`, (admin) => readReplicas(admin, topic))
  }

  /** Every config of a topic with its value as text; empty where there is no such topic. */
  async configs(topic: string): Promise<ReadonlyMap<string, string>> {
    return await this.#call(`read the configs of "${topic}"`, (admin) => readConfigs(admin, topic))
  }

  /** Ids of the brokers that are up. */
  async brokerIds(): Promise<readonly number[]> {
    return await this.#call('list its brokers', readBrokers)
  }

  /** Names of the consumer groups that this client made and the broker still knows. */
  async ownGroups(): Promise<readonly string[]> {
    const { groups } = await this.#call('list the groups', (admin) => admin.listGroups())
    return groups.map(({ groupId }) => groupId).filter((groupId) => groupId.startsWith(this.#options.groupPrefix))
  }

  /** Writes one record and waits until it is acknowledged. KataError PUBLISH_FAILED. */
  async publish(topic: string, record: OutgoingRecord): Promise<Published> {
    const { key = null, value, headers = {} } = record
    const timeoutMs = this.#options.callMs ?? 10_000
    const todo = 'Check that Kafka runs, that the topic exists, and that the record is within max.message.bytes.'
    const failed = (reason: string, cause?: unknown) =>
      publishFailed(topic, { brokers: this.brokers, reason, todo, cause })
    const sending = this.#connectedProducer()
      .then((producer) => producer.send({ topic, messages: [{ key, value, headers: { ...headers } }] }))
      .catch((error: unknown) => {
        throw failed(error instanceof Error ? error.message : String(error), error)
      })
    const [metadata] = await new Deadline(timeoutMs).race(sending, () => {
      throw failed(this.#whyNoAnswer(timeoutMs))
    })
    const timestamp = Number(metadata?.logAppendTime ?? -1)
    return {
      topic,
      partition: metadata?.partition ?? 0,
      offset: Number(metadata?.baseOffset ?? 0),
      timestamp: timestamp < 0 ? Date.now() : timestamp,
    }
  }

  /** Where a reader gets its consumers from. */
  consumers(): ConsumerSource {
    return {
      create: () => {
        const groupId = `${this.#options.groupPrefix}${++this.#groups}`
        const consumer = this.#kafka.consumer({
          groupId,
          maxWaitTimeInMs: 100,
          sessionTimeout: 6000,
          heartbeatInterval: 500,
          readUncommitted: false,
          allowAutoTopicCreation: false,
          // How long a partition that was added goes unseen.
          metadataMaxAge: 1000,
          retry: { initialRetryTime: 50, maxRetryTime: 1000, retries: 5, restartOnFailure: async () => false },
        })
        return { consumer, groupId }
      },
      dispose: (consumer, groupId, joined) => {
        const work = async () => {
          await consumer.disconnect()
          await this.#deleteGroup(groupId)
        }
        this.#closer.add({ name: `consumer group ${groupId}`, work }, joined)
      },
    }
  }

  /** Waits for the readers that are being taken down, then disconnects; never longer than `timeoutMs` and a little. */
  async close(timeoutMs: number): Promise<void> {
    await this.#closer.settle(timeoutMs)
    const connections = [this.#admin, this.#producer].map(async (connecting) => (await connecting)?.disconnect())
    await new Deadline(timeoutMs).race(Promise.allSettled(connections), () => {
      this.#options.warn(
        `The connections to Kafka at ${this.brokers.join(', ')} were not closed within ${timeoutMs} ms.`,
      )
    })
  }

  /** The call itself may go on behind a passed deadline: kafkajs cannot be told to stop. */
  async #call<T>(
    what: string,
    work: (admin: Admin) => Promise<T>,
    timeoutMs = this.#options.callMs ?? 10_000,
  ): Promise<T> {
    const calling = this.#connectedAdmin()
      .then(work)
      .catch((error: unknown) => {
        throw this.#unreachable(what, error instanceof Error ? error.message : String(error), error)
      })
    return await new Deadline(timeoutMs).race(calling, () => {
      throw this.#unreachable(what, this.#whyNoAnswer(timeoutMs))
    })
  }

  #connectedAdmin(): Promise<Admin> {
    this.#admin ??= this.#connect(this.#kafka.admin(), () => {
      this.#admin = undefined
    })
    return this.#admin
  }

  #connectedProducer(): Promise<Producer> {
    this.#producer ??= this.#connect(this.#kafka.producer({ allowAutoTopicCreation: true }), () => {
      this.#producer = undefined
    })
    return this.#producer
  }

  async #connect<T extends Admin | Producer>(client: T, forget: () => void): Promise<T> {
    try {
      await client.connect()
      return client
    } catch (error) {
      forget()
      throw error
    }
  }

  async #deleteGroup(groupId: string): Promise<void> {
    await this.#call(`delete the group ${groupId}`, async (admin) => {
      const known = await admin.deleteGroups([groupId]).catch((error: unknown) => {
        if (isUnknownGroup(error)) return []
        throw error
      })
      return known
    })
  }

  #whyNoAnswer(timeoutMs: number): string {
    return this.lastErrorWithin(timeoutMs) ?? `no answer within ${timeoutMs} ms`
  }

  #unreachable(what: string, reason: string, cause?: unknown): KataError {
    const todo = 'Check that Kafka runs, and that the brokers of this environment are right (kata.config.yaml).'
    return unreachable(what, { brokers: this.brokers, reason, todo, cause })
  }

  #log({ level, log }: { level: LogLevel; log: { message: string; error?: unknown } }): void {
    if (level > kafkajs.logLevel.ERROR) return
    // What kafkajs does about it explains nothing.
    const message = log.message.replace(/^Failed to connect to seed broker, trying another broker from the list: /, '')
    const text = typeof log.error === 'string' ? `${message}: ${log.error}` : message
    this.#lastError = { text, at: systemClock.now() }
  }
}

/** A group that no member ever joined is not known to the broker: then there is nothing to delete. */
function isUnknownGroup(error: unknown): boolean {
  const groups = (error as { groups?: readonly { errorCode?: number }[] }).groups ?? []
  return groups.length > 0 && groups.every(({ errorCode }) => errorCode === codeOf.GROUP_ID_NOT_FOUND)
}
