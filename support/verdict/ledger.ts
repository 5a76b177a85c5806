// What a run has shown so far, counted from its envelopes. It prints nothing and judges nothing: the class of a failure
// comes from the verdict that the scenario attached, never from a text.
import type {
  Attachment,
  Envelope,
  TestCase,
  TestCaseFinished,
  TestCaseStarted,
  TestStepFinished,
} from '@cucumber/messages'
import { newAttempt, recordOf, type Scenario } from './attempt.js'
import { type RunHookFailure, RunHooks } from './run-hooks.js'
import { readSkip, readVerdict, type ScenarioRecord, saysNothingJudged } from './scenario-record.js'
import { StepBook } from './step-book.js'
import { lostVerdict, verdictOnStep } from './step-verdict.js'
import type { VerdictClass } from './verdict.js'

/** A feature file that does not parse. */
export interface ParseFailure {
  readonly uri: string
  readonly line: number
  readonly message: string
}

/** The counts of a run. */
export interface LedgerFacts {
  /** Scenarios that the run chose; each is counted once below, whatever its attempts. */
  readonly selected: number
  /** Scenarios that proved something. */
  readonly passed: number
  /** Scenarios in which nothing failed and nothing was judged: they prove nothing, and count nowhere else. */
  readonly unjudged: readonly Pick<ScenarioRecord, 'uri' | 'line' | 'name'>[]
  readonly failed: Readonly<Record<VerdictClass, number>>
  readonly skipped: number
  readonly unfinished: number
  /** How many scenarios were skipped for want of each service. */
  readonly skippedByService: ReadonlyMap<string, number>
  /** Scenarios that needed more than one attempt. */
  readonly retried: number
  /** Steps that are undefined, ambiguous or pending. */
  readonly unmatchedSteps: number
  readonly parseErrors: readonly ParseFailure[]
  readonly failedRunHooks: readonly RunHookFailure[]
}

/** Counts a run from its envelopes, in the order in which they come. */
export interface Ledger {
  record(envelope: Envelope): void
  /** Every selected scenario, in the order of selection. */
  scenarios(): readonly ScenarioRecord[]
  facts(): LedgerFacts
  /**
   * Says that no more envelopes come: scenarios that have not ended become INFRASTRUCTURE, `WORKER_LOST` (TEST,
   * `RUN_HOOK_FAILED`, where a hook of the run failed before they began), or skipped where the run was interrupted.
   * May be called again; the first call counts.
   */
  finish(end?: { readonly interrupted?: boolean }): LedgerFacts
}

/** An empty ledger. */
export function createLedger(): Ledger {
  return new RunLedger()
}

type PickleSummary = Pick<Scenario, 'uri' | 'line' | 'name'>

class RunLedger implements Ledger {
  readonly #pickles = new Map<string, PickleSummary>()
  readonly #scenarios = new Map<string, Scenario>()
  readonly #open = new Map<string, Scenario>()
  readonly #runHooks = new RunHooks()
  readonly #steps = new StepBook()
  readonly #parseErrors: ParseFailure[] = []
  readonly #failedRunHooks: RunHookFailure[] = []

  record(envelope: Envelope): void {
    const { pickle, parseError } = envelope
    this.#steps.record(envelope)
    if (pickle !== undefined) {
      const line = pickle.location?.line ?? 1
      this.#pickles.set(pickle.id, { uri: pickle.uri, name: pickle.name, line })
    }
    if (parseError !== undefined) {
      const { uri = '', location } = parseError.source
      this.#parseErrors.push({ uri, line: location?.line ?? 1, message: parseError.message })
    }
    if (envelope.testCase !== undefined) this.#select(envelope.testCase)
    if (envelope.testCaseStarted !== undefined) this.#begin(envelope.testCaseStarted)
    if (envelope.attachment !== undefined) this.#attach(envelope.attachment)
    if (envelope.testStepFinished !== undefined) this.#judge(envelope.testStepFinished)
    if (envelope.testCaseFinished !== undefined) this.#end(envelope.testCaseFinished)
    const failedHook = this.#runHooks.record(envelope)
    if (failedHook !== undefined) this.#failedRunHooks.push(failedHook)
  }

