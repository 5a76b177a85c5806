// The life of one thing that a command starts and keeps up until a signal: start, one line with the address, close. It
// is no run: nothing is judged, and being ended by a signal is the end that is meant.
import { createMask, KataError } from '../shared/index.js'
import type { ExitCode } from '../verdict/index.js'
import { printFailure } from './failure.js'
import { watchSignals } from './interruption.js'
import { maskOutput } from './mask-output.js'

/** What is up. */
export interface Served {
  /** Where it listens: `127.0.0.1:PORT`, or a base URL. */
  readonly address: string
  close(): Promise<void>
}

/**
 * Starts something, prints `<name> listens on <address>`, and closes it at SIGINT, SIGTERM or SIGHUP.
 *
 * It never rejects. A second signal ends the process at once.
 *
 * @param name what stands in the line and in errors, such as `broker`
 * @returns the exit code: 0 after a signal, 2 for wrong arguments, 3 where it could not be started
 */
export async function serve(name: string, start: () => Promise<Served>): Promise<ExitCode> {
  const mask = createMask({ byPattern: true })
  const unmask = maskOutput(mask)
  const interruption = watchSignals(
    () => undefined,
    () => process.exit(130),
  )
  try {
    const served = await start()
    process.stdout.write(`${name} listens on ${served.address}\n`)
    await interruption.race(forever)
    await served.close()
    return 0
  } catch (error) {
    return printFailure(error instanceof KataError ? error : notUp(name, error), mask)
  } finally {
    interruption.dispose()
    unmask()
  }
}

const forever = new Promise<never>(() => undefined)

function notUp(name: string, cause: unknown): KataError {
  const { code, port, message } = cause as NodeJS.ErrnoException & { readonly port?: number }
  const isTaken = code === 'EADDRINUSE'
  return new KataError('ENVIRONMENT_NOT_UP', {
    couldNot: `The ${name} could not be started.`,
    found: isTaken ? `Port ${port} of 127.0.0.1 is taken.` : message,
    todo: isTaken
      ? 'Choose another one by --port, or leave --port out for any free one.'
      : 'Start it again; if it happens again, the cause stands above.',
    cause,
  })
}
