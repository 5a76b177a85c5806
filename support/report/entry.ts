// What travels from the masked stream to every writer.
import type { Envelope } from '@cucumber/messages'
import type { Verdict } from '../verdict/index.js'

/** One masked envelope; the end of an attempt says how it went as well. */
export interface Entry {
  readonly envelope: Envelope
  /** Present on `testCaseFinished` only. */
  readonly attempt?: AttemptView
}

/** How one attempt at a scenario went. */
export interface AttemptView {
  readonly uri: string
  readonly line: number
  readonly name: string
  /** 0 for the first. */
  readonly number: number
  readonly willBeRetried: boolean
  /** `unjudged`: nothing failed, and nothing was judged. */
  readonly outcome: 'passed' | 'failed' | 'skipped' | 'unjudged'
  /** Present where it failed. */
  readonly verdict?: Verdict
  /** Class, text and stack of the failure. */
  readonly trace?: string
  /** Present where it was skipped and somebody said why. */
  readonly skipReason?: string
  readonly durationMs: number
}

/** What reports that know only passed, failed and skipped say of a scenario that is skipped there: it proves nothing. */
export const judgedNothing = 'No step of the scenario judges anything: it proves nothing. Add a Then.'

/** One kind of report. A writer throws where it cannot go on, and takes nothing more then. */
export interface Writer {
  write(entry: Entry): void
  /** Completes the report; settles when every byte is in its file. */
  end(): Promise<void>
}
