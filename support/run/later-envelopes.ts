// Envelopes of workers on their way to the ledger and the reports. A worker is given its next scenario by the same thread
// that writes the reports of the last one: so what is to be written waits, and the worker does not.
import type { Envelope } from '@cucumber/messages'

/** So long the thread is kept at a time, in milliseconds; then it listens to the workers. */
const turnMs = 1
/** With more than these the workers are ahead of the reports: they wait until it is less. */
const mostWaiting = 1000

/** Takes envelopes at once, and hands them on in their order when nothing else is to be done. */
export class LaterEnvelopes {
  readonly #handOn: (envelope: Envelope) => void
  #waiting: Envelope[] = []
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
    clearImmediate(this.#next)
    this.#next = undefined
    const waiting = this.#waiting
    this.#waiting = []
    for (const envelope of waiting) this.#handOn(envelope)
  }

  #turn(): void {
    const end = performance.now() + turnMs
    let count = 0
    try {
      for (const envelope of this.#waiting) {
        count++
        this.#handOn(envelope)
        if (performance.now() >= end) break
      }
    } finally {
      this.#waiting.splice(0, count)
      this.#next = this.#waiting.length === 0 ? undefined : setImmediate(() => this.#turn())
    }
  }
}
