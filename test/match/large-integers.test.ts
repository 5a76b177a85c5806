import { expect, it } from 'vitest'
import { match } from '../../support/match/index.js'

const large = 9007199254740993n

it('an integer beyond 2^53 is told from its neighbours, and from the double that stands for both', () => {
  expect(match(large, large)).toEqual([])
  expect(match({ id: large }, { id: 9007199254740993n })).toEqual([])
  for (const other of [9007199254740992n, 9007199254740992, 9007199254740994n, 5, '9007199254740992', null, true]) {
    expect(match(large, other)).toHaveLength(1)
    expect(match(other, large)).toHaveLength(1)
  }
})

it('it equals the double of the same value, however each was written', () => {
  expect(match(10n ** 21n, 1e21)).toEqual([])
  expect(match(1e21, 10n ** 21n)).toEqual([])
  expect(match(10n ** 21n + 1n, 1e21)).toHaveLength(1)
})

it('it is a number to markers and to hints', () => {
  expect(match(large, '#number')).toEqual([])
  expect(match(large, '#string')[0]?.hint).toBe('A number is sent, not a text of digits.')
  expect(match('9007199254740993', large)[0]?.hint).toBe(
    'The number is sent as text: if that is right, expect "9007199254740993" in quotes.',
  )
})
