// Answers that a control call dictates for one address; everybody else gets the usual one.

/** What a sink answers, and how often. */
export interface Dictated<A> {
  readonly answer: A
  /** How many times; after that the usual answer comes again. @default always */
  readonly times?: number
}

export interface DictatedAnswers<A> {
  set(address: string, dictated: Dictated<A>): void
  /** The usual answer again. */
  clear(address: string): void
  /** The answer that is due, which counts as given. */
  next(address: string): A | undefined
}

/** @param keyOf what makes two addresses one, such as the letter case */
export function createDictatedAnswers<A>(keyOf: (address: string) => string): DictatedAnswers<A> {
  const dictated = new Map<string, { readonly answer: A; left: number }>()
  return {
    set(address, { answer, times = Number.POSITIVE_INFINITY }) {
      dictated.set(keyOf(address), { answer, left: times })
    },
    clear(address) {
      dictated.delete(keyOf(address))
    },
    next(address) {
      const found = dictated.get(keyOf(address))
      if (found === undefined) return undefined
      found.left -= 1
      if (found.left <= 0) dictated.delete(keyOf(address))
      return found.answer
    },
  }
}
