// What asking an inbox can end in, as plain data. Words and errors are made of it elsewhere.

import type { Message } from './message.js'
import type { Offsets } from './offsets.js'

/** From where to where a subscription has looked. */
export interface Proof {
  readonly topic: string
  readonly topicExists: boolean
  /** Only records at or after it count. */
  readonly fence: Offsets
  /** The next offset of the reader. */
  readonly readTo: Offsets
  /** Messages since the fence, claimed ones included. */
  readonly seen: number
  readonly groupIds: readonly string[]
}

/** The messages were there in time; no later step of the scenario gets them again. */
export interface Claimed {
  readonly kind: 'claimed'
  readonly messages: readonly Message[]
  readonly proof: Proof
}

/** At the deadline there were fewer than wanted, and the reader had read everything there was. */
export interface Missing {
  readonly kind: 'missing'
  readonly wanted: number
  readonly matched: readonly Message[]
  /** What arrived and did not match, unclaimed, in arrival order. */
  readonly others: readonly Message[]
  /** Matching messages that an earlier step of the scenario has claimed. */
  readonly taken: readonly Message[]
  /** Matching messages written just before the fence: stale, or sent before the subscription. */
  readonly before: readonly Message[]
  /** Those that completed the number within the grace time, and how long after the deadline the last one came. */
  readonly late?: { readonly messages: readonly Message[]; readonly byMs: number }
  readonly timeoutMs: number
  readonly proof: Proof
}

/** There were more than wanted. */
export interface Surplus {
  readonly kind: 'surplus'
  readonly wanted: number
  readonly messages: readonly Message[]
  readonly proof: Proof
}

/** Up to the end of the log nothing matches. */
export interface Absent {
  readonly kind: 'absent'
  readonly proof: Proof
}

/** Something matches that should not be there. */
export interface Present {
  readonly kind: 'present'
  readonly messages: readonly Message[]
  readonly proof: Proof
}

/** `topic-deleted`: and perhaps made again. `open-transaction`: it has kept back what lies behind its start. */
export type NotDrainedCause = 'topic-deleted' | 'open-transaction' | 'other'

/** The reader could not see everything within deadline and budget, or there is no such log any more: nothing is proved. */
export interface NotDrained {
  readonly kind: 'not-drained'
  /** What happened, or the last thing that Kafka's client said meanwhile; `nothing` where it said nothing. */
  readonly reason: string
  readonly brokers: readonly string[]
  /** Missing where not even the ends of the log could be read. */
  readonly end?: Offsets
  readonly waitedMs: number
  readonly budgetMs: number
  readonly cause: NotDrainedCause
  readonly proof: Proof
}

/** What asking for messages ends in. */
export type TakeOutcome = Claimed | Missing | Surplus | NotDrained
/** What proving an absence ends in. */
export type NoneOutcome = Absent | Present | NotDrained
