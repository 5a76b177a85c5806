/** What the command line says; everything may be left out. */
export interface RunOptions {
  /** Feature files, folders or globs, each with `:LINE` behind it or not. @default those of cucumber.js */
  readonly paths?: readonly string[]
  /** An environment of the settings file. */
  readonly environment?: string
  /** A tag expression; one of cucumber.js must hold as well. */
  readonly tags?: string
  /** Regular expressions; a scenario whose name matches one of them is run. */
  readonly names?: readonly string[]
  /** Number of worker processes; 0 runs the scenarios in this process. @default 0 */
  readonly parallel?: number
  /** Which part of how many, counted from 1. */
  readonly shard?: { readonly index: number; readonly count: number }
  /** Looks for undefined and ambiguous steps only: starts no environment and runs no step. @default false */
  readonly dryRun?: boolean
  /** Folder of all reports, Allure's results in `allure-results` below it. @default reports/, and allure-results/ beside it */
  readonly reportsFolder?: string
  /** How long a reader lives. @default the environment's `reader` */
  readonly reader?: 'scenario' | 'worker'
  /** cucumber's configuration. @default cucumber.js */
  readonly configurationFile?: string
}
