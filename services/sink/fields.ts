// Fields of a control call's body.

/** The body as an object. Throws where it is none. */
export function bodyFields(body: unknown): ReadonlyMap<string, unknown> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return new Map(Object.entries(body))
  throw new Error('The body must be a JSON object.')
}

/** A whole number from `least` on; `undefined` where the field is missing. Throws where it is something else. */
export function wholeField(
  fields: ReadonlyMap<string, unknown>,
  name: string,
  [least, most]: readonly [number, number],
): number | undefined {
  const value = fields.get(name)
  if (value === undefined) return undefined
  if (Number.isInteger(value) && Number(value) >= least && Number(value) <= most) return Number(value)
  throw new Error(`${name} must be a whole number from ${least} to ${most}.`)
}

/** A text; `undefined` where the field is missing. Throws where it is something else. */
export function textIn(fields: ReadonlyMap<string, unknown>, name: string): string | undefined {
  const value = fields.get(name)
  if (value === undefined || typeof value === 'string') return value
  throw new Error(`${name} must be a text.`)
}
