// One sentence on a well-known difference between two values. Where there is nothing to add to the values themselves, it is silent.

import { isMarkerText } from './parse-marker.js'
import { isPlainObject, kindOf } from './values.js'

/**
 * Says what a reader may not see at once: a number sent as text, a country prefix, letter case, blanks, another type.
 *
 * `expected` may be a marker; `undefined` on either side, or values that simply differ, have no sentence.
 */
export function describeDifference(expected: unknown, actual: unknown): string | undefined {
  if (expected === undefined || actual === undefined) return undefined
  if (typeof expected === 'string' && isMarkerText(expected)) return markerDifference(expected, actual)
  if (typeof expected === 'string' && typeof actual === 'string') return textDifference(expected, actual)
  return asTextDifference(expected, actual) ?? typeDifference(expected, actual)
}

function markerDifference(marker: string, actual: unknown): string | undefined {
  const name = marker.replace(/^##/, '#')
  if (name === '#number' || name === '#epochMs') return isNumberText(actual) ? 'The number is sent as text.' : undefined
  if (name === '#boolean') return isBooleanText(actual) ? 'The boolean is sent as text.' : undefined
  if (name.startsWith('#regex') || name === '#string') {
    return kindOf(actual) === 'a number' ? 'A number is sent, not a text of digits.' : undefined
  }
  if (name === '#object' || name.startsWith('#[') || name === '#array') {
    return holdsJson(actual) ? 'The text holds JSON: it is sent as a string.' : undefined
  }
  return undefined
}

function textDifference(expected: string, actual: string): string | undefined {
  if (expected === actual) return undefined
  if (expected.trim() === actual.trim()) return 'Only the blanks around the text differ.'
  if (expected.normalize('NFC') === actual.normalize('NFC')) return 'Only the Unicode form differs (NFC against NFD).'
  if (expected.toLowerCase() === actual.toLowerCase()) return 'Only the letter case differs.'
  if (squeeze(expected) === squeeze(actual)) return 'Only blanks or line ends differ.'
  return prefixDifference(expected, actual)
}

function prefixDifference(expected: string, actual: string): string | undefined {
  if (hasCountryPrefix(actual, expected)) {
    return `The number has a country prefix: check \`countryCode\`, or match \`#regex .*${digitsOf(expected)}\`.`
  }
  if (hasCountryPrefix(expected, actual)) return 'The number came without its country prefix.'
  return undefined
}

// Calling codes have one to three digits (E.164), before them at most a plus sign or 00.
function hasCountryPrefix(longer: string, shorter: string): boolean {
  if (!/^\d{6,14}$/.test(shorter) || longer.length > 24 || !longer.endsWith(shorter)) return false
  return /^(?:\+|00)?[1-9]\d{0,2}[ -]?$/.test(longer.slice(0, -shorter.length))
}

function asTextDifference(expected: unknown, actual: unknown): string | undefined {
  if (typeof actual === 'string' && actual === scalarText(expected)) {
    if (kindOf(expected) === 'a number')
      return `The number is sent as text: if that is right, expect "${actual}" in quotes.`
    if (typeof expected === 'boolean') return 'The boolean is sent as text.'
    if (expected === null) return 'The text "null" is not null.'
  }
  if (typeof expected === 'string' && expected === scalarText(actual)) return `The text is sent as ${kindOf(actual)}.`
  const isStructure = isPlainObject(expected) || Array.isArray(expected)
  return isStructure && holdsJson(actual) ? 'The text holds JSON: it is sent as a string.' : undefined
}

// An object may have a `toString` of its own, which is not to be called.
function scalarText(value: unknown): string | undefined {
  const isScalar = value === null || !['object', 'function'].includes(typeof value)
  return isScalar ? String(value) : undefined
}

function typeDifference(expected: unknown, actual: unknown): string | undefined {
  const [wanted, came] = [kindOf(expected), kindOf(actual)]
  return wanted === came ? undefined : `Expected ${wanted}, found ${came}.`
}

function isNumberText(value: unknown): boolean {
  return typeof value === 'string' && value.length < 40 && /^-?\d+(?:\.\d+)?$/.test(value)
}

function isBooleanText(value: unknown): boolean {
  return value === 'true' || value === 'false'
}

// Whether it looks like JSON; long texts are not parsed for a hint.
function holdsJson(value: unknown): boolean {
  if (typeof value !== 'string' || value.length > 100_000 || !/^\s*[[{]/.test(value)) return false
  try {
    JSON.parse(value)
    return true
  } catch {
    return false
  }
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}
