// The errors of this room as people read them. Why Kafka did not answer is found out in silence.ts.

import { KataError } from '../shared/index.js'

/** Why a call came to nothing, and for whom. */
interface Failure {
  /** `host:port` of each bootstrap broker. */
  readonly brokers: readonly string[]
  readonly reason: string
  readonly todo: string
  readonly facts?: Readonly<Record<string, unknown>>
  readonly cause?: unknown
}

/** KAFKA_UNREACHABLE; `what` completes "asked to …". */
export function unreachable(what: string, { brokers, reason, todo, facts, cause }: Failure): KataError {
  return new KataError('KAFKA_UNREACHABLE', {
    couldNot: `Kafka could not be asked to ${what}.`,
    found: foundOf(brokers, reason),
    todo,
    facts: { brokers, reason, ...facts },
    cause,
  })
}

/** PUBLISH_FAILED. */
export function publishFailed(topic: string, { brokers, reason, todo, facts, cause }: Failure): KataError {
  return new KataError('PUBLISH_FAILED', {
    couldNot: `A record could not be published to "${topic}".`,
    found: foundOf(brokers, reason),
    todo,
    facts: { topic, brokers, reason, ...facts },
    cause,
  })
}

function foundOf(brokers: readonly string[], reason: string): string {
  const rest = brokers.length - 5
  const shown = `${brokers.slice(0, 5).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
  return `Brokers tried: ${shown}.\nThe client says: ${reason}`
}
