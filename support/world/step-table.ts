// Our own list of step definitions. cucumber keeps one too, but gives no way to read it inside a step, to run a step of
// it, or to know which lines documented it.

import { Given as cucumberGiven, type IWorld } from '@cucumber/cucumber'
import { callersPlace, callFrom, type Place } from './place.js'

/**
 * What runs a step: `this` is the world, the arguments are those of the expression, then a table or a doc string. They are
 * `never`, since cucumber hands over whatever the parameter types make.
 */
export type StepFunction<W> = (this: W, ...parameters: never[]) => unknown

/** One definition, as it was written. */
export interface StepDefinition {
  readonly keyword: 'Given' | 'When' | 'Then'
  readonly expression: string
  readonly place: Place
}

/** Runs a step with everything that surrounds it: limits, explanations, masking. */
export type StepRunner<W> = (world: W, definition: StepDefinition, work: () => unknown) => Promise<unknown>

/** The definitions of one worker, in the order in which they were made. */
export class StepTable<W extends IWorld> {
  readonly #definitions: StepDefinition[] = []
  readonly #run: StepRunner<W>

  constructor(run: StepRunner<W>) {
    this.#run = run
  }

  get definitions(): readonly StepDefinition[] {
    return this.#definitions
  }

  /** Defines a step here and in cucumber, in whose reports it stands at the place of the caller's caller. */
  define(keyword: StepDefinition['keyword'], expression: string, step: StepFunction<W>): void {
    const definition: StepDefinition = { keyword, expression, place: callersPlace(1) }
    this.#definitions.push(definition)
    const run = this.#run
    const wrapped = function (this: W, ...parameters: never[]): Promise<unknown> {
      return run(this, definition, () => step.apply(this, parameters))
    }
    Object.defineProperty(wrapped, 'length', { value: step.length })
    callFrom(definition.place, cucumberGiven as (pattern: string, code: typeof wrapped) => void, expression, wrapped)
  }
}
