// How the texts of a feature file become values.

/** A doc string: the JSON that it holds, else the text itself. */
export function parseDocString(text: string): unknown {
  const parsed = parseJson(text)
  return parsed === undefined ? text : parsed.value
}

/**
 * A cell of a table: the value of a JSON literal (`5`, `true`, `null`, `"5"`, `{…}`, `[…]`), else the text itself, as are
 * markers.
 *
 * A number that JavaScript cannot hold exactly stays text, as does one with leading zeros.
 */
export function typedCell(text: string): unknown {
  const parsed = parseJson(text)
  if (parsed === undefined) return text
  const { value } = parsed
  const isInexact = typeof value === 'number' && !isExact(value, text.trim())
  return isInexact ? text : value
}

function isExact(value: number, text: string): boolean {
  return /^-?\d+$/.test(text) ? Number.isSafeInteger(value) : Number.isFinite(value)
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}
