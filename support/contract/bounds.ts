// What is too much to be judged. Schemas are trusted, messages are not.

import type { Violation } from './violation.js'

const maxDepth = 500
const maxValues = 1_000_000

/**
 * Says why a value is not judged: deeper than 500 levels, or more than 1,000,000 values in it. Nothing where it can be.
 *
 * It stops at the bound, and needs no more than that of time and memory.
 */
export function beyondBounds(value: unknown, path: string): Violation | undefined {
  let values = 0
  let level: readonly unknown[] = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    values += level.length
    if (values > maxValues) return tooMuch(path, 'size', `at most ${maxValues} values in it`)
    if (depth > maxDepth) return tooMuch(path, 'depth', `at most ${maxDepth} levels`)
    level = itemsOf(level, maxValues - values)
  }
  return undefined
}

function itemsOf(level: readonly unknown[], room: number): readonly unknown[] {
  const next: unknown[] = []
  for (const value of level) {
    if (typeof value !== 'object' || value === null) continue
    for (const item of Object.values(value)) next.push(item)
    if (next.length > room) break
  }
  return next
}

function tooMuch(path: string, rule: string, expected: string): Violation {
  return { path, rule, expected, actual: 'more', hint: 'The payload was not judged any further.' }
}
