import type { Clock } from '../../support/shared/index.js'

/** A clock that stands still until a test moves it. */
export class FakeClock implements Clock {
  #now = 1000
  #timers: { readonly at: number; readonly callback: () => void }[] = []

  now(): number {
    return this.#now
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = { at: this.#now + delayMs, callback }
    this.#timers.push(timer)
    // What is due already needs no time to pass.
    if (delayMs <= 0) setImmediate(() => this.#run())
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  /** Moves on, lets everything run that was due, and what follows from it. */
  async pass(ms: number): Promise<void> {
    await settled()
    this.#now += ms
    this.#run()
    await settled()
  }

  #run(): void {
    const due = this.#timers.filter(({ at }) => at <= this.#now)
    this.#timers = this.#timers.filter(({ at }) => at > this.#now)
    for (const { callback } of due) callback()
  }
}

/** Resolves when everything that could go on without time has gone on. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
}
