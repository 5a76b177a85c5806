import type { Clock } from '../../broker/index.js'

/** A clock that stands still until a test moves it. */
export interface ManualClock extends Clock {
  /** Moves on, and calls back what falls due on the way, in order. */
  advance(ms: number): void
  /** How many callbacks are still to come. */
  pending(): number
}

export function createManualClock(startMs = 0): ManualClock {
  let nowMs = startMs
  const timers = new Set<{ readonly atMs: number; readonly callback: () => void }>()
  return {
    now: () => nowMs,
    after(delayMs, callback) {
      const timer = { atMs: nowMs + delayMs, callback }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance(ms) {
      const endMs = nowMs + ms
      for (;;) {
        const [next] = [...timers].filter(({ atMs }) => atMs <= endMs).sort((one, other) => one.atMs - other.atMs)
        if (next === undefined) break
        timers.delete(next)
        nowMs = next.atMs
        next.callback()
      }
      nowMs = endMs
    },
    pending: () => timers.size,
  }
}
