// What reached somebody, by the address that it was for, and waiters who hear of it in the same moment.

/** A delivery with its number: the first one of a sink is 1. */
export type Numbered<T> = T & { readonly id: number }

/** Whose deliveries are wanted, how many, and how long it may take. */
export interface Wanted {
  /** Only those with a higher number count. */
  readonly after: number
  readonly atLeast: number
  /** 0 answers at once. */
  readonly withinMs: number
}

/** Keeps deliveries until the sink ends; of very many the oldest are forgotten. */
export interface Deliveries<T> {
  /** The number of the latest one; 0 before the first. */
  readonly lastId: number
  add(addresses: readonly string[], delivery: T): void
  /** Everything for an address, the oldest first: as soon as there is so much, or when the time is over. */
  wait(address: string, wanted: Wanted): Promise<readonly Numbered<T>[]>
  /** Answers everybody who waits. */
  close(): void
}

/** How many addresses are remembered, and how many deliveries of one. */
const limit = 10_000

/** @param keyOf what makes two addresses one, such as the letter case */
export function createDeliveries<T>(keyOf: (address: string) => string): Deliveries<T> {
  const kept = new Map<string, Numbered<T>[]>()
  const waiting = new Map<string, Set<() => void>>()
  let lastId = 0
  let isClosed = false
  const addTo = (key: string, delivery: Numbered<T>) => {
    const before = kept.get(key) ?? []
    // Deleted first, so that the map's order is that of the latest delivery.
    kept.delete(key)
    kept.set(key, [...before.slice(1 - limit), delivery])
    const [oldest] = kept.keys()
    if (kept.size > limit && oldest !== undefined) kept.delete(oldest)
    for (const wake of waiting.get(key) ?? []) wake()
  }
  return {
    get lastId() {
      return lastId
    },
    add(addresses, delivery) {
      lastId += 1
      for (const key of new Set(addresses.map(keyOf))) addTo(key, { ...delivery, id: lastId })
    },
    wait(address, { after, atLeast, withinMs }) {
      const key = keyOf(address)
      const found = () => (kept.get(key) ?? []).filter(({ id }) => id > after)
      if (found().length >= atLeast || withinMs <= 0 || isClosed) return Promise.resolve(found())
      const waiters = waiting.get(key) ?? new Set()
      waiting.set(key, waiters)
      return new Promise((resolve) => {
        const end = () => {
          clearTimeout(timer)
          waiters.delete(wake)
          if (waiters.size === 0) waiting.delete(key)
          resolve(found())
        }
        const wake = () => {
          if (found().length >= atLeast || isClosed) end()
        }
        const timer = setTimeout(end, withinMs)
        waiters.add(wake)
      })
    },
    close() {
      isClosed = true
      for (const wake of [...waiting.values()].flatMap((waiters) => [...waiters])) wake()
    },
  }
}
