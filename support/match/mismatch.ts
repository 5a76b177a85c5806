/** One difference between what was expected and what came, as plain data; `renderMismatches` makes the text. */
export interface Mismatch {
  /** Where, such as `value.mobileNumber`, `payload.items[2].id` or `headers['x-request-id']`. */
  readonly path: string
  /** `equals`, `missing`, `surplus`, `contains`, `depth`, the marker's name, or the keyword of a schema. */
  readonly rule: string
  /** `undefined` where nothing was expected. */
  readonly expected: unknown
  /** `undefined` where nothing came. */
  readonly actual: unknown
  /** A sentence on a well-known difference, such as a number that is sent as text. */
  readonly hint?: string
}
