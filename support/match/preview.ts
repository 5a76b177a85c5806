// A value as one line of text, however big it is: as JSON, stopped after a number of characters.

import { isPlainObject } from './values.js'

const maxLevels = 20

/**
 * The value as JSON of at most `maxLength` characters, and `…` where it is not whole; absent is `missing`.
 *
 * Signs that a terminal would obey or hide are written as `\uXXXX`. It never ends inside a run of digits, of which a
 * part would escape masking.
 */
export function previewValue(value: unknown, maxLength = 2000): string {
  let text = ''
  for (const piece of piecesOf(value, { maxLength, level: 0 })) {
    text += piece
    if (text.length > maxLength) return `${cutAt(text, maxLength)}…`
  }
  return text
}

/** The start of a text, a little shorter where the end would split a run of digits. */
export function cutAt(text: string, length: number): string {
  const start = text.slice(0, length)
  return /\d/.test(text[length] ?? '') ? start.replace(/\+?\d+$/, '') : start
}

/** Writes control and direction signs of a text as `\uXXXX`. */
export function withoutControls(text: string): string {
  return text.replace(
    /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

interface Place {
  readonly maxLength: number
  readonly level: number
}

function* piecesOf(value: unknown, place: Place): Generator<string> {
  const inside = { ...place, level: place.level + 1 }
  if (Array.isArray(value)) yield* place.level === maxLevels ? ['[…]'] : piecesOfArray(value, inside)
  else if (isPlainObject(value)) yield* place.level === maxLevels ? ['{…}'] : piecesOfObject(value, inside)
  else yield scalarText(value, place.maxLength)
}

function* piecesOfArray(value: readonly unknown[], place: Place): Generator<string> {
  yield '['
  for (const [index, item] of value.entries()) {
    if (index > 0) yield ','
    yield* piecesOf(item, place)
  }
  yield ']'
}

function* piecesOfObject(value: Readonly<Record<string, unknown>>, place: Place): Generator<string> {
  yield '{'
  for (const [index, key] of Object.keys(value).entries()) {
    yield `${index > 0 ? ',' : ''}${scalarText(key, place.maxLength)}:`
    yield* piecesOf(value[key], place)
  }
  yield '}'
}

function scalarText(value: unknown, maxLength: number): string {
  if (typeof value === 'string') return withoutControls(JSON.stringify(value.slice(0, maxLength + 1)))
  if (value === undefined) return 'missing'
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'object' && value !== null) return Object.prototype.toString.call(value).slice(1, -1)
  return String(value)
}
