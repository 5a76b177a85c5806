// How a run that could not be made is told: the three parts of the error, masked, without a stack.
import { KataError, type Mask } from '../shared/index.js'
import { type ExitCode, wrappedLines } from '../verdict/index.js'

/** Prints an error that ended the run, and answers the exit code for it: 3 for INFRASTRUCTURE, 2 for everything else. */
export function printFailure(error: unknown, mask: Mask): ExitCode {
  const failure = failureOf(error)
  process.stderr.write(wrappedLines(mask.text(`${failure.message}\n${failure.code}, see docs/errors.md\n`)))
  return failure.class === 'INFRASTRUCTURE' ? 3 : 2
}

/** The error that ended a run; what nobody foresaw becomes `UNEXPECTED`. */
export function failureOf(error: unknown): KataError {
  return error instanceof KataError ? error : unexpected(error)
}

function unexpected(error: unknown): KataError {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return new KataError('UNEXPECTED', {
    couldNot: 'The run ended by an error that nothing expected.',
    found: text,
    todo: 'Run again; if it happens again, report it with the lines above.',
    cause: error,
  })
}
