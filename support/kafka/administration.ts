// Asks Kafka about itself, and deletes groups: for the commands that look after an environment. No scenario uses it.
// Unlike the client of scenarios it gives up soon, and when it is closed nothing of it goes on in the background.

import kafkajs, { type Admin, type Kafka } from 'kafkajs'
import type { KafkaSettings } from '../config/index.js'
import { Deadline, KataError } from '../shared/index.js'
import { securityOf } from './client.js'
import { codeOf, protocolText } from './protocol-error.js'
import { createSockets, type Sockets } from './sockets.js'

export interface AdministrationOptions {
  /** `host:port` of each bootstrap broker. */
  readonly brokers: readonly string[]
  readonly tls?: KafkaSettings['tls']
  readonly sasl?: KafkaSettings['sasl']
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

export class Administration {
  readonly #options: AdministrationOptions
  readonly #sockets: Sockets = createSockets()
  readonly #kafka: Kafka
  #admin: Promise<Admin> | undefined

  constructor(options: AdministrationOptions) {
    this.#options = options
    this.#kafka = new kafkajs.Kafka({
      clientId: 'kafka-kata',
      brokers: [...options.brokers],
      ...securityOf(options),
      socketFactory: this.#sockets.open,
      connectionTimeout: 2000,
      authenticationTimeout: 3000,
      requestTimeout: 3000,
      retry: { initialRetryTime: 50, maxRetryTime: 500, retries: Math.max(2, options.brokers.length) },
      logLevel: kafkajs.logLevel.NOTHING,
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

  async #call<T>(what: string, work: (admin: Admin) => Promise<T>): Promise<T> {
    const { brokers, callMs = 8000 } = this.#options
    const calling = this.#connected()
      .then(work)
      .catch((error: unknown) => {
        throw unreachable(brokers, what, { reason: reasonOf(error, this.#sockets.lastError()), cause: error })
      })
    return await new Deadline(callMs).race(calling, () => {
      throw unreachable(brokers, what, { reason: this.#sockets.lastError() ?? `no answer within ${callMs} ms` })
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

/** Kafka's own word first; where there was no connection, the system's, which says more than kafkajs. */
function reasonOf(error: unknown, socketError: string | undefined): string {
  const { name, message } = error instanceof Error ? error : new Error(String(error))
  const own = protocolText(error) ?? (name.includes('SASL') ? message : (socketError ?? message))
  return own === 'Broker not connected' ? 'The connection is taken, but no request is answered.' : own
}

function unreachable(
  brokers: readonly string[],
  what: string,
  { reason, cause }: { readonly reason: string; readonly cause?: unknown },
): KataError {
  const rest = brokers.length - 5
  const shown = `${brokers.slice(0, 5).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
  return new KataError('KAFKA_UNREACHABLE', {
    couldNot: `Kafka could not be asked to ${what}.`,
    found: `Brokers tried: ${shown}.\nThe client says: ${reason}`,
    todo: 'Check that Kafka runs, and that the brokers of this environment are right (kata.config.yaml).',
    facts: { brokers, reason },
    cause,
  })
}
