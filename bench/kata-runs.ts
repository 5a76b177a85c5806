// `kata run` and bare cucumber-js as processes, and what they say of themselves.
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Ended, here, runNode, tsx } from './child.js'

const project = fileURLToPath(new URL('..', import.meta.url))
const cucumber = fileURLToPath(new URL('../node_modules/@cucumber/cucumber/bin/cucumber.js', import.meta.url))

export interface RunOptions {
  readonly feature: string
  /** May be littered. */
  readonly folder: string
  /** More of the command line. */
  readonly flags?: readonly string[]
  readonly variables?: Readonly<Record<string, string>>
}

/** All that a run does, reports included, into a folder of their own: as in a pipeline, none is there from before. */
export async function runKata({ feature, folder, flags = [], variables }: RunOptions): Promise<Ended> {
  const reports = await mkdtemp(join(folder, 'reports-'))
  return await runNode(['bin/kata.js', 'run', feature, '--reports', reports, ...flags], project, variables)
}

/** cucumber-js without the product, with a file of steps that stands beside this one, and no report. */
export function runCucumber(steps: string, { feature, folder, flags = [], variables }: RunOptions): Promise<Ended> {
  const args = [...tsx, cucumber, '--import', here(steps), '--format', 'summary', ...flags, feature]
  return runNode(args, folder, variables)
}

/** Scenarios that passed; a run that says nothing about it did not take place. */
export function countPassed({ stdout, stderr, exitCode }: Ended): number {
  const passed = /\b(\d+) passed\b/.exec(/^\d+ scenarios?\b.*$/m.exec(stdout)?.[0] ?? '')?.[1]
  if (passed === undefined)
    throw new Error(`A run ended with ${exitCode} and no result.\n${stdout.slice(-1000)}${stderr}`)
  return Number(passed)
}
