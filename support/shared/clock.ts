/** Where a room gets the time from, so that a test can hand in its own. */
export interface Clock {
  /** Milliseconds of a steady clock: for waits and durations, never for stamps. */
  now(): number
  /** Calls back once after that many milliseconds; the function it returns cancels that. */
  after(delayMs: number, callback: () => void): () => void
}

/** The machine's steady clock. Its timers keep the process alive: somebody is waiting for them. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  },
}
