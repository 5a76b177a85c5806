// The one place that makes kafkajs clients for the tests: an admin, a producer, and consumers in groups of their own.
// A dead broker takes kafkajs 12 to 15 seconds to report, so every call is raced against a deadline.

import type { Admin, Kafka, Producer } from 'kafkajs'
import { Deadline } from '../shared/index.js'
import { ClientLog } from './client-log.js'
import { Closer } from './closer.js'
import { type PartitionReplicas, readBrokers, readConfigs, readReplicas } from './cluster-reads.js'
import { registerCodecs } from './codecs.js'
import { createKafka } from './create-kafka.js'
import { publishFailed, unreachable } from './failures.js'
import { GroupProgress } from './group-progress.js'
import { mendConnections } from './mended-connections.js'
import { mendConsumers } from './mended-consumers.js'
import { codeOf, isCoordinatorMissing, isFailedBy } from './protocol-error.js'
import type { ConsumerSource } from './reader.js'
import { type Security, securityOf } from './security.js'
import { checkRunning, explainSilence, type Reason } from './silence.js'
import { type TopicEnds, TopicEndsReader, type TopicFence } from './topic-ends.js'

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
  /** Hears of every consumer group that stays, because this user may not delete groups. */
  readonly leaves?: (groupId: string) => void
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

/** What is known of a call, for its explanation. */
interface Asked {
  readonly timeoutMs?: number | undefined
  /** What the user needs for it, such as `READ on the topic "a"`. */
  readonly right?: string
  /** What to do where nothing better is known. */
  readonly todo?: string
}

/** Kafka, as one worker sees it: connects on first use, and is closed once. */
export class KafkaClient {
  readonly brokers: readonly string[]
  readonly #options: KafkaClientOptions
  readonly #kafka: Kafka
  readonly #closer: Closer
  readonly #ends: TopicEndsReader
  #admin: Promise<Admin> | undefined
  /** One for each topic: kafkajs' producer makes every topic anew that it has ever written to, or fails for it. */
  readonly #producers = new Map<string, Promise<Producer>>()
  #groups = 0
  readonly #log = new ClientLog()
  /** Groups that had a member, and so are known to the broker. */
  readonly #joined = new Set<string>()

