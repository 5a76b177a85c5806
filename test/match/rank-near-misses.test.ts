import { expect, it } from 'vitest'
import { match, rankNearMisses } from '../../support/match/index.js'

const expected = { mobileNumber: '9000000001', category: 'OTP' }

function candidate(value: unknown) {
  return { value, mismatches: match(value, expected, { mode: 'contains' }) }
}

it('fewest mismatches first, then the likest values, equals as they came', () => {
  const candidates = [
    { mobileNumber: '1', category: 'NOTIFICATION' },
    { mobileNumber: '7777777777', category: 'OTP' },
    { mobileNumber: '919000000001', category: 'OTP' },
    { mobileNumber: null, category: 'OTP' },
    { mobileNumber: undefined, category: 'OTP' },
  ].map(candidate)
  expect(rankNearMisses(candidates, 4).map(({ value }) => value)).toEqual([
    { mobileNumber: '919000000001', category: 'OTP' },
    { mobileNumber: '7777777777', category: 'OTP' },
    { mobileNumber: null, category: 'OTP' },
    { mobileNumber: undefined, category: 'OTP' },
  ])
})

it('no candidates are no near misses', () => {
  expect(rankNearMisses([], 3)).toEqual([])
})
