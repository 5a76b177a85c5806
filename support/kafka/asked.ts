// What a subscription works with, and what a step asks of it.

import type { Clock } from '../shared/index.js'
import type { KafkaClient } from './client.js'
import type { Message } from './message.js'
import type { Readers } from './reader-lease.js'

/** A predicate over messages, asked once about each; what it throws ends the waiting. */
export type Where = (message: Message) => boolean

/** What a subscription works with, and how long it waits beyond a step's own time. */
export interface SubscriptionOptions {
  readonly client: Pick<
    KafkaClient,
    'brokers' | 'consumers' | 'lastErrorWithin' | 'topicEnds' | 'topicFence' | 'topicId'
  >
  /** Where its reader comes from. @default a reader of its own, in a group of its own */
  readonly readers?: Readers
  /** Extra time, after a deadline, to read up to the ends of the log. @default 10000 */
  readonly drainMs?: number
  /** Time after a missed deadline in which a message is still waited for, to tell LATE from MISSING. @default 3000 */
  readonly lateMs?: number
  /** Called with every message before any step sees it; it must not throw. */
  readonly onMessage?: (message: Message) => void
  readonly clock?: Clock
}

/** How many messages of what kind a step wants, and for how long it waits. */
export interface TakeOptions {
  readonly count: number
  readonly where: Where
  /** How long to wait for the last of them, in milliseconds. */
  readonly timeoutMs: number
  /** `exactly`: one more is a surplus. `whole`: wait the whole time for that one more, else look once. */
  readonly limit?: 'at least' | 'exactly' | 'exactly, whole time'
}

/** Expensive predicates, such as regular expressions, are asked again on every arrival. */
export function remembering(where: Where): Where {
  const answers = new Map<Message, boolean>()
  return (message) => {
    const known = answers.get(message)
    if (known !== undefined) return known
    const answer = where(message)
    answers.set(message, answer)
    return answer
  }
}
