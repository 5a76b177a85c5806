// One scenario while its envelopes come in, and the record that follows from it.
import type { ScenarioRecord } from './scenario-record.js'
import { lostVerdict } from './step-verdict.js'
import type { Skip, Verdict } from './verdict.js'

export interface Scenario {
  readonly testCaseId: string
  readonly uri: string
  readonly line: number
  readonly name: string
  attempt: Attempt | undefined
}

export interface Attempt {
  /** Empty where the scenario has never begun. */
  readonly id: string
  readonly number: number
  /** What the scenario attached, by the step that did. */
  readonly attached: Map<string, Verdict>
  readonly undefinedSteps: string[]
  readonly ambiguousSteps: string[]
  readonly pendingSteps: string[]
  /** On the first step or hook that did not pass. */
  verdict?: Verdict
  skip?: Skip
  isSkipped: boolean
  /** True where the scenario said that none of its steps has judged anything. */
  judgedNothing?: boolean
  end?: 'finished' | 'lost' | 'interrupted'
}

export function newAttempt(id: string, number: number): Attempt {
  return {
    id,
    number,
    attached: new Map(),
    undefinedSteps: [],
    ambiguousSteps: [],
    pendingSteps: [],
    isSkipped: false,
  }
}

/** What is known of a scenario now. */
export function recordOf(scenario: Scenario): ScenarioRecord {
  const { testCaseId, uri, line, name, attempt } = scenario
  const outcome = outcomeOf(attempt)
  const verdict = outcome === 'failed' ? (attempt?.verdict ?? lostVerdict(scenario)) : undefined
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

function outcomeOf(attempt: Attempt | undefined): ScenarioRecord['outcome'] {
  if (attempt?.end === undefined) return 'unfinished'
  if (attempt.verdict !== undefined || attempt.end === 'lost') return 'failed'
  if (attempt.end === 'interrupted' || attempt.isSkipped) return 'skipped'
  return attempt.judgedNothing === true ? 'unjudged' : 'passed'
}
