// One scenario while its envelopes come in, and the record that follows from it.
import { type ErrorCode, KataError } from '../shared/index.js'
import type { ScenarioRecord } from './scenario-record.js'
import type { Skip, Verdict } from './verdict.js'

export interface Scenario {
  readonly testCaseId: string
  readonly uri: string
  readonly line: number
  readonly name: string
  /** Text of each step by its id in the test case. */
  readonly stepTexts: ReadonlyMap<string, string>
  attempt: Attempt | undefined
}

export interface Attempt {
  /** Empty where the scenario has never begun. */
  readonly id: string
  readonly number: number
  readonly undefinedSteps: string[]
  readonly ambiguousSteps: string[]
  readonly pendingSteps: string[]
  verdict?: Verdict
  skip?: Skip
  /** Message of the first failed step or hook. */
  failure?: string
  isSkipped: boolean
  end?: 'finished' | 'lost' | 'interrupted'
}

export function newAttempt(id: string, number: number): Attempt {
  return { id, number, undefinedSteps: [], ambiguousSteps: [], pendingSteps: [], isSkipped: false }
}

/** What is known of a scenario now. */
export function recordOf(scenario: Scenario): ScenarioRecord {
  const { testCaseId, uri, line, name, attempt } = scenario
  const outcome = outcomeOf(attempt)
  const verdict = outcome === 'failed' && attempt !== undefined ? verdictOf(attempt, scenario) : undefined
  return {
    testCaseId,
    ...(attempt === undefined || attempt.id === '' ? {} : { testCaseStartedId: attempt.id }),
    attempt: attempt?.number ?? 0,
    uri,
    line,
    name,
    outcome,
    ...(verdict === undefined ? {} : { verdict }),
    ...(outcome === 'skipped' && attempt?.skip !== undefined ? { skip: attempt.skip } : {}),
    undefinedSteps: attempt?.undefinedSteps ?? [],
    ambiguousSteps: attempt?.ambiguousSteps ?? [],
    pendingSteps: attempt?.pendingSteps ?? [],
  }
}

/** The verdict on a scenario whose worker ended before it did. */
export function lostVerdict(place: { readonly uri: string; readonly line: number }): Verdict {
  return plainVerdict('WORKER_LOST', {
    couldNot: 'The scenario did not end.',
    found: `The worker process that ran it ended first: ${place.uri}:${place.line}`,
    todo: 'Look for a crash above, for memory that ran out, or for a process.exit() in a step.',
  })
}

function outcomeOf(attempt: Attempt | undefined): ScenarioRecord['outcome'] {
  if (attempt?.end === undefined) return 'unfinished'
  if (attempt.end === 'lost') return 'failed'
  if (attempt.failure !== undefined || countUnmatched(attempt) > 0) return 'failed'
  return attempt.end === 'interrupted' || attempt.isSkipped ? 'skipped' : 'passed'
}

function verdictOf(attempt: Attempt, scenario: Scenario): Verdict {
  if (attempt.verdict !== undefined) return attempt.verdict
  const place = `${scenario.uri}:${scenario.line}`
  if (attempt.failure !== undefined) return unexplainedVerdict(attempt.failure, place)
  return unmatchedVerdict(attempt, place) ?? lostVerdict(scenario)
}

/** The verdict on a failure that brought none: the framework did not expect it. */
export function unexplainedVerdict(message: string, place: string): Verdict {
  return plainVerdict('UNEXPECTED', {
    couldNot: 'A step or hook failed with an error that nothing explains.',
    found: `${message}\n${place}`,
    todo: 'Look at the stack trace in the report.',
  })
}

/** The verdict on steps that cannot run; nothing where all can. */
export function unmatchedVerdict(
  steps: Pick<Attempt, 'undefinedSteps' | 'ambiguousSteps' | 'pendingSteps'>,
  place: string,
): Verdict | undefined {
  const [undefinedStep] = steps.undefinedSteps
  const [ambiguousStep] = steps.ambiguousSteps
  const [pendingStep] = steps.pendingSteps
  if (undefinedStep !== undefined) {
    return plainVerdict('STEP_UNDEFINED', {
      couldNot: `No step is defined for "${undefinedStep}".`,
      found: place,
      todo: 'Look up the sentence in docs/steps.md.',
    })
  }
  if (ambiguousStep !== undefined) {
    return plainVerdict('STEP_AMBIGUOUS', {
      couldNot: `More than one step is defined for "${ambiguousStep}".`,
      found: place,
      todo: 'Remove or reword all definitions but one.',
    })
  }
  if (pendingStep === undefined) return undefined
  return plainVerdict('STEP_PENDING', {
    couldNot: `The step "${pendingStep}" is not written yet.`,
    found: place,
    todo: 'Write its definition, or remove the step.',
  })
}

function countUnmatched(attempt: Attempt): number {
  return attempt.undefinedSteps.length + attempt.ambiguousSteps.length + attempt.pendingSteps.length
}

function plainVerdict(
  code: ErrorCode,
  parts: { readonly couldNot: string; readonly found: string; readonly todo: string },
): Verdict {
  const error = new KataError(code, parts)
  return { class: error.class, code, text: error.message, facts: {} }
}
