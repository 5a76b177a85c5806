// Asks Kafka about itself, and deletes groups: for the commands that look after an environment. No scenario uses it.
// Unlike the client of scenarios it gives up soon, and when it is closed nothing of it goes on in the background.

import type { Admin, Kafka } from 'kafkajs'
import { Deadline, KataError } from '../shared/index.js'
import { ClientLog } from './client-log.js'
import { createKafka } from './create-kafka.js'
import { unreachable } from './failures.js'
import { codeOf, errorType, isCoordinatorMissing, protocolText } from './protocol-error.js'
import { type Security, securityOf } from './security.js'
import { checkRunning, explainSilence, type Reason } from './silence.js'
import { createSockets, type Sockets } from './sockets.js'
import { type Trial, type Tried, tryGroup } from './try-group.js'

export interface AdministrationOptions extends Security {
  /** `host:port` of each bootstrap broker. */
  readonly brokers: readonly string[]
  /** Longest time one call may take, in milliseconds. @default 8000 */
  readonly callMs?: number
}

/** A consumer group as the broker tells it. */
export interface GroupFacts {
  readonly groupId: string
  /** Kafka's word, such as Empty or Stable. Missing where it may not be asked for; then `refused` says why. */
  readonly state?: string
  readonly members: number
  readonly refused?: string
}

/** What became of a group that was to be deleted; `reason` is Kafka's word with its number. */
export type Deletion =
  | { readonly kind: 'deleted' | 'gone' | 'in use' }
  | { readonly kind: 'refused'; readonly reason: string }

/** As many groups as one request asks about. */
const chunk = 50

/** The nodes of a cluster as Kafka tells them: where clients are sent after the first connection. */
export interface ClusterFacts {
  readonly clusterId: string
  /** `host:port` by the node's number, in the order of the numbers. */
  readonly nodes: readonly { readonly nodeId: number; readonly address: string }[]
}

/** What Kafka says of one topic; `leaderless` are partitions that nobody can read at the moment. */
export type TopicFacts =
  | { readonly kind: 'there'; readonly partitions: number; readonly leaderless: readonly number[] }
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused'; readonly reason: string }

export class Administration {
  readonly #options: AdministrationOptions
  readonly #sockets: Sockets = createSockets()
  readonly #log = new ClientLog()
  readonly #kafka: Kafka
  #admin: Promise<Admin> | undefined

