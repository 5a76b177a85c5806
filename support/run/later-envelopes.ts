// Envelopes on their way to the ledger and the reports. A worker is given its next scenario by the same thread that writes
// the reports of the last one: so what is to be written waits, and the worker does not.
import type { Envelope } from '@cucumber/messages'

/** So long the thread is kept at a time, in milliseconds; then it listens to the workers. */
const turnMs = 1
/** With more than these the workers are ahead of the reports: they wait until it is less. */
const mostWaiting = 1000

/** Takes envelopes at once, and hands them on in their order when nothing else is to be done. */
export class LaterEnvelopes {
  readonly #handOn: (envelope: Envelope) => void
  readonly #waiting: Envelope[] = []
  #next: NodeJS.Immediate | undefined

  constructor(handOn: (envelope: Envelope) => void) {
    this.#handOn = handOn
  }

  take(envelope: Envelope): void {
    this.#waiting.push(envelope)
    if (this.#waiting.length > mostWaiting) this.flush()
    else this.#next ??= setImmediate(() => this.#turn())
  }

  /** Hands on everything that was taken. */
  flush(): void {
    this.#handOnUntil(Number.POSITIVE_INFINITY)
  }

  #turn(): void {
    this.#next = undefined
    try {
      this.#handOnUntil(performance.now() + turnMs)
    } finally {
      if (this.#waiting.length > 0) this.#next ??= setImmediate(() => this.#turn())
    }
  }

  #handOnUntil(end: number): void {
    do {
      const envelope = this.#waiting.shift()
      if (envelope === undefined) return
      this.#handOn(envelope)
    } while (performance.now() < end)
  }
}
