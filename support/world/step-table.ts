// Our own list of step definitions. cucumber keeps one too, but gives no way to read it inside a step, to run a step of
// it, or to know which lines documented it.

import { Given as cucumberGiven, type IWorld } from '@cucumber/cucumber'
import { KataError } from '../shared/index.js'
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

  /**
   * Defines a step here and in cucumber, in whose reports it stands at the place of the caller's caller.
   *
   * A sentence that ends with a colon takes a table or a doc string, and no other does. cucumber counts parameters, and
   * would hand its callback to a step whose table is missing; so both of its ways to call a step are served here.
   */
  define(keyword: StepDefinition['keyword'], expression: string, step: StepFunction<W>): void {
    const definition: StepDefinition = { keyword, expression, place: callersPlace(1) }
    this.#definitions.push(definition)
    const run = this.#run
    const takesContent = expression.endsWith(':')
    const plainParameters = step.length - (takesContent ? 1 : 0)
    const wrapped = function (this: W, ...given: unknown[]): Promise<unknown> | undefined {
      const callback = typeof given.at(-1) === 'function' ? (given.pop() as Callback) : undefined
      const hasContent = given.length > plainParameters
      const running = run(this, definition, () => {
        if (hasContent !== takesContent) throw wrongContent(expression, hasContent)
        return step.apply(this, given as never[])
      })
      if (hasContent || callback === undefined) return running
      running.then((result) => callback(null, result), callback)
      return undefined
    }
    Object.defineProperty(wrapped, 'length', { value: plainParameters + 1 })
    callFrom(definition.place, cucumberGiven as (pattern: string, code: typeof wrapped) => void, expression, wrapped)
  }
}

type Callback = (error: unknown, result?: unknown) => void

function wrongContent(expression: string, hasContent: boolean): KataError {
  const sentence = expression.replace('{within}', '')
  return new KataError('TABLE_INVALID', {
    couldNot: `The step \`${sentence}\` could not be run.`,
    found: hasContent ? 'A table or a doc string stands under it.' : 'No table and no doc string stands under it.',
    todo: hasContent
      ? 'Take it away, or use the sentence that ends with a colon.'
      : 'Write one under it, as docs/steps.md says, or use the sentence without the colon.',
    facts: { expression },
  })
}