  constructor(options: AdministrationOptions) {
    this.#options = options
    this.#kafka = createKafka({
      brokers: [...options.brokers],
      ...securityOf(options),
      socketFactory: this.#sockets.open,
      connectionTimeout: 2000,
      authenticationTimeout: 3000,
      requestTimeout: 3000,
      retry: { initialRetryTime: 50, maxRetryTime: 500, retries: Math.max(2, options.brokers.length) },
      logCreator: this.#log.creator,
    })
  }

  /** KataError KAFKA_UNREACHABLE. */
  async cluster(): Promise<ClusterFacts> {
    const { clusterId, brokers } = await this.#call('tell its nodes', (admin) => admin.describeCluster())
    const nodes = brokers.map(({ nodeId, host, port }) => ({ nodeId, address: addressOf(host, port) }))
    return { clusterId, nodes: nodes.sort((one, other) => one.nodeId - other.nodeId) }
  }

  /** Looks at a topic and never makes it. KataError KAFKA_UNREACHABLE. */
  async topic(name: string): Promise<TopicFacts> {
    const ask = async (admin: Admin): Promise<TopicFacts> => {
      const { topics } = await admin.fetchTopicMetadata({ topics: [name] })
      await admin.fetchTopicOffsets(name)
      const partitions = topics.flatMap((topic) => topic.partitions)
      const leaderless = partitions.filter(({ leader }) => leader < 0).map(({ partitionId }) => partitionId)
      return { kind: 'there', partitions: partitions.length, leaderless }
    }
    try {
      return await this.#call(`tell the offsets of "${name}"`, ask)
    } catch (error) {
      const reason = protocolText(error)
      if (reason === undefined) throw error
      return errorType(error) === 'UNKNOWN_TOPIC_OR_PARTITION' ? { kind: 'missing' } : { kind: 'refused', reason }
    }
  }

  /** Joins a group and reads, as a scenario does; the group stays behind without members. It never rejects. */
  tryGroup(trial: Trial): Promise<Tried> {
    return tryGroup(this.#kafka, { ...trial, isGroupRefused: () => this.#log.hasRefusedGroupWithin(1000) })
  }

  /**
   * Looks whether this user has any right on groups whose name begins so; without one, no reader joins. It makes none.
   *
   * KataError KAFKA_UNREACHABLE where it has none. What else Kafka says, or that it says nothing, proves nothing.
   */
  async checkGroups(prefix: string): Promise<void> {
    const right = `READ and DELETE on groups with the prefix "${prefix}"`
    const none = `${prefix}none`
    const asking = this.#call('look for a group', (admin) => admin.deleteGroups([none]), right)
    await asking.catch((error: unknown) => {
      if (error instanceof KataError && error.facts.kind === 'refused' && isCoordinatorMissing(error.cause)) throw error
    })
  }

  /** The groups whose name begins so, by name. KataError KAFKA_UNREACHABLE. */
  async groups(prefix: string): Promise<readonly GroupFacts[]> {
    const { groups } = await this.#call('list its groups', (admin) => admin.listGroups())
    const ids = groups.map(({ groupId }) => groupId).filter((groupId) => groupId.startsWith(prefix))
    const facts: GroupFacts[] = []
    for (const part of chunksOf(ids.sort())) facts.push(...(await this.#describe(part)))
    return facts
  }

  /** Deletes those that have no members. KataError KAFKA_UNREACHABLE. */
  async deleteGroups(groupIds: readonly string[]): Promise<ReadonlyMap<string, Deletion>> {
    const deletions = new Map<string, Deletion>()
    for (const part of chunksOf(groupIds)) {
      for (const [groupId, deletion] of await this.#delete(part)) deletions.set(groupId, deletion)
    }
    return deletions
  }

  /** Ends every connection, at once where Kafka does not answer. */
  async close(): Promise<void> {
    const leaving = this.#admin?.then((admin) => admin.disconnect()).catch(() => undefined)
    await new Deadline(500).race(leaving ?? Promise.resolve(), () => undefined)
    this.#sockets.destroy()
  }

  async #describe(groupIds: readonly string[]): Promise<readonly GroupFacts[]> {
    try {
      const { groups } = await this.#call('describe its groups', (admin) => admin.describeGroups([...groupIds]))
      return groups.map(({ groupId, state, members }) => ({ groupId, state, members: members.length }))
    } catch (error) {
      const reason = protocolText(error)
      if (reason === undefined) throw error
      const [groupId = ''] = groupIds
      if (groupIds.length === 1) return [{ groupId, members: 0, refused: reason }]
      // One group that may not be asked about spoils the answer for all of them.
      const single: GroupFacts[] = []
      for (const id of groupIds) single.push(...(await this.#describe([id])))
      return single
    }
  }

  async #delete(groupIds: readonly string[]): Promise<readonly (readonly [string, Deletion])[]> {
    try {
      await this.#call('delete groups', (admin) => admin.deleteGroups([...groupIds]))
      return groupIds.map((groupId) => [groupId, { kind: 'deleted' }])
    } catch (error) {
      const failed = failedGroups(error)
      if (failed !== undefined) return groupIds.map((groupId) => [groupId, failed.get(groupId) ?? { kind: 'deleted' }])
      const reason = protocolText(error)
      if (reason === undefined) throw error
      const [groupId = ''] = groupIds
      if (groupIds.length === 1) return [[groupId, { kind: 'refused', reason }]]
      const single: (readonly [string, Deletion])[] = []
      for (const id of groupIds) single.push(...(await this.#delete([id])))
      return single
    }
  }

  async #call<T>(what: string, work: (admin: Admin) => Promise<T>, right?: string): Promise<T> {
    const { brokers, callMs = 8000 } = this.#options
    const failed = ({ kind, reason, todo }: Reason, cause?: unknown) =>
      unreachable(what, { brokers, reason, todo, facts: { kind, todo }, cause })
    const calling = this.#connected()
      .then(work)
      .catch(async (error: unknown) => {
        const socketError = this.#sockets.lastError()
        const isGroupRefused = this.#log.hasRefusedGroupWithin(1000)
        throw failed(await explainSilence(error, { ...this.#options, socketError, isGroupRefused, right }), error)
      })
    return await new Deadline(callMs).race(calling, () => {
      throw failed({ kind: 'unanswered', reason: `no answer within ${callMs} ms`, todo: checkRunning })
    })
  }

  #connected(): Promise<Admin> {
    const connect = async () => {
      const admin = this.#kafka.admin()
      await admin.connect()
      return admin
    }
    this.#admin ??= connect()
    return this.#admin
  }
}

function chunksOf(ids: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(ids.length / chunk)
  return Array.from({ length: count }, (_, index) => ids.slice(index * chunk, (index + 1) * chunk))
}

/** The groups of a request that were not deleted; `undefined` where the request failed as a whole. */
function failedGroups(error: unknown): ReadonlyMap<string, Deletion> | undefined {
  const cause = error instanceof KataError ? error.cause : error
  const { groups } = cause as { groups?: readonly { groupId: string; errorCode: number; error?: unknown }[] }
  return groups && new Map(groups.map(({ groupId, errorCode, error: each }) => [groupId, deletionOf(errorCode, each)]))
}

function deletionOf(errorCode: number, error: unknown): Deletion {
  if (errorCode === codeOf.GROUP_ID_NOT_FOUND) return { kind: 'gone' }
  if (errorCode === codeOf.NON_EMPTY_GROUP) return { kind: 'in use' }
  return { kind: 'refused', reason: protocolText(error) ?? `error code ${errorCode}` }
}

function addressOf(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}
