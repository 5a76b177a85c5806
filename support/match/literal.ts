/** A value that is compared as it is: a text that looks like a marker is no marker in it. */
export class Literal {
  readonly value: unknown

  constructor(value: unknown) {
    this.value = value
  }

  toJSON(): unknown {
    return this.value
  }
}

/**
 * Marks a value that was taken from a message or an answer, so that nobody who sends `#ignore` can make a match pass. What
 * cannot hold a marker stays as it is.
 */
export function literal(value: unknown): unknown {
  const mayHoldMarker = typeof value === 'string' ? value.startsWith('#') : typeof value === 'object' && value !== null
  return mayHoldMarker ? new Literal(value) : value
}
