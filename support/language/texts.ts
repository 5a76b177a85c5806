// How the texts of a feature file become values.

import { parseJson as readJson } from '../shared/index.js'

/** A doc string: the JSON that it holds, integers beyond 2^53 as bigint, else the text itself. */
export function parseDocString(text: string): unknown {
  const parsed = parseJson(text)
  return parsed === undefined ? text : parsed.value
}

/**
 * A cell of a table: the value of a JSON literal (`5`, `true`, `null`, `"5"`, `{…}`, `[…]`), else the text itself, as are
 * markers.
 *
 * An integer beyond 2^53 is a bigint; a number that is too large for a double stays text, as does one with leading zeros.
 */
export function typedCell(text: string): unknown {
  const parsed = parseJson(text)
  if (parsed === undefined) return text
  const { value } = parsed
  return typeof value === 'number' && !Number.isFinite(value) ? text : value
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: readJson(text) }
  } catch {
    return undefined
  }
}