  constructor(options: KafkaClientOptions) {
    registerCodecs()
    mendConsumers()
    mendConnections()
    this.#options = options
    this.brokers = options.brokers
    this.#closer = new Closer(options.warn)
    this.#kafka = createKafka({
      brokers: [...options.brokers],
      ...securityOf(options),
      connectionTimeout: 2000,
      requestTimeout: 10_000,
      retry: { initialRetryTime: 50, maxRetryTime: 1000, retries: 5 },
      logCreator: this.#log.creator,
    })
    this.#ends = new TopicEndsReader(this.#kafka)
  }

  /** The last error that kafkajs logged in so many milliseconds, for explanations: an older one explains nothing. */
  lastErrorWithin(ms: number): string | undefined {
    return this.#log.lastWithin(ms)
  }

  /** Names of all topics but Kafka's own. */
  async topics(): Promise<readonly string[]> {
    const topics = await this.#call('list the topics', (admin) => admin.listTopics())
    return topics.filter((topic) => !topic.startsWith('__')).sort()
  }

  /** The watermark of every partition, and which topic it is; no partitions where there is no such topic. */
  async topicFence(topic: string): Promise<TopicFence> {
    const timeoutMs = this.#options.callMs ?? 10_000
    return await this.#askForEnds(topic, timeoutMs, () => this.#ends.fence(topic, timeoutMs))
  }

  /** Both ends of every partition, in the same way. */
  async topicEnds(topic: string, timeoutMs = this.#options.callMs ?? 10_000): Promise<TopicEnds> {
    return await this.#askForEnds(topic, timeoutMs, () => this.#ends.read(topic, timeoutMs))
  }

  /** The id of a topic; `undefined` where there is none, or the broker does not tell. */
  async topicId(topic: string, timeoutMs = this.#options.callMs ?? 10_000): Promise<string | undefined> {
    const read = () => this.#ends.topicId(topic, timeoutMs)
    return await this.#call(`read the id of "${topic}"`, read, { timeoutMs, right: `DESCRIBE on the topic "${topic}"` })
  }

  /** Where the copies of every partition are; empty where there is no such topic. */
  async replicas(topic: string): Promise<readonly PartitionReplicas[]> {
    return await this.#call(`read the partitions of "${topic}"`, (admin) => readReplicas(admin, topic, this.#exists), {
      right: `DESCRIBE on the topic "${topic}"`,
    })
  }

  /** Every config of a topic with its value as text; empty where there is no such topic. */
  async configs(topic: string): Promise<ReadonlyMap<string, string>> {
    return await this.#call(`read the configs of "${topic}"`, (admin) => readConfigs(admin, topic, this.#exists), {
      right: `DESCRIBE_CONFIGS on the topic "${topic}"`,
    })
  }

  readonly #exists = async (topic: string) => (await this.topicFence(topic)).high.size > 0

  /** Ids of the brokers that are up. */
  async brokerIds(): Promise<readonly number[]> {
    return await this.#call('list its brokers', readBrokers)
  }

  /** What other groups do: see there. */
  get groups(): GroupProgress {
    const endsOf = async (topic: string) => (await this.topicEnds(topic)).stable
    return new GroupProgress((what, work, right) => this.#call(what, work, { right }), endsOf)
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
    const failed = (reason: Pick<Reason, 'reason' | 'todo'>, cause?: unknown) =>
      publishFailed(topic, { brokers: this.brokers, ...reason, cause })
    const sending = this.#connectedProducer(topic)
      .then((producer) => producer.send({ topic, messages: [{ key, value, headers: { ...headers } }] }))
      .catch(async (error: unknown) => {
        const right = `WRITE on the topic "${topic}", and CREATE where it does not exist yet`
        throw failed(await this.#explain(error, { right, todo }), error)
      })
    const [metadata] = await new Deadline(timeoutMs).race(sending, () => {
      throw failed({ reason: this.#whyNoAnswer(timeoutMs), todo })
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
        consumer.on(consumer.events.GROUP_JOIN, () => this.#joined.add(groupId))
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
    const connections = [this.#admin, ...this.#producers.values()].map(async (connecting) =>
      (await connecting)?.disconnect(),
    )
    await new Deadline(timeoutMs).race(Promise.allSettled([...connections, this.#ends.close()]), () => {
      this.#options.warn(
        `The connections to Kafka at ${this.brokers.join(', ')} were not closed within ${timeoutMs} ms.`,
      )
    })
  }

  #askForEnds<T>(topic: string, timeoutMs: number, read: () => Promise<T>): Promise<T> {
    const right = `READ on the topic "${topic}"`
    return this.#call(`read the end offsets of "${topic}"`, read, { timeoutMs, right })
  }

  /** The call itself may go on behind a passed deadline: kafkajs cannot be told to stop. */
  async #call<T>(what: string, work: (admin: Admin) => Promise<T>, asked: Asked = {}): Promise<T> {
    const { timeoutMs = this.#options.callMs ?? 10_000 } = asked
    const failed = (reason: Pick<Reason, 'reason' | 'todo'>, cause?: unknown) =>
      unreachable(what, { brokers: this.brokers, ...reason, cause })
    const calling = this.#connectedAdmin()
      .then(work)
      .catch(async (error: unknown) => {
        throw failed(await this.#explain(error, asked), error)
      })
    return await new Deadline(timeoutMs).race(calling, () => {
      throw failed({ reason: this.#whyNoAnswer(timeoutMs), todo: checkRunning })
    })
  }

  #connectedAdmin(): Promise<Admin> {
    this.#admin ??= this.#connect(this.#kafka.admin(), () => {
      this.#admin = undefined
    })
    return this.#admin
  }

  #connectedProducer(topic: string): Promise<Producer> {
    const producer =
      this.#producers.get(topic) ??
      this.#connect(this.#kafka.producer({ allowAutoTopicCreation: true }), () => this.#producers.delete(topic))
    this.#producers.set(topic, producer)
    return producer
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
    const hasJoined = this.#joined.has(groupId)
    await this.#call(`delete the group ${groupId}`, async (admin) => {
      await admin.deleteGroups([groupId]).catch((error: unknown) => {
        const isNone = isFailedBy(error, codeOf.GROUP_ID_NOT_FOUND) || (isCoordinatorMissing(error) && !hasJoined)
        if (isNone) return
        if (!isFailedBy(error, codeOf.GROUP_AUTHORIZATION_FAILED)) throw error
        if (hasJoined) this.#options.leaves?.(groupId)
      })
    })
    this.#joined.delete(groupId)
  }

  #whyNoAnswer(timeoutMs: number): string {
    return this.lastErrorWithin(timeoutMs) ?? `no answer within ${timeoutMs} ms`
  }

  #explain(error: unknown, { right, todo }: Asked): Promise<Reason> {
    const { tls, sasl } = this.#options
    return explainSilence(error, {
      brokers: this.brokers,
      isGroupRefused: this.#log.hasRefusedGroupWithin(1000),
      right,
      ...(tls === undefined ? {} : { tls }),
      ...(sasl === undefined ? {} : { sasl }),
      ...(todo === undefined ? {} : { todo }),
    })
  }
}
