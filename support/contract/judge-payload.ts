// Judges a payload alone, without the message around it: a file on disk has no key, no headers and no timestamp.

import type { Channel } from './channel.js'
import type { Schema } from './schema.js'
import type { Violation } from './violation.js'

/** What a payload violates, by the schema that fits it best. */
export interface PayloadJudgement {
  readonly schema: Schema
  readonly violations: readonly Violation[]
}

/** Judges by each payload schema of the channel; `undefined` where it has none. */
export function judgePayload(channel: Pick<Channel, 'messages'>, value: unknown): PayloadJudgement | undefined {
  return channel.messages
    .flatMap(({ payload }) => (payload === undefined ? [] : [payload]))
    .map((schema) => ({ schema, violations: schema.judge(value, 'value') }))
    .reduce<PayloadJudgement | undefined>(
      (best, next) => (best === undefined || next.violations.length < best.violations.length ? next : best),
      undefined,
    )
}
