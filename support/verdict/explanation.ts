import type { Message } from '../kafka/index.js'
import type { Mismatch, PathRow } from '../match/index.js'
import type { VerdictClass } from './verdict.js'

/** What a verdict says, before anybody throws it. */
export interface Explanation {
  readonly class: VerdictClass
  /** A code of docs/errors.md for TEST and INFRASTRUCTURE; the class itself where the service is wrong. */
  readonly code: string
  /** Three parts, many lines of at most 100 columns; masked. */
  readonly text: string
  readonly facts: Readonly<Record<string, unknown>>
}

/** What a step waits for, in words and as a judgement. */
export interface Expectation {
  /** What follows the word "message": ` for mobile number 98…`, ` where value.a is 1`, or nothing. */
  readonly suffix: string
  /** Where it comes from a table: its rows. */
  readonly rows?: readonly PathRow[]
  /** Every way in which a message is not the one; empty where it is. */
  judge(message: Message): readonly Mismatch[]
}

/** The call or the publish that should have caused the message. */
export interface Trigger {
  /** Such as `POST /user-otp/v1/_send`. */
  readonly name: string
  /** When it went out, in milliseconds since 1970, UTC. */
  readonly at: number
}
