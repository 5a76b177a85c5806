// The one masked stream of a run: envelopes in, entries for the writers out. Every envelope is masked here and nowhere
// later, every failed step gets its class here, and what the run never said at its end is added here.
import { type Envelope, type TestStepFinished, TimeConversion, type Timestamp } from '@cucumber/messages'
import type { Mask } from '../shared/index.js'
import { type RunHookFailure, RunHooks, StepBook } from '../verdict/index.js'
import { AttemptBook } from './attempt-book.js'
import { type Closing, closeCase } from './closing.js'
import type { Entry } from './entry.js'
import { classifyResult, explainResult } from './explained-result.js'
import { maskEnvelope } from './masked-envelope.js'

export interface RunStreamOptions {
  readonly mask: Mask
  /** Milliseconds since 1970, for what the run itself did not stamp. */
  readonly now: () => number
}

export class RunStream {
  readonly #mask: Mask
  readonly #now: () => number
  readonly #steps = new StepBook()
  readonly #book = new AttemptBook(this.#steps)
  readonly #runHooks = new RunHooks()
  #failedHook: RunHookFailure | undefined
  #isStarted = false
  #isFinished = false

  constructor(options: RunStreamOptions) {
    this.#mask = options.mask
    this.#now = options.now
  }

  /** What the writers get for one envelope: nothing after the end of the run, more than one at it. */
  push(envelope: Envelope): readonly Entry[] {
    if (this.#isFinished) return []
    const { testRunFinished } = envelope
    if (testRunFinished === undefined) return [this.#take(maskEnvelope(envelope, this.#mask))]
    const open = this.#closeOpen('lost', testRunFinished.timestamp)
    const success = testRunFinished.success && open.length === 0
    this.#isFinished = true
    return [...open, { envelope: { testRunFinished: { ...testRunFinished, success } } }]
  }

  /** What the writers get where the run stopped before it said so; nothing where it has. */
  close(reason: Closing['reason']): readonly Entry[] {
    if (this.#isFinished) return []
    const timestamp = TimeConversion.millisecondsSinceEpochToTimestamp(this.#now())
    const start: readonly Entry[] = this.#isStarted ? [] : [{ envelope: { testRunStarted: { timestamp } } }]
    const open = this.#closeOpen(reason, timestamp)
    this.#isFinished = true
    return [...start, ...open, { envelope: { testRunFinished: { timestamp, success: false } } }]
  }

  #closeOpen(reason: Closing['reason'], timestamp: Timestamp): readonly Entry[] {
    const failedHook = this.#failedHook
    const closing = { reason, timestamp, ...(failedHook === undefined ? {} : { failedHook }) }
    return this.#book
      .unfinished()
      .flatMap((selected) => closeCase(selected, closing))
      .map((envelope) => this.#take(envelope))
  }

  #take(envelope: Envelope): Entry {
    const book = this.#book
    this.#steps.record(envelope)
    this.#failedHook ??= this.#runHooks.record(envelope)
    if (envelope.testRunStarted !== undefined) this.#isStarted = true
    if (envelope.pickle !== undefined) book.addPickle(envelope.pickle)
    if (envelope.testCase !== undefined) book.select(envelope.testCase)
    if (envelope.testCaseStarted !== undefined) book.begin(envelope.testCaseStarted)
    if (envelope.testStepStarted !== undefined) book.beginStep(envelope.testStepStarted)
    if (envelope.attachment !== undefined) book.attach(envelope.attachment)
    if (envelope.testStepFinished !== undefined) {
      return { envelope: { testStepFinished: this.#explain(envelope.testStepFinished) } }
    }
    if (envelope.testCaseFinished === undefined) return { envelope }
    const attempt = book.end(envelope.testCaseFinished)
    return attempt === undefined ? { envelope } : { envelope, attempt }
  }

  #explain(finished: TestStepFinished): TestStepFinished {
    const { verdict, isAttached, skipReason } = this.#book.endStep(finished)
    const { testStepResult } = finished
    if (skipReason !== undefined) return { ...finished, testStepResult: { ...testStepResult, message: skipReason } }
    if (verdict === undefined) return finished
    const isThrown = isAttached !== true && testStepResult.exception !== undefined
    const result = isThrown ? classifyResult(testStepResult) : explainResult(testStepResult, verdict)
    const trace = result.exception?.stackTrace ?? result.message
    if (trace !== undefined) this.#book.keepTrace(finished.testCaseStartedId, trace)
    return { ...finished, testStepResult: result }
  }
}
