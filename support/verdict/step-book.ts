// Where each step of a run stands and what defines it, gathered from the envelopes that come before the first scenario.
import type {
  Envelope,
  GherkinDocument,
  Pickle,
  Step,
  TestCase,
  TestCaseFinished,
  TestCaseStarted,
} from '@cucumber/messages'
import { nearest } from '../shared/index.js'

/** What is known of one step or hook of a test case. */
export interface KnownStep {
  /** Empty for a hook. */
  readonly text: string
  /** `file:line` of the step; of the scenario for a hook. */
  readonly place: string
  /** Every definition that fits it, as `expression  file:line`. */
  readonly definitions: readonly string[]
  /** Where none fits: the sentences that look most like it. */
  readonly near: readonly string[]
}

/**
 * Steps by their id in the test case, while the test case runs. A run knows all its test cases from the beginning and a
 * long one has a hundred thousand steps, so nothing is worked out before a case starts, and nothing is kept behind its end.
 */
export class StepBook {
  readonly #lines = new Map<string, number>()
  readonly #pickles = new Map<string, Pickle>()
  readonly #definitions = new Map<string, { readonly expression: string; readonly place: string }>()
  readonly #cases = new Map<string, TestCase>()
  /** By the id of the attempt: its test case. */
  readonly #running = new Map<string, TestCase>()
  readonly #steps = new Map<string, () => KnownStep>()

  record(envelope: Envelope): void {
    const { gherkinDocument, pickle, stepDefinition, testCase, testCaseStarted, testCaseFinished } = envelope
    if (gherkinDocument !== undefined) this.#addLines(gherkinDocument)
    if (pickle !== undefined) this.#pickles.set(pickle.id, pickle)
    if (stepDefinition !== undefined) {
      const { uri = '', location } = stepDefinition.sourceReference
      const place = `${uri}:${location?.line ?? 1}`
      this.#definitions.set(stepDefinition.id, { expression: stepDefinition.pattern.source, place })
    }
    if (testCase !== undefined) this.#cases.set(testCase.id, testCase)
    if (testCaseStarted !== undefined) this.#start(testCaseStarted)
    if (testCaseFinished !== undefined) this.#end(testCaseFinished)
  }

  /** Nothing where no test case that runs has such a step. */
  find(testStepId: string): KnownStep | undefined {
    return this.#steps.get(testStepId)?.()
  }

  #addLines({ feature }: GherkinDocument): void {
    const addAll = (steps: readonly Step[] = []) => {
      for (const { id, location } of steps) this.#lines.set(id, location.line)
    }
    for (const child of feature?.children ?? []) {
      for (const { background, scenario } of [child, ...(child.rule?.children ?? [])]) {
        addAll(background?.steps)
        addAll(scenario?.steps)
      }
    }
  }

  #start({ id: attemptId, testCaseId }: TestCaseStarted): void {
    const testCase = this.#cases.get(testCaseId)
    const pickle = this.#pickles.get(testCase?.pickleId ?? '')
    if (testCase === undefined || pickle === undefined) return
    this.#running.set(attemptId, testCase)
    for (const { id, pickleStepId, stepDefinitionIds = [] } of testCase.testSteps) {
      const step = pickle.steps.find((candidate) => candidate.id === pickleStepId)
      const line = this.#lines.get(step?.astNodeIds[0] ?? '') ?? pickle.location?.line ?? 1
      const place = `${pickle.uri}:${line}`
      this.#steps.set(id, () => this.#describe({ text: step?.text ?? '', place }, stepDefinitionIds))
    }
  }

  #end({ testCaseStartedId, willBeRetried }: TestCaseFinished): void {
    const testCase = this.#running.get(testCaseStartedId)
    this.#running.delete(testCaseStartedId)
    if (testCase === undefined) return
    for (const { id } of testCase.testSteps) this.#steps.delete(id)
    if (willBeRetried) return
    this.#cases.delete(testCase.id)
    this.#pickles.delete(testCase.pickleId)
  }

  #describe(step: Pick<KnownStep, 'text' | 'place'>, ids: readonly string[]): KnownStep {
    const fitting = ids.flatMap((id) => this.#definitions.get(id) ?? [])
    const all = [...this.#definitions.values()].map(({ expression }) => expression)
    return {
      ...step,
      definitions: fitting.map(({ expression, place }) => `${expression}   ${place}`),
      near: fitting.length > 0 || step.text === '' ? [] : nearest(all, step.text).slice(0, 3),
    }
  }
}
