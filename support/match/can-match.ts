// Whether any value of some shape could match an expectation. It knows kinds of values and no contents: `#regex a` can match
// a text, whatever the text is.

import { type Expectation, readExpectation } from './expectation.js'
import type { WrittenMarker } from './parse-marker.js'
import { type Kind, kindName } from './values.js'

/** The kinds that a value can be of; `items` are those of its items where it is an array and they are known. */
export interface Shape {
  readonly kinds: readonly Kind[]
  readonly items?: Shape
}

/**
 * Says whether some value of the shape matches. The second `#` of a marker does not count: `##number` is no question to ask
 * of a text, although it passes where the text is absent.
 *
 * @throws KataError MARKER_INVALID
 */
export function canMatch(expected: unknown, shape: Shape): boolean {
  return canBe(readExpectation(expected), shape)
}

function canBe(expectation: Expectation, shape: Shape): boolean {
  const { kinds, items } = shape
  if (expectation.kind === 'marker') return canPass(expectation.written, shape)
  if (!kinds.includes(kindName(expectation.value))) return false
  if (expectation.kind !== 'array' || items === undefined) return true
  return expectation.items.every((item) => canBe(item, items))
}

function canPass({ marker, items: asked }: WrittenMarker, { kinds, items }: Shape): boolean {
  if (!marker.kinds.some((kind) => kinds.includes(kind))) return false
  return asked === undefined || items === undefined || canPass(asked, items)
}
