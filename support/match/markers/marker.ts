import type { Kind } from '../values.js'

/**
 * A fuzzy expectation: a text on the expected side that stands for a set of values.
 *
 * All of them are listed in `list.ts`; docs/markers.md is made from that list.
 */
export interface Marker {
  /** As it is written, such as `#uuid`. */
  readonly name: string
  /** What follows the name, where something does, such as `PATTERN`. */
  readonly argument?: string
  /** The kinds of values that can pass. */
  readonly kinds: readonly Kind[]
  /** One sentence for the documentation, without its full stop. */
  readonly describe: string
  readonly examples: readonly MarkerExample[]
  /** What is wrong with the argument, as a sentence; nothing where all is well. */
  readonly check?: (argument: string) => string | undefined
  /** Judges a value; `undefined` is an absent one. A sentence means no, and why. */
  readonly test: (actual: unknown, argument: string) => boolean | string
}

/** One line of the documentation, which a test holds the marker to. */
export interface MarkerExample {
  readonly expected: string
  /** `undefined` stands for an absent value. */
  readonly passes: readonly unknown[]
  readonly fails: readonly unknown[]
}
