import { loadCatalogue, tellCatalogue } from '../contract/index.js'
import { createMask } from '../shared/index.js'
import type { ExitCode } from '../verdict/index.js'
import { printFailure } from './failure.js'

/**
 * Prints every topic of the catalogue: who sends and receives it, and what its messages are judged by.
 *
 * @returns the exit code: 0, or 2 where the catalogue cannot be read
 */
export function printCatalogue(): ExitCode {
  try {
    process.stdout.write(`${tellCatalogue(loadCatalogue('schemas')).join('\n')}\n`)
    return 0
  } catch (error) {
    return printFailure(error, createMask({ byPattern: true }))
  }
}
