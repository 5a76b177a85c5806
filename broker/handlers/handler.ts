// The form of every handler: a synchronous function of a request and the state of the broker. It gives the response,
// or a Deferred one, or nothing where the protocol wants no answer.
import type { Cluster } from '../cluster.js'
import type { Api, RequestOf, ResponseOf } from '../protocol/index.js'

/** Which versions of an API are served. */
export interface Advertised {
  readonly key: number
  readonly versions: readonly [min: number, max: number]
}

/** What a handler may want to know besides the request. */
export interface Call {
  readonly cluster: Cluster
  readonly version: number
  /** Empty where the client has not named itself. */
  readonly clientId: string
  /** As Kafka shows it: "/127.0.0.1". */
  readonly clientHost: string
  /** Everything that the broker serves: the answer of ApiVersions. */
  readonly advertised: readonly Advertised[]
}

export type Handler<A extends Api> = (
  request: RequestOf<A>,
  call: Call,
) => ResponseOf<A> | Deferred<ResponseOf<A>> | undefined

/** A response that comes later. It is settled once; what comes after that is dropped. */
export class Deferred<T> {
  readonly #abandon: () => void
  #settled: { readonly value: T } | undefined
  #listener: ((value: T) => void) | undefined

  /** @param onAbandon called when nobody waits any more, so that timers and waiters can go */
  constructor(onAbandon: () => void = () => {}) {
    this.#abandon = onAbandon
  }

  settle(value: T): void {
    if (this.#settled !== undefined) return
    this.#settled = { value }
    this.#listener?.(value)
  }

  /** Calls back with the value, at once where it is there already. There is one listener. */
  whenSettled(listener: (value: T) => void): void {
    if (this.#settled === undefined) this.#listener = listener
    else listener(this.#settled.value)
  }

  /** Nobody waits any more. */
  abandon(): void {
    if (this.#settled === undefined) this.#abandon()
    this.#listener = undefined
  }
}
