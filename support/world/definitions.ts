// The words that step files define their steps with, under the names that editors look for.

import { runStep } from './run-step.js'
import { type StepFunction, StepTable } from './step-table.js'
import type { KataWorld } from './world.js'

/** Every step of this worker. */
export const stepTable = new StepTable<KataWorld>(runStep)

export function Given(expression: string, step: StepFunction<KataWorld>): void {
  stepTable.define('Given', expression, step)
}

export function When(expression: string, step: StepFunction<KataWorld>): void {
  stepTable.define('When', expression, step)
}

export function Then(expression: string, step: StepFunction<KataWorld>): void {
  stepTable.define('Then', expression, step)
}
