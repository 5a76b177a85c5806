import { setTimeout as pause } from 'node:timers/promises'
import type { Behind, GroupProgress } from '../kafka/index.js'
import { Deadline } from '../shared/index.js'

/** What a service's consumer group reads, and what it had not done yet. */
export interface GroupState {
  readonly groupId: string
  /** Empty where it has no member. */
  readonly topics: readonly string[]
  readonly behind: readonly Behind[]
}

/** Kafka tells nobody that a group has committed, so it is asked again after so many milliseconds. */
const pollMs = 50

/**
 * Waits until a group has committed everything that is on its topics now. What a service commits it has done, so what it
 * has not caused by then it will not cause.
 *
 * @param timeoutMs 0 looks once
 */
export async function waitForGroup(groups: GroupProgress, groupId: string, timeoutMs: number): Promise<GroupState> {
  const deadline = new Deadline(timeoutMs)
  const topics = await until(deadline, () => groups.topicsOf(groupId), isFilled)
  if (topics.length === 0) return { groupId, topics, behind: [] }
  const ends = await groups.ends(topics)
  const behind = await until(deadline, () => groups.behind(groupId, ends), isEmpty)
  return { groupId, topics, behind }
}

/** Whether everything is done. */
export function isDone({ topics, behind }: GroupState): boolean {
  return topics.length > 0 && behind.length === 0
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
