import { type Clock, systemClock } from './clock.js'

/** A moment on a steady clock at which a wait ends. */
export class Deadline {
  readonly timeoutMs: number
  readonly #clock: Clock
  readonly #at: number

  /** @param timeoutMs counted from now; `0` has passed at once. */
  constructor(timeoutMs: number, clock: Clock = systemClock) {
    this.timeoutMs = timeoutMs
    this.#clock = clock
    this.#at = clock.now() + timeoutMs
  }

  /** Milliseconds that are left, never below 0. */
  remainingMs(): number {
    return Math.max(0, this.#at - this.#clock.now())
  }

  hasPassed(): boolean {
    return this.remainingMs() === 0
  }

  /** Settles as `work` does, or with what `onTimeout` gives when the deadline passes first; `work` is then left alone. */
  race<T, U>(work: Promise<T>, onTimeout: () => U): Promise<T | U> {
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.after(this.remainingMs(), () => {
        try {
          resolve(onTimeout())
        } catch (error) {
          reject(error)
        }
      })
      work.then(
        (value) => {
          cancel()
          resolve(value)
        },
        (error: unknown) => {
          cancel()
          reject(error)
        },
      )
    })
  }
}
