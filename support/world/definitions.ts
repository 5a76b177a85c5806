// The words that step files define their steps with, under the names that editors look for.

import { runStep } from './run-step.js'
import { type StepFunction, StepTable } from './step-table.js'
import type { KataWorld } from './world.js'

/** Every step of this worker. */
export const stepTable = new StepTable<KataWorld>(runStep)

/**
 * Defines a step. `this` is the world; the parameters are those of the expression, then a table or a doc string.
 */
export function Given(expression: string, step: StepFunction<KataWorld>): void {
  stepTable.define('Given', expression, step)
}

/** Defines a step, as `Given` does. */
export function When(expression: string, step: StepFunction<KataWorld>): void {
  stepTable.define('When', expression, step)
}

/** Defines a step, as `Given` does. */
export function Then(expression: string, step: StepFunction<KataWorld>): void {
  stepTable.define('Then', expression, step)
}
