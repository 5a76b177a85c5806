// What reached somebody, by the address that it was for, and waiters who hear of it in the same moment.

/** Keeps deliveries until the sink ends; of very many the oldest are forgotten. */
export interface Deliveries<T> {
  add(addresses: readonly string[], delivery: T): void
  /** Everything for an address, the oldest first. */
  of(address: string): readonly T[]
  /**
   * The same once there are so many, or when the time is over, or when the caller gives up.
   *
   * @param withinMs 0 answers at once
   */
  wait(address: string, wanted: { readonly atLeast: number; readonly withinMs: number }): Promise<readonly T[]>
  /** Answers everybody who waits. */
  close(): void
}

/** How many addresses are remembered, and how many deliveries of one. */
const limit = 10_000

/** @param keyOf what makes two addresses one, such as the letter case */
export function createDeliveries<T>(keyOf: (address: string) => string): Deliveries<T> {
  const kept = new Map<string, T[]>()
  const waiting = new Map<string, Set<() => void>>()
  let isClosed = false
  const of = (address: string): readonly T[] => kept.get(keyOf(address)) ?? []
  const addTo = (key: string, delivery: T) => {
    const before = kept.get(key) ?? []
    // Deleted first, so that the map's order is that of the latest delivery.
    kept.delete(key)
    kept.set(key, [...before.slice(1 - limit), delivery])
    const [oldest] = kept.keys()
    if (kept.size > limit && oldest !== undefined) kept.delete(oldest)
    for (const wake of waiting.get(key) ?? []) wake()
  }
  return {
    of,
    add(addresses, delivery) {
      for (const key of new Set(addresses.map(keyOf))) addTo(key, delivery)
    },
    wait(address, { atLeast, withinMs }) {
      const key = keyOf(address)
      if (of(address).length >= atLeast || withinMs <= 0) return Promise.resolve(of(address))
      const waiters = waiting.get(key) ?? new Set()
      waiting.set(key, waiters)
      return new Promise((resolve) => {
        const end = () => {
          clearTimeout(timer)
          waiters.delete(wake)
          if (waiters.size === 0) waiting.delete(key)
          resolve(of(address))
        }
        const wake = () => {
          if (of(address).length >= atLeast || isClosed) end()
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
