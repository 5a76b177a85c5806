// What came against what was expected. It finds every difference and tells it as plain data; it makes no texts and
// throws nothing on what came, however deep or strange that is.

import { isDeepStrictEqual } from 'node:util'
import { nearest } from '../shared/index.js'
import { describeDifference } from './describe-difference.js'
import { type Expectation, maxDepth, readExpectation } from './expectation.js'
import type { Mismatch } from './mismatch.js'
import type { WrittenMarker } from './parse-marker.js'
import { joinPath, lookUp, parsePath } from './path.js'
import { isPlainObject, ownValue, type PlainObject } from './values.js'

export interface MatchOptions {
  /**
   * `equals`: the same keys in any order, the same items in the same order, nothing besides. `contains` (Karate's): of
   * an object the given keys, of an array the given items in any order, of a string a part; one level deep.
   * `contains deep`: the same of objects and arrays at every level. `contains keys`: of an object the given keys, at
   * every level; arrays have the same items in the same order, texts are equal.
   *
   * @default 'equals'
   */
  readonly mode?: 'equals' | 'contains' | 'contains deep' | 'contains keys'
  /**
   * Where the value stands, for the paths of the mismatches.
   *
   * @default '$'
   */
  readonly path?: string
}

/** One row of a table: a path into the value, and what is expected there. */
export interface PathRow {
  readonly path: string
  readonly expected: unknown
}

/**
 * Compares a value with an expectation, which may hold markers at any depth; no mismatch means that they match.
 *
 * A key whose value is `undefined` counts as absent.
 *
 * @throws KataError MARKER_INVALID for the expectation, never for the value
 */
export function match(actual: unknown, expected: unknown, options: MatchOptions = {}): readonly Mismatch[] {
  const place = { actual, path: options.path ?? '$' }
  const expectation = readExpectation(expected)
  return comparers[options.mode ?? 'equals'](expectation, place)
}

/**
 * Compares the values at some paths of one value, as a table asks for.
 *
 * @throws KataError PATH_INVALID, MARKER_INVALID
 */
export function matchPaths(actual: unknown, rows: readonly PathRow[]): readonly Mismatch[] {
  return rows.flatMap(({ path, expected }) =>
    match(lookUp(actual, path), expected, { path }).map((mismatch) =>
      mismatch.rule === 'missing' && mismatch.path === path ? withNearStep(mismatch, actual) : mismatch,
    ),
  )
}

// The first step of the path that leads nowhere, and the keys that are there instead.
function withNearStep(mismatch: Mismatch, actual: unknown): Mismatch {
  let value = actual
  for (const step of parsePath(mismatch.path)) {
    if (typeof step === 'string' && isPlainObject(value) && !Object.hasOwn(value, step)) {
      return withNearKey(mismatch, step, Object.keys(value).slice(0, 100))
    }
    value = lookUp(value, joinPath('', step))
  }
  return mismatch
}

interface Place {
  readonly actual: unknown
  readonly path: string
}

const nothing: readonly Mismatch[] = []

type Compare = (expectation: Expectation, place: Place) => readonly Mismatch[]

const comparers: Readonly<Record<NonNullable<MatchOptions['mode']>, Compare>> = {
  equals: (expectation, place) => compare(expectation, place),
  contains: (expectation, place) => compareContained(expectation, place, compare),
  'contains deep': (expectation, place) => compareContained(expectation, place, compareDeep),
  'contains keys': (expectation, place) => compareKeys(expectation, place),
}

function compareKeys(expectation: Expectation, place: Place): readonly Mismatch[] {
  const { actual, path } = place
  if (expectation.kind === 'object' && isPlainObject(actual)) {
    return compareEntries(expectation.entries, { actual, path }, compareKeys)
  }
  if (expectation.kind === 'array') return compareArray(expectation, place, compareKeys)
  return compare(expectation, place)
}

/** What `contains deep` does below the first level: texts are equal there. */
function compareDeep(expectation: Expectation, place: Place): readonly Mismatch[] {
  const holdsMore = expectation.kind === 'object' || expectation.kind === 'array'
  return holdsMore ? compareContained(expectation, place, compareDeep) : compare(expectation, place)
}

function compare(expectation: Expectation, place: Place): readonly Mismatch[] {
  if (expectation.kind === 'marker') return compareMarker(expectation.written, place)
  if (expectation.kind === 'bottomless') return tooDeep(place)
  if (place.actual === undefined && expectation.value !== undefined)
    return one(place, { rule: 'missing', expected: expectation.value })
  if (expectation.kind === 'array') return compareArray(expectation, place, compare)
  if (expectation.kind === 'object') return compareObject(expectation, place)
  return isSame(expectation.value, place.actual) ? nothing : one(place, { rule: 'equals', expected: expectation.value })
}

function compareMarker(written: WrittenMarker, place: Place): readonly Mismatch[] {
  const { actual, path } = place
  if (written.optional && (actual === undefined || actual === null)) return nothing
  const answer = written.marker.test(actual, written.argument)
  if (answer !== true) {
    const rule = actual === undefined ? 'missing' : written.marker.name
    return one(place, { rule, expected: written.text, ...(answer === false ? {} : { hint: answer }) })
  }
  const { items } = written
  if (items === undefined || !Array.isArray(actual)) return nothing
  return actual.flatMap((item, index) => compareMarker(items, { actual: item, path: joinPath(path, index) }))
}

