// One broker from its start to its end, and what a test may ask of it without a client.
import { type Clock, machineClock } from './clock.js'
import { type Cluster, createCluster } from './cluster.js'
import type { GroupState, StateChange } from './groups/index.js'
import { nameOfError } from './protocol/index.js'
import { createDispatch } from './server/dispatch.js'
import { listen } from './server/listener.js'

export interface BrokerOptions {
  /** 0 takes a free one. @default 0 */
  readonly port?: number
  /** Partitions of a topic whose creator leaves it to the broker. @default 3 */
  readonly defaultPartitions?: number
  /** Whether a topic that a client asks about is made at once. @default true */
  readonly autoCreateTopics?: boolean
  /** How long the first rebalance of an empty group waits for more members; Kafka's own default is 3000. @default 0 */
  readonly initialRebalanceDelayMs?: number
  /** No fetch waits longer than this, so that clients with long polls stop quickly. @default 100 */
  readonly maxFetchWaitMs?: number
  /** Largest record batch in bytes, where the topic does not say otherwise. @default 1048588 */
  readonly maxMessageBytes?: number
  /** The time of append timestamps, sessions and waits. @default the machine's */
  readonly clock?: Clock
  /** Told of errors that are the broker's own fault. @default a process warning */
  readonly onFault?: (error: unknown) => void
}

export interface BrokerTopic {
  readonly name: string
  readonly configs: Readonly<Record<string, string>>
  readonly partitions: readonly {
    readonly partition: number
    readonly logStartOffset: number
    /** The offset that the next message gets. */
    readonly highWatermark: number
  }[]
}

export interface BrokerGroup {
  readonly groupId: string
  readonly state: GroupState
  readonly generationId: number
  readonly members: readonly {
    readonly memberId: string
    readonly groupInstanceId: string | null
    readonly clientId: string
  }[]
  /** The newest hundred moves from state to state, oldest first, each with its reason. */
  readonly changes: readonly StateChange[]
}

export interface Broker {
  /** "127.0.0.1:PORT", for a client's list of brokers. */
  readonly bootstrap: string
  readonly port: number
  /**
   * Makes a topic as CreateTopics does.
   *
   * @param options.partitions default: the broker's
   * @param options.configs such as `{ 'max.message.bytes': '5242880' }`
   * @throws BrokerError when there is one of that name, or a name, count or config is wrong
   */
  createTopic(name: string, options?: CreateTopicOptions): void
  topics(): readonly BrokerTopic[]
  groups(): readonly BrokerGroup[]
  /**
   * Has every member of a group rejoin; they learn of it by their next heartbeat. A group without members is left alone.
   *
   * @param reason goes into the changes of the group
   * @throws BrokerError when there is no such group
   */
  rebalance(groupId: string, reason?: string): void
  /** Destroys all connections, ends all timers and frees the port. May be called more than once. */
  close(): Promise<void>
}

export interface CreateTopicOptions {
  readonly partitions?: number
  readonly configs?: Readonly<Record<string, string>>
}

/** What the broker was asked for and cannot do; `code` is the protocol's name of it, such as TOPIC_ALREADY_EXISTS. */
export class BrokerError extends Error {
  override readonly name = 'BrokerError'
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

const host = '127.0.0.1'

/** Starts a broker on 127.0.0.1. Rejects when it cannot listen there. */
export async function startBroker(options: BrokerOptions = {}): Promise<Broker> {
  const clock = options.clock ?? machineClock
  const onFault = options.onFault ?? warn
  const listener = await listen({ host, port: options.port ?? 0, onFault })
  const { port } = listener
  const cluster = createCluster(
    {
      clock,
      defaultPartitions: options.defaultPartitions ?? 3,
      autoCreateTopics: options.autoCreateTopics ?? true,
      initialRebalanceDelayMs: options.initialRebalanceDelayMs ?? 0,
      maxFetchWaitMs: options.maxFetchWaitMs ?? 100,
      maxMessageBytes: options.maxMessageBytes ?? 1_048_588,
    },
    { nodeId: 1, host, port },
  )
  listener.serve(createDispatch(cluster))
  return {
    bootstrap: `${host}:${port}`,
    port,
    createTopic: (name, topicOptions = {}) => createTopic(cluster, name, topicOptions),
    topics: () => describeTopics(cluster),
    groups: () => describeGroups(cluster),
    rebalance: (groupId, reason = 'the test asked for it') => rebalance(cluster, groupId, reason),
    async close() {
      cluster.groups.close()
      await listener.close()
    },
  }
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error))
}

function createTopic({ topics }: Cluster, name: string, { partitions = -1, configs = {} }: CreateTopicOptions): void {
  const entries = Object.entries(configs).map(([name, value]) => ({ name, value }))
  const topic = topics.create({ name, partitions, configs: entries })
  if ('errorCode' in topic) throw new BrokerError(nameOfError(topic.errorCode), topic.errorMessage)
}

function describeTopics({ topics }: Cluster): readonly BrokerTopic[] {
  return topics.all().map(({ name, configs, partitions }) => ({
    name,
    configs: Object.fromEntries(configs),
    partitions: partitions.map(({ logStartOffset, highWatermark }, partition) => {
      return { partition, logStartOffset, highWatermark }
    }),
  }))
}

function describeGroups({ groups }: Cluster): readonly BrokerGroup[] {
  return groups.all().map(({ groupId, state, generationId, members, changes }) => ({
    groupId,
    state,
    generationId,
    members: members.all().map(({ memberId, instanceId, clientId }) => {
      return { memberId, groupInstanceId: instanceId, clientId }
    }),
    changes: [...changes],
  }))
}

function rebalance({ groups }: Cluster, groupId: string, reason: string): void {
  const group = groups.get(groupId)
  if (group === undefined) throw new BrokerError('GROUP_ID_NOT_FOUND', `There is no group "${groupId}".`)
  if (group.members.size > 0) group.requestRebalance(reason)
}
