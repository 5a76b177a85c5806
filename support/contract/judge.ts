// Whether a message keeps its contract.

import type { Channel, MessageContract } from './channel.js'
import type { Violation } from './violation.js'

/** What is judged of a message. */
export interface JudgedMessage {
  readonly key: string | null
  /** A header that came more than once is an array. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  /** The decoded payload; a text where it is not JSON. */
  readonly value: unknown
  readonly timestampType: string
}

/** Every violation: of the key, the headers, the payload and the type of the timestamp, in this order. */
export function judge(message: JudgedMessage, contract: MessageContract): readonly Violation[] {
  return [
    ...(contract.key?.judge(message.key, 'key') ?? []),
    ...(contract.headers?.judge(message.headers, 'headers') ?? []),
    ...(contract.payload?.judge(message.value, 'value') ?? []),
    ...judgeTimestamp(message, contract),
  ]
}

/** The contract that a message was judged by, and what it violates. */
export interface Judgement {
  readonly contract: MessageContract
  readonly violations: readonly Violation[]
}

/**
 * Judges by the channel's contract that fits best, where it has several; `undefined` where it has none that says
 * anything: by one without a schema every message would be right.
 */
export function judgeOn(channel: Channel, message: JudgedMessage): Judgement | undefined {
  return channel.messages
    .filter(({ payload, headers, key, timestampType }) => [payload, headers, key, timestampType].some(Boolean))
    .map((contract) => ({ contract, violations: judge(message, contract) }))
    .reduce<Judgement | undefined>(
      (best, next) => (best === undefined || next.violations.length < best.violations.length ? next : best),
      undefined,
    )
}

function judgeTimestamp({ timestampType }: JudgedMessage, contract: MessageContract): readonly Violation[] {
  const expected = contract.timestampType
  if (expected === undefined || expected === timestampType) return []
  return [{ path: 'timestampType', rule: 'const', expected, actual: timestampType }]
}
