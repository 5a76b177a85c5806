import type { Message } from './message.js'
import { liesBelow, type Offsets } from './offsets.js'

/** A message in the inbox. */
export interface Arrival {
  readonly message: Message
  /** On the steady clock of the subscription. */
  readonly arrivedAtMs: number
}

/**
 * The messages of one subscription since its fence, in arrival order, each offset once. It waits for nothing and reads
 * nothing: the subscription is woken when the reader has moved on.
 */
export class Inbox {
  readonly #arrivals: Arrival[] = []
  readonly #claimed = new Set<Message>()
  readonly #waiters = new Set<() => void>()

  /** How many have arrived, claimed ones included. */
  get size(): number {
    return this.#arrivals.length
  }

  /** Takes in what arrived; whoever waits is woken when the batch is in, since each looks through everything. */
  add(message: Message, arrivedAtMs: number): void {
    this.#arrivals.push({ message, arrivedAtMs })
  }

  /** Calls everybody who waits: the reader's position has moved, with messages or without. */
  wake(): void {
    for (const waiter of [...this.#waiters]) waiter()
  }

  /** Calls back on every change until the function that it returns is called. */
  onChange(waiter: () => void): () => void {
    this.#waiters.add(waiter)
    return () => this.#waiters.delete(waiter)
  }

  /** What no step has taken yet; with `end`, only what lay below it. */
  unclaimed(end?: Offsets): readonly Arrival[] {
    return this.#arrivals.filter(
      ({ message }) =>
        !this.#claimed.has(message) && (end === undefined || liesBelow(end, message.partition, message.offset)),
    )
  }

  /** Takes messages out for good: no later step of the scenario gets them. */
  claim(messages: readonly Message[]): void {
    for (const message of messages) this.#claimed.add(message)
  }

  /** Everything that arrived, with whether it was claimed: for the evidence. */
  all(): readonly { readonly message: Message; readonly claimed: boolean }[] {
    return this.#arrivals.map(({ message }) => ({ message, claimed: this.#claimed.has(message) }))
  }
}
