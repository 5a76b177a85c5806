// What the stream has to remember of the scenarios that are under way: where each stands, and what it said of itself.
import type {
  Attachment,
  Pickle,
  TestCase,
  TestCaseFinished,
  TestCaseStarted,
  TestStepFinished,
  TestStepStarted,
  Timestamp,
} from '@cucumber/messages'
import {
  readSkip,
  readVerdict,
  type StepBook,
  saysNothingJudged,
  type Verdict,
  verdictOnStep,
} from '../verdict/index.js'
import type { AttemptView } from './entry.js'

/** A selected scenario, and its attempt that runs now. */
export interface SelectedCase {
  readonly testCase: TestCase
  readonly pickle: Pick<Pickle, 'uri' | 'name'> & {
    readonly line: number
  }
  readonly nextAttempt: number
  readonly open?: OpenAttempt
}

/** One attempt from its start to its end. */
export interface OpenAttempt {
  readonly started: TestCaseStarted
  /** Ids of the steps that have started, and of those that have finished. */
  readonly startedSteps: Set<string>
  readonly finishedSteps: Set<string>
  /** Verdicts and reasons for skipping by the step that attached them. */
  readonly verdicts: Map<string, Verdict>
  readonly skipReasons: Map<string, string>
  /** On the first step or hook that did not pass, and what was thrown there. */
  verdict?: Verdict
  trace?: string
  skipReason?: string
  isSkipped: boolean
  judgedNothing?: boolean
}

/** What is to be said of a step that did not pass. */
export interface StepEnd {
  readonly verdict?: Verdict
  /** True where the scenario brought the verdict itself. */
  readonly isAttached?: boolean
  readonly skipReason?: string
}

type MutableCase = { -readonly [Key in keyof SelectedCase]: SelectedCase[Key] }

export class AttemptBook {
  readonly #steps: StepBook
  readonly #pickles = new Map<string, SelectedCase['pickle']>()
  readonly #cases = new Map<string, MutableCase>()
  readonly #open = new Map<string, MutableCase>()

  /** @param steps hears of every envelope before this book does */
  constructor(steps: StepBook) {
    this.#steps = steps
  }

  addPickle(pickle: Pickle): void {
    const line = pickle.location?.line ?? 1
    this.#pickles.set(pickle.id, { uri: pickle.uri, name: pickle.name, line })
  }

  select(testCase: TestCase): void {
    const pickle = this.#pickles.get(testCase.pickleId)
    if (pickle !== undefined) this.#cases.set(testCase.id, { testCase, pickle, nextAttempt: 0 })
  }

  begin(started: TestCaseStarted): void {
    const selected = this.#cases.get(started.testCaseId)
    if (selected === undefined) return
    selected.nextAttempt = started.attempt + 1
    selected.open = {
      started,
      startedSteps: new Set(),
      finishedSteps: new Set(),
      verdicts: new Map(),
      skipReasons: new Map(),
      isSkipped: false,
    }
    this.#open.set(started.id, selected)
  }

  beginStep({ testCaseStartedId, testStepId }: TestStepStarted): void {
    this.#open.get(testCaseStartedId)?.open?.startedSteps.add(testStepId)
  }

  attach(attachment: Attachment): void {
    const selected = this.#open.get(attachment.testCaseStartedId ?? '')
    const open = selected?.open
    if (open === undefined) return
    if (saysNothingJudged(attachment)) open.judgedNothing = true
    const stepId = attachment.testStepId ?? ''
    const verdict = readVerdict(attachment)
    const skip = readSkip(attachment)
    if (verdict !== undefined && !open.verdicts.has(stepId)) open.verdicts.set(stepId, verdict)
    if (skip !== undefined) open.skipReasons.set(stepId, skip.reason)
  }

  /** Notes how a step ended; answers its verdict where it failed, or the reason where it was skipped with one. */
  endStep(finished: TestStepFinished): StepEnd {
    const selected = this.#open.get(finished.testCaseStartedId)
    const open = selected?.open
    if (selected === undefined || open === undefined) return {}
    open.finishedSteps.add(finished.testStepId)
    if (String(finished.testStepResult.status) === 'SKIPPED') return skipStep(open, finished)
    const attached = open.verdicts.get(finished.testStepId)
    const verdict = this.#verdictOn(finished, attached)
    if (verdict === undefined) return {}
    open.verdict ??= verdict
    return { verdict, isAttached: attached !== undefined }
  }

  /** Keeps the trace of the first failure of an attempt. */
  keepTrace(testCaseStartedId: string, trace: string): void {
    const open = this.#open.get(testCaseStartedId)?.open
    if (open !== undefined) open.trace ??= trace
  }

  /** Ends an attempt; nothing where it is unknown. */
  end({ testCaseStartedId, timestamp, willBeRetried }: TestCaseFinished): AttemptView | undefined {
    const selected = this.#open.get(testCaseStartedId)
    const open = selected?.open
    this.#open.delete(testCaseStartedId)
    if (selected === undefined || open === undefined) return undefined
    delete selected.open
    if (!willBeRetried) this.#cases.delete(selected.testCase.id)
    const { verdict, trace, skipReason, started } = open
    return {
      uri: selected.pickle.uri,
      line: selected.pickle.line,
      name: selected.pickle.name,
      number: started.attempt,
      willBeRetried,
      outcome: verdict === undefined ? outcomeOf(open) : 'failed',
      ...(verdict === undefined ? {} : { verdict }),
      ...(trace === undefined ? {} : { trace }),
      ...(verdict !== undefined || skipReason === undefined ? {} : { skipReason }),
      durationMs: millisecondsBetween(started.timestamp, timestamp),
    }
  }

  /** Selected scenarios whose last attempt has not ended, in the order of selection. */
  unfinished(): readonly SelectedCase[] {
    return [...this.#cases.values()]
  }

  #verdictOn({ testStepId, testStepResult }: TestStepFinished, attached: Verdict | undefined): Verdict | undefined {
    const message = testStepResult.exception?.message ?? testStepResult.message
    return verdictOnStep({
      status: String(testStepResult.status),
      step: this.#steps.find(testStepId),
      ...(message === undefined ? {} : { message }),
      ...(attached === undefined ? {} : { attached }),
    })
  }
}

function outcomeOf({ isSkipped, judgedNothing }: OpenAttempt): AttemptView['outcome'] {
  if (isSkipped) return 'skipped'
  return judgedNothing === true ? 'unjudged' : 'passed'
}

function skipStep(open: OpenAttempt, { testStepId, testStepResult }: TestStepFinished): StepEnd {
  open.isSkipped = true
  const skipReason = open.skipReasons.get(testStepId) ?? testStepResult.message
  if (skipReason === undefined) return {}
  open.skipReason ??= skipReason
  return { skipReason }
}

function millisecondsBetween(from: Timestamp, to: Timestamp): number {
  return (to.seconds - from.seconds) * 1000 + (to.nanos - from.nanos) / 1e6
}
