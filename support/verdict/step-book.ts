// Where each step of a run stands and what defines it, gathered from the envelopes that come before the first scenario.
import type { Envelope, GherkinDocument, Pickle, Step, TestCase } from '@cucumber/messages'
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

/** Steps by their id in the test case. */
export class StepBook {
  readonly #lines = new Map<string, number>()
  readonly #pickles = new Map<string, Pickle>()
  readonly #definitions = new Map<string, { readonly expression: string; readonly place: string }>()
  readonly #steps = new Map<string, () => KnownStep>()

  record({ gherkinDocument, pickle, stepDefinition, testCase }: Envelope): void {
    if (gherkinDocument !== undefined) this.#addLines(gherkinDocument)
    if (pickle !== undefined) this.#pickles.set(pickle.id, pickle)
    if (stepDefinition !== undefined) {
      const { uri = '', location } = stepDefinition.sourceReference
      const place = `${uri}:${location?.line ?? 1}`
      this.#definitions.set(stepDefinition.id, { expression: stepDefinition.pattern.source, place })
    }
    if (testCase !== undefined) this.#addCase(testCase)
  }

  /** Nothing where no test case has such a step. */
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

  #addCase({ pickleId, testSteps }: TestCase): void {
    const pickle = this.#pickles.get(pickleId)
    if (pickle === undefined) return
    for (const { id, pickleStepId, stepDefinitionIds = [] } of testSteps) {
      const step = pickle.steps.find((candidate) => candidate.id === pickleStepId)
      const line = this.#lines.get(step?.astNodeIds[0] ?? '') ?? pickle.location?.line ?? 1
      const place = `${pickle.uri}:${line}`
      this.#steps.set(id, () => this.#describe({ text: step?.text ?? '', place }, stepDefinitionIds))
    }
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
