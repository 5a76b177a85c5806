/** Where the broker gets the time from, so that a test can hand in its own. */
export interface Clock {
  /** Milliseconds since 1970, for the timestamps of messages. */
  now(): number
  /** Calls back once after that many milliseconds; the function it returns cancels that. */
  after(delayMs: number, callback: () => void): () => void
}

/** The machine's clock. Its timers never keep the process alive: only the listening socket does. */
export const machineClock: Clock = {
  now: () => Date.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
