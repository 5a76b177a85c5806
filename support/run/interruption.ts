// Signals and crashes of a run. cucumber can neither be aborted nor does it see what is thrown outside its steps.
import type { Mask } from '../shared/index.js'

/** What a race answers that a signal has won. */
export const interrupted = Symbol('interrupted')

export interface Interruption {
  readonly hasHappened: boolean
  /** Settles as `work` does, or with `interrupted` at the first signal; `work` is then left alone. */
  race<T>(work: Promise<T>): Promise<T | typeof interrupted>
  /** Stops watching. */
  dispose(): void
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Watches for Ctrl-C, the termination signal and a terminal that is closed.
 *
 * @param onFirst called at the first signal, at once
 * @param onSecond called at every further one; it is expected to end the process
 */
export function watchSignals(onFirst: () => void, onSecond: () => void): Interruption {
  let hasHappened = false
  let announce: (value: typeof interrupted) => void = () => {}
  const happening = new Promise<typeof interrupted>((resolve) => {
    announce = resolve
  })
  const onSignal = () => {
    if (hasHappened) return onSecond()
    hasHappened = true
    onFirst()
    announce(interrupted)
  }
  for (const signal of signals) process.on(signal, onSignal)
  return {
    get hasHappened() {
      return hasHappened
    },
    race: (work) => Promise.race([work, happening]),
    dispose() {
      for (const signal of signals) process.off(signal, onSignal)
    },
  }
}

export interface Crashes {
  /** How many errors nobody was there to take. */
  readonly count: number
  dispose(): void
}

/**
 * Prints, masked, what is thrown or rejected outside of steps, which would end the process otherwise.
 *
 * @param then what to do next; nothing by default, so that the run goes on
 */
export function watchCrashes(mask: Mask, then: () => void = () => {}): Crashes {
  let count = 0
  const onCrash = (error: unknown) => {
    if (isClosedOutput(error)) return
    // While an asynchronous step runs, cucumber listens as well and fails the step.
    if (process.listenerCount('uncaughtException') > 1) return
    count++
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    process.stderr.write(mask.text(`Something failed outside of all steps; no scenario waited for it.\n${text}\n`))
    then()
  }
  process.on('uncaughtException', onCrash)
  return {
    get count() {
      return count
    },
    dispose: () => process.off('uncaughtException', onCrash),
  }
}

/** `kata run | head`, or a terminal that is gone: nobody reads any more, and telling so would fail in the same way. */
function isClosedOutput(error: unknown): boolean {
  const { code = '', syscall } = error as NodeJS.ErrnoException
  return syscall === 'write' && ['EPIPE', 'EIO'].includes(code)
}
