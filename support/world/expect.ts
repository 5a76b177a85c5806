// The one place that turns an explanation into an error.

import { MatchError } from '../match/index.js'
import { type ErrorCode, KataError } from '../shared/index.js'
import type { Explanation } from '../verdict/index.js'

/** Throws what an explanation says; nothing to explain, nothing thrown. */
export function expectNothing(explanation: Explanation | undefined): void {
  if (explanation === undefined) return
  const { class: verdictClass, code, text, facts } = explanation
  if (verdictClass === 'TEST' || verdictClass === 'INFRASTRUCTURE') {
    throw new KataError(code as ErrorCode, { couldNot: text, found: '', todo: '', facts })
  }
  throw new MatchError(verdictClass, text, facts)
}
