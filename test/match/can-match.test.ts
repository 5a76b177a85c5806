import { expect, it } from 'vitest'
import { canMatch, literal, type Shape } from '../../support/match/index.js'
import { markers } from '../../support/match/markers/list.js'
import { allKinds, kindName } from '../../support/match/values.js'

const text: Shape = { kinds: ['string'] }
const texts: Shape = { kinds: ['array'], items: text }

it.each(markers)('$name names the kinds of what passes, and of nothing else', ({ kinds, test, examples }) => {
  const passing = examples.flatMap(({ passes }) => passes).map(kindName)
  expect(passing.filter((kind) => !kinds.includes(kind))).toEqual([])
  const others = {
    absent: undefined,
    null: null,
    boolean: true,
    number: 1795300445382,
    string: 'a',
    array: [],
    object: {},
  }
  const wrong = allKinds.filter((kind) => !kinds.includes(kind) && test(others[kind], '') === true)
  expect(wrong).toEqual([])
})

it.each([
  ['a', text],
  ['#1', text],
  ['#regex \\d', text],
  ['##uuid', text],
  [literal('#number'), text],
  [['a', '#e164'], texts],
  ['#[2] #uuid', texts],
  [5n, { kinds: ['number'] as const }],
])('an expectation can match a value of the shape: %o, %j', (expected, shape) => {
  expect(canMatch(expected, shape)).toBe(true)
})

it.each([
  [5, text],
  [null, text],
  ['#number', text],
  ['##number', text],
  [['a', 5], texts],
  ['#[2] #number', texts],
  [literal(['a', 5]), texts],
  [undefined, text],
])('an expectation can match no value of the shape: %o, %j', (expected, shape) => {
  expect(canMatch(expected, shape)).toBe(false)
})
