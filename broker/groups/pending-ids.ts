// Member ids that were given out with MEMBER_ID_REQUIRED and have not come back yet (KIP-394). Each has its time.
import type { Clock } from '../clock.js'

export class PendingIds {
  readonly #clock: Clock
  readonly #cancelById = new Map<string, () => void>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get size(): number {
    return this.#cancelById.size
  }

  has(memberId: string): boolean {
    return this.#cancelById.has(memberId)
  }

  /** Calls back when the id was not removed in time. */
  add(memberId: string, timeoutMs: number, onTimeout: () => void): void {
    this.#cancelById.set(memberId, this.#clock.after(timeoutMs, onTimeout))
  }

  remove(memberId: string): void {
    this.#cancelById.get(memberId)?.()
    this.#cancelById.delete(memberId)
  }

  /** Ends all timers. */
  close(): void {
    for (const cancel of this.#cancelById.values()) cancel()
  }
}
