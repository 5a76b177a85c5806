import { AssertionError } from 'chai'

/** What can be wrong with a service under test. */
export type MatchVerdict = 'CONTRACT' | 'MISSING' | 'LATE'

/** The service under test is wrong. What is wrong with the test itself, or lies between, is a KataError. */
export class MatchError extends AssertionError<undefined> {
  readonly verdict: MatchVerdict
  /** The same as data, for reports and tests; not masked. */
  readonly facts: Readonly<Record<string, unknown>>

  /** @param text the whole explanation, lines of at most 100 columns */
  constructor(verdict: MatchVerdict, text: string, facts: Readonly<Record<string, unknown>> = {}) {
    super(text)
    this.verdict = verdict
    this.facts = facts
  }
}
