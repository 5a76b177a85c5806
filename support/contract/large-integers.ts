// Integers beyond 2^53 come as bigint, which ajv takes for no number at all: it is given doubles instead. That is right
// wherever a schema asks for a type, and wrong where it compares values; such a schema says so of itself.

import { isPlainObject } from '../match/index.js'
import { canonicalJson } from './schema-text.js'

/** The value with a double for every bigint; the same value where it holds none. It is no deeper than `beyondBounds` allows. */
export function withDoubles(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (Array.isArray(value)) {
    const items = value.map(withDoubles)
    return items.some((item, index) => item !== value[index]) ? items : value
  }
  if (!isPlainObject(value)) return value
  const entries = Object.entries(value).map(([key, item]) => [key, withDoubles(item)] as const)
  return entries.some(([key, item]) => item !== value[key]) ? Object.fromEntries(entries) : value
}

/** Whether a schema asks for more than doubles can tell: multiples, items that differ, limits beyond 2^53. */
export function comparesExactly(schema: unknown): boolean {
  return /"(?:multipleOf|uniqueItems)":|\d{16}|\de\+/.test(canonicalJson(schema))
}
