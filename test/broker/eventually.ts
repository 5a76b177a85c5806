import { expect } from 'vitest'

/** Waits until the value is as expected; long enough for a busy machine. */
export function eventually<T>(value: () => T) {
  return expect.poll(value, { timeout: 10_000, interval: 5 })
}
