import { setTimeout as pause } from 'node:timers/promises'
import type { Behind, GroupProgress, TopicReaders } from '../kafka/index.js'
import { Deadline } from '../shared/index.js'

/** A consumer group of a service. */
export interface ServiceGroup {
  readonly groupId: string
  /** What its service is said to read: what lies there has to be done, whether a member reads it at the moment or not. */
  readonly topics: readonly string[]
}

/** What a service's consumer group reads, and what it had not done yet. */
export interface GroupState {
  readonly groupId: string
  /** What its members read at the moment; empty where it has none. */
  readonly topics: readonly string[]
  readonly behind: readonly Behind[]
}

/** Kafka tells nobody that a group has committed, so it is asked again after so many milliseconds. */
const pollMs = 50

/**
 * Waits until a group has committed everything that is now on the topics of its members and of its service. What a service
 * commits it has done, so what it has not caused by then it will not cause.
 *
 * @param timeoutMs 0 looks once
 */
export async function waitForGroup(
  groups: GroupProgress,
  { groupId, topics: said }: ServiceGroup,
  timeoutMs: number,
): Promise<GroupState> {
  const deadline = new Deadline(timeoutMs)
  const topics = await until(deadline, () => groups.topicsOf(groupId), isFilled)
  if (topics.length === 0) return { groupId, topics, behind: [] }
  const unread = await groups.existing(said.filter((topic) => !topics.includes(topic)))
  const ends = await groups.ends([...topics, ...unread])
  const behind = await until(deadline, () => groups.behind(groupId, ends), isEmpty)
  return { groupId, topics, behind }
}

/** Whether everything is done. */
export function isDone({ topics, behind }: GroupState): boolean {
  return topics.length > 0 && behind.length === 0
}

/** The groups that read a topic, once none is being put together; `unsettled` are those that still are. */
export async function waitForReaders(
  groups: GroupProgress,
  { topic, counts }: { readonly topic: string; readonly counts: (groupId: string) => boolean },
  timeoutMs: number,
): Promise<TopicReaders> {
  const ask = async () => {
    const { readers, unsettled } = await groups.readersOf(topic)
    return { readers: readers.filter(counts), unsettled: unsettled.filter(counts) }
  }
  return await until(new Deadline(timeoutMs), ask, ({ readers, unsettled }) => isFilled(readers) || isEmpty(unsettled))
}

async function until<T>(deadline: Deadline, ask: () => Promise<T>, isGood: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask()
    if (isGood(answer) || deadline.hasPassed()) return answer
    await pause(Math.min(pollMs, deadline.remainingMs()))
  }
}

function isFilled(list: readonly unknown[]): boolean {
  return list.length > 0
}

function isEmpty(list: readonly unknown[]): boolean {
  return list.length === 0
}
