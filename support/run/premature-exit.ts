// A step that calls process.exit() takes the whole run with it where the scenarios run in this process. Nothing can be
// awaited then, so the reports stay as they are; but the run does not end with a code that a step has chosen.
import { writeSync } from 'node:fs'
import { KataError } from '../shared/index.js'

/** Watches until `dispose`; an end of the process before that says so and becomes exit code 3. */
export function watchPrematureExit(): { dispose(): void } {
  const onExit = (code: number) => {
    // A second Ctrl-C ends the run at once, and means it.
    if (code === 130) return
    const error = new KataError('WORKER_LOST', {
      couldNot: 'The run could not be finished.',
      found: 'Something ended the process while scenarios were running; the reports are incomplete.',
      todo: 'Look for a process.exit() in a step or in a library that a step uses; `--parallel 1` contains it.',
    })
    writeSync(2, `${error.message}\n${error.code}, see docs/errors.md\n`)
    process.exitCode = 3
  }
  process.on('exit', onExit)
  return { dispose: () => process.off('exit', onExit) }
}