  scenarios(): readonly ScenarioRecord[] {
    return [...this.#scenarios.values()].map(recordOf)
  }

  facts(): LedgerFacts {
    const records = this.scenarios()
    const count = (outcome: ScenarioRecord['outcome']) => records.filter((record) => record.outcome === outcome).length
    const failedAs = (name: VerdictClass) => records.filter((record) => record.verdict?.class === name).length
    return {
      selected: records.length,
      passed: count('passed'),
      unjudged: records
        .filter(({ outcome }) => outcome === 'unjudged')
        .map(({ uri, line, name }) => ({ uri, line, name })),
      failed: {
        CONTRACT: failedAs('CONTRACT'),
        MISSING: failedAs('MISSING'),
        LATE: failedAs('LATE'),
        INFRASTRUCTURE: failedAs('INFRASTRUCTURE'),
        TEST: failedAs('TEST'),
      },
      skipped: count('skipped'),
      unfinished: count('unfinished'),
      skippedByService: countServices(records),
      retried: records.filter((record) => record.attempt > 0).length,
      unmatchedSteps: records.reduce((sum, record) => sum + countUnmatched(record), 0),
      parseErrors: this.#parseErrors,
      failedRunHooks: this.#failedRunHooks,
    }
  }

  finish({ interrupted = false }: { readonly interrupted?: boolean } = {}): LedgerFacts {
    for (const scenario of this.#scenarios.values()) {
      if (scenario.attempt === undefined) {
        scenario.attempt = newAttempt('', 0)
        if (!interrupted) scenario.attempt.verdict = lostVerdict(scenario, this.#failedRunHooks[0])
      }
      scenario.attempt.end ??= interrupted ? 'interrupted' : 'lost'
    }
    this.#open.clear()
    return this.facts()
  }

  #select(testCase: TestCase): void {
    const pickle = this.#pickles.get(testCase.pickleId)
    if (pickle === undefined) return
    this.#scenarios.set(testCase.id, { testCaseId: testCase.id, ...pickle, attempt: undefined })
  }

  #begin({ id, testCaseId, attempt }: TestCaseStarted): void {
    const scenario = this.#scenarios.get(testCaseId)
    if (scenario === undefined) return
    scenario.attempt = newAttempt(id, attempt)
    this.#open.set(id, scenario)
  }

  #attach(attachment: Attachment): void {
    const scenario = this.#open.get(attachment.testCaseStartedId ?? '')
    const attempt = scenario?.attempt
    if (attempt === undefined) return
    if (saysNothingJudged(attachment)) attempt.judgedNothing = true
    const stepId = attachment.testStepId ?? ''
    const verdict = readVerdict(attachment)
    if (verdict !== undefined && !attempt.attached.has(stepId)) attempt.attached.set(stepId, verdict)
    const skip = attempt.skip ?? readSkip(attachment)
    if (skip !== undefined) attempt.skip = skip
  }

  #judge({ testCaseStartedId, testStepId, testStepResult }: TestStepFinished): void {
    const attempt = this.#open.get(testCaseStartedId)?.attempt
    if (attempt === undefined) return
    const message = testStepResult.exception?.message ?? testStepResult.message
    const status = String(testStepResult.status)
    const step = this.#steps.find(testStepId)
    const text = step?.text ?? ''
    const attached = attempt.attached.get(testStepId)
    const verdict = verdictOnStep({
      status,
      step,
      ...(message === undefined ? {} : { message }),
      ...(attached === undefined ? {} : { attached }),
    })
    if (verdict !== undefined) attempt.verdict ??= verdict
    if (status === 'SKIPPED') attempt.isSkipped = true
    if (status === 'UNDEFINED') attempt.undefinedSteps.push(text)
    if (status === 'AMBIGUOUS') attempt.ambiguousSteps.push(text)
    if (status === 'PENDING') attempt.pendingSteps.push(text)
  }

  #end({ testCaseStartedId, willBeRetried }: TestCaseFinished): void {
    const scenario = this.#open.get(testCaseStartedId)
    this.#open.delete(testCaseStartedId)
    if (scenario?.attempt !== undefined && !willBeRetried) scenario.attempt.end = 'finished'
  }
}

function countUnmatched(record: ScenarioRecord): number {
  return record.undefinedSteps.length + record.ambiguousSteps.length + record.pendingSteps.length
}

function countServices(records: readonly ScenarioRecord[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { skip } of records) {
    if (skip !== undefined) counts.set(skip.service, (counts.get(skip.service) ?? 0) + 1)
  }
  return counts
}
