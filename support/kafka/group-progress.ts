// How far a consumer group of a service is: what its members read, and what they have not committed yet. What a group has
// committed it has done, for every consumer that commits behind its work.

import kafkajs, { type Admin } from 'kafkajs'
import type { Offsets } from './offsets.js'
import { errorType } from './protocol-error.js'

/** One partition that a group has not read to the end. */
export interface Behind {
  readonly topic: string
  readonly partition: number
  /** Missing where the group has committed nothing there. */
  readonly committed?: number
  /** The end of the log when the question was asked. */
  readonly end: number
}

/** Who reads a topic. */
export interface TopicReaders {
  /** Groups with a member that is assigned a partition of it. */
  readonly readers: readonly string[]
  /** Groups of which Kafka does not say at the moment what their members read. */
  readonly unsettled: readonly string[]
}

/** End of each partition that held records, by topic. */
export type LogEnds = ReadonlyMap<string, ReadonlyMap<number, number>>

/** As many groups as one request asks about. */
const chunk = 50

/** Asks Kafka within the client's time limit; a failure is explained with what could not be asked, and the right for it. */
export type Ask = <T>(what: string, work: (admin: Admin) => Promise<T>, right: string) => Promise<T>

/** Looks at consumer groups that are not the tests' own. KataError KAFKA_UNREACHABLE. */
export class GroupProgress {
  readonly #ask: Ask
  readonly #endsOf: (topic: string) => Promise<Offsets>

  /** @param endsOf ends of one topic, empty where there is no such topic, whatever became of others */
  constructor(ask: Ask, endsOf: (topic: string) => Promise<Offsets>) {
    this.#ask = ask
    this.#endsOf = endsOf
  }

  /** Topics that the members of a group read; empty where it has none, or is being put together. */
  topicsOf(groupId: string): Promise<readonly string[]> {
    const work = (admin: Admin) => readAssignedTopics(admin, groupId)
    return this.#ask(`tell what the group ${groupId} reads`, work, `DESCRIBE on the group "${groupId}"`)
  }

  /**
   * The groups whose members read a topic, by name; those of the tests among them. Groups that this user may not DESCRIBE
   * are not among them: Kafka does not list them.
   */
  readersOf(topic: string): Promise<TopicReaders> {
    return this.#ask(`tell who reads "${topic}"`, (admin) => readReaders(admin, topic), 'DESCRIBE on every group')
  }

  /** Those of the topics that there are. To ask for the ends of others would cost retries. */
  async existing(topics: readonly string[]): Promise<readonly string[]> {
    if (topics.length === 0) return []
    const all = await this.#ask('list the topics', (admin) => admin.listTopics(), 'DESCRIBE on the topics')
    return topics.filter((topic) => all.includes(topic))
  }

  /** The ends of topics, as `behind` wants them; a topic that is missing has no partitions. */
  async ends(topics: readonly string[]): Promise<LogEnds> {
    // One after the other: asked at once, kafkajs looks for a topic in the metadata that it has fetched for another.
    const ends = new Map<string, ReadonlyMap<number, number>>()
    for (const topic of topics) ends.set(topic, await this.#endsWithRecords(topic))
    return ends
  }

  /** kafkajs' admin knows no topic any more once one that it was asked about is gone: then only the ends are known. */
  async #endsWithRecords(topic: string): Promise<ReadonlyMap<number, number>> {
    const read = (admin: Admin) => readEndsOf(admin, topic)
    const ends = await this.#ask(`read the ends of ${topic}`, read, `DESCRIBE on the topic "${topic}"`)
    if (ends !== undefined) return ends
    return new Map([...(await this.#endsOf(topic))].filter(([, end]) => end > 0))
  }

  /** The partitions in which a group has not committed up to these ends. */
  behind(groupId: string, ends: LogEnds): Promise<readonly Behind[]> {
    const work = (admin: Admin) => readBehind(admin, groupId, ends)
    return this.#ask(`tell how far the group ${groupId} is`, work, `DESCRIBE on the group "${groupId}"`)
  }
}

/** In these Kafka shows no assignments although a group may have members; a `Dead` one it lists and does not know. */
const unsettledStates: readonly string[] = ['PreparingRebalance', 'CompletingRebalance', 'Dead', 'Unknown']

async function readReaders(admin: Admin, topic: string): Promise<TopicReaders> {
  const { groups } = await admin.listGroups()
  const ids = groups.map(({ groupId }) => groupId).sort()
  const readers: string[] = []
  const unsettled: string[] = []
  for (let first = 0; first < ids.length; first += chunk) {
    const part = await admin.describeGroups(ids.slice(first, first + chunk))
    for (const { groupId, members, state } of part.groups) {
      if (unsettledStates.includes(state)) unsettled.push(groupId)
      else if (members.some(({ memberAssignment }) => assignedTopics(memberAssignment).includes(topic)))
        readers.push(groupId)
    }
  }
  return { readers, unsettled }
}

async function readAssignedTopics(admin: Admin, groupId: string): Promise<readonly string[]> {
  const { groups } = await admin.describeGroups([groupId])
  const members = groups.flatMap(({ state, members: all }) => (state === 'Stable' ? all : []))
  return [...new Set(members.flatMap(({ memberAssignment }) => assignedTopics(memberAssignment)))].sort()
}

async function readBehind(admin: Admin, groupId: string, ends: LogEnds): Promise<readonly Behind[]> {
  // A topic without partitions cannot be asked about.
  const topics = [...ends].flatMap(([topic, partitions]) => (partitions.size > 0 ? [topic] : []))
  if (topics.length === 0) return []
  const committed = await admin.fetchOffsets({ groupId, topics })
  const positions = new Map(
    committed.flatMap(({ topic, partitions }) =>
      partitions.map(({ partition, offset }) => [`${topic}/${partition}`, Number(offset)] as const),
    ),
  )
  return [...ends].flatMap(([topic, partitions]) =>
    [...partitions].flatMap(([partition, end]) => {
      const position = positions.get(`${topic}/${partition}`) ?? -1
      if (position >= end) return []
      return [{ topic, partition, end, ...(position < 0 ? {} : { committed: position }) }]
    }),
  )
}

/** `undefined` where Kafka is said to have no such topic. */
async function readEndsOf(admin: Admin, topic: string): Promise<ReadonlyMap<number, number> | undefined> {
  try {
    const offsets = await admin.fetchTopicOffsets(topic)
    const withRecords = offsets.filter(({ low, high }) => Number(high) > Number(low))
    return new Map(withRecords.map(({ partition, high }) => [partition, Number(high)]))
  } catch (error) {
    if (errorType(error) === 'UNKNOWN_TOPIC_OR_PARTITION') return undefined
    throw error
  }
}

function assignedTopics(memberAssignment: Buffer): readonly string[] {
  if (memberAssignment.length === 0) return []
  const decoded = kafkajs.AssignerProtocol.MemberAssignment.decode(memberAssignment)
  return Object.entries(decoded?.assignment ?? {}).flatMap(([topic, partitions]) =>
    partitions.length > 0 ? [topic] : [],
  )
}