function compareArray(
  { items, value }: Expectation & { kind: 'array' },
  place: Place,
  compareItem: Compare,
): readonly Mismatch[] {
  const { actual, path } = place
  if (!Array.isArray(actual)) return one(place, { rule: 'equals', expected: value })
  const differing = items.flatMap((item, index) =>
    compareItem(item, { actual: actual[index], path: joinPath(path, index) }),
  )
  const surplus = actual
    .slice(items.length)
    .flatMap((item, index) => surplusAt({ actual: item, path: joinPath(path, items.length + index) }))
  return [...differing, ...surplus]
}

function compareObject({ entries, value }: Expectation & { kind: 'object' }, place: Place): readonly Mismatch[] {
  const { actual, path } = place
  if (!isPlainObject(actual)) return one(place, { rule: 'equals', expected: value })
  const surplus = Object.keys(actual)
    .filter((key) => !entries.has(key) && actual[key] !== undefined)
    .flatMap((key) => surplusAt({ actual: actual[key], path: joinPath(path, key) }))
  return [...compareEntries(entries, { actual, path }, compare), ...surplus]
}

function compareEntries(
  entries: ReadonlyMap<string, Expectation>,
  { actual, path }: { readonly actual: PlainObject; readonly path: string },
  compareItem: Compare,
): readonly Mismatch[] {
  return [...entries].flatMap(([key, expectation]) => {
    const mismatches = compareItem(expectation, { actual: ownValue(actual, key), path: joinPath(path, key) })
    const isAbsent = mismatches.length > 0 && !Object.hasOwn(actual, key)
    return isAbsent ? mismatches.map((mismatch) => withNearKey(mismatch, key, otherKeys(actual, entries))) : mismatches
  })
}

function otherKeys(actual: PlainObject, entries: ReadonlyMap<string, Expectation>): readonly string[] {
  return Object.keys(actual)
    .slice(0, 100)
    .filter((key) => !entries.has(key))
}

function withNearKey(mismatch: Mismatch, key: string, others: readonly string[]): Mismatch {
  const [near] = nearest(others, key)
  return near === undefined ? mismatch : { ...mismatch, hint: `There is a \`${near}\`: is it meant?` }
}

function compareContained(expectation: Expectation, place: Place, compareItem: Compare): readonly Mismatch[] {
  const { actual, path } = place
  if (expectation.kind === 'object' && isPlainObject(actual)) {
    return compareEntries(expectation.entries, { actual, path }, compareItem)
  }
  if (Array.isArray(actual) && expectation.kind !== 'marker') {
    const items = expectation.kind === 'array' ? expectation.items : [expectation]
    return items.flatMap((item) => compareContainedItem(item, { actual, path }, compareItem))
  }
  if (expectation.kind === 'literal' && typeof expectation.value === 'string' && typeof actual === 'string') {
    return actual.includes(expectation.value) ? nothing : one(place, { rule: 'contains', expected: expectation.value })
  }
  return compare(expectation, place)
}

function compareContainedItem(
  item: Expectation,
  { actual, path }: { readonly actual: readonly unknown[]; readonly path: string },
  compareItem: Compare,
): readonly Mismatch[] {
  let closest: { readonly index: number; readonly mismatches: readonly Mismatch[] } | undefined
  for (const [index, candidate] of actual.entries()) {
    const mismatches = compareItem(item, { actual: candidate, path: joinPath(path, index) })
    if (mismatches.length === 0) return nothing
    if (closest === undefined || mismatches.length < closest.mismatches.length) closest = { index, mismatches }
  }
  const at = closest?.mismatches[0]?.path
  const hint = at === undefined ? {} : { hint: `The closest item differs at \`${at}\`.` }
  return one({ actual, path }, { rule: 'contains', expected: item.value, ...hint })
}

function isSame(expected: unknown, actual: unknown): boolean {
  if (expected === actual || Object.is(expected, actual)) return true
  if (typeof expected === 'bigint' || typeof actual === 'bigint') return isSameInteger(expected, actual)
  return isOpaque(expected) && isOpaque(actual) && isDeepStrictEqual(expected, actual)
}

// A large integer and a double, such as 1e21, may be the same number; a text and a number never are.
function isSameInteger(expected: unknown, actual: unknown): boolean {
  const asInteger = (value: unknown) => (typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value)
  return asInteger(expected) === asInteger(actual)
}

// A Date, a Buffer and the like: an object that is not JSON's.
function isOpaque(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !isPlainObject(value) && !Array.isArray(value)
}

function surplusAt(place: Place): readonly Mismatch[] {
  return place.actual === undefined ? nothing : one(place, { rule: 'surplus', expected: undefined })
}

function tooDeep(place: Place): readonly Mismatch[] {
  const hint = 'The expected value goes deeper, or holds itself: the rest was not compared.'
  return one(place, { rule: 'depth', expected: `at most ${maxDepth} levels`, hint })
}

/** Where no hint is given, a well-known difference is looked for. */
function one({ path, actual }: Place, what: Pick<Mismatch, 'rule' | 'expected' | 'hint'>): readonly Mismatch[] {
  const hint = what.hint ?? describeDifference(what.expected, actual)
  return [{ path, rule: what.rule, expected: what.expected, actual, ...(hint === undefined ? {} : { hint }) }]
}
