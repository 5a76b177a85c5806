import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { describeDifference } from '../../support/match/index.js'

const file = new URL('../testdata/match/differences.yaml', import.meta.url)
const cases: readonly (readonly [unknown, unknown, string?])[] = parse(readFileSync(file, 'utf8'))

it.each(cases)('%j against %j: %s', (expected, actual, sentence) => {
  expect(describeDifference(expected, actual)).toBe(sentence)
})

it('what is absent has no sentence', () => {
  expect(describeDifference(undefined, 1)).toBeUndefined()
  expect(describeDifference(1, undefined)).toBeUndefined()
})
