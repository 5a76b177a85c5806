// The expected side, read once: its markers found and checked before any value is compared, so that a wrong marker is an
// error whatever came.

import { Literal } from './literal.js'
import { isMarkerText, parseMarker, type WrittenMarker } from './parse-marker.js'
import { isPlainObject } from './values.js'

export type Expectation =
  | { readonly kind: 'literal'; readonly value: unknown }
  | { readonly kind: 'marker'; readonly value: string; readonly written: WrittenMarker }
  | { readonly kind: 'array'; readonly value: readonly unknown[]; readonly items: readonly Expectation[] }
  | { readonly kind: 'object'; readonly value: object; readonly entries: ReadonlyMap<string, Expectation> }
  /** Deeper than can be compared, or holding itself. */
  | { readonly kind: 'bottomless'; readonly value: unknown }

/** How deep values are compared. */
export const maxDepth = 500

/** @throws KataError MARKER_INVALID */
export function readExpectation(expected: unknown): Expectation {
  return read(expected, { above: new Set(), isLiteral: false })
}

interface Reading {
  /** The arrays and objects that hold the value. */
  readonly above: Set<unknown>
  /** Texts are no markers here. */
  readonly isLiteral: boolean
}

function read(value: unknown, reading: Reading): Expectation {
  if (value instanceof Literal) return read(value.value, { ...reading, isLiteral: true })
  const { above, isLiteral } = reading
  if (typeof value === 'string' && !isLiteral && isMarkerText(value))
    return { kind: 'marker', value, written: parseMarker(value) }
  const isArray = Array.isArray(value)
  if (!isArray && !isPlainObject(value)) return { kind: 'literal', value }
  if (above.size === maxDepth || above.has(value)) return { kind: 'bottomless', value }
  above.add(value)
  const expectation: Expectation = isArray
    ? { kind: 'array', value, items: Array.from(value, (item) => read(item, reading)) }
    : { kind: 'object', value, entries: readEntries(value, reading) }
  above.delete(value)
  return expectation
}

function readEntries(value: Readonly<Record<string, unknown>>, reading: Reading): ReadonlyMap<string, Expectation> {
  return new Map(Object.entries(value).map(([key, item]) => [key, read(item, reading)]))
}
