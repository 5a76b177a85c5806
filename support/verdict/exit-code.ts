// The exit code of a run, first rule that applies. It knows nothing of processes: whoever calls it ends one.
import type { LedgerFacts } from './ledger.js'

/** What decides the exit code beside the scenarios themselves. */
export interface ExitFacts {
  /** Ctrl-C or a termination signal. */
  readonly interrupted: boolean
  /** The command line, the configuration or a path was wrong, so that nothing could run. */
  readonly usageError: boolean
  /** False where the environment was not reached before the first scenario. */
  readonly environmentUp: boolean
  /** What cucumber itself said; missing where it was never asked. */
  readonly success?: boolean
  readonly dryRun: boolean
  readonly ledger: LedgerFacts
}

export type ExitCode = 0 | 1 | 2 | 3 | 130

/**
 * The exit code of a run.
 *
 * 130 interrupted · 2 wrong usage, parse error, undefined, ambiguous or pending step · 3 environment not reached · 1 the
 * service is wrong · 2 the test is wrong, nothing was judged, or a failure that nothing explains · 3 infrastructure · 0.
 */
export function exitCode(run: ExitFacts): ExitCode {
  const { ledger } = run
  const { failed } = ledger
  if (run.interrupted) return 130
  if (run.usageError || ledger.parseErrors.length > 0 || ledger.unmatchedSteps > 0) return 2
  if (!run.environmentUp) return 3
  if (failed.CONTRACT + failed.MISSING + failed.LATE > 0) return 1
  if (failed.TEST > 0 || ledger.failedRunHooks.length > 0) return 2
  if (!run.dryRun && ledger.passed + failed.INFRASTRUCTURE === 0) return 2
  if (run.success === false && failed.INFRASTRUCTURE === 0) return 2
  return failed.INFRASTRUCTURE > 0 ? 3 : 0
}
