import { expect, it } from 'vitest'
import { execBounded, isUnjudged } from '../../support/match/index.js'

it('the groups of a find are told', () => {
  expect(execBounded(/(\d{6})|(x)/, 'Your OTP is 123456.')).toEqual({
    outcome: 'found',
    groups: ['123456', '123456', undefined],
  })
})

it('no find is none', () => {
  expect(execBounded(/\d{6}/, 'no code')).toEqual({ outcome: 'none' })
})

it('a pattern that would run for ever is stopped', () => {
  const answer = execBounded(/^(a+)+$/, `${'a'.repeat(40)}!`, 20)
  const why = 'The pattern was stopped on this text after 20 ms: make it simpler.'
  expect(answer).toEqual({ outcome: 'stopped', why })
  expect(isUnjudged({ hint: why })).toBe(true)
})

it('a text of more than a million characters is not tried', () => {
  expect(execBounded(/a/, 'a'.repeat(1_000_001))).toEqual({
    outcome: 'stopped',
    why: 'The text is longer than 1000000 characters: no pattern is tried on it.',
  })
  expect(execBounded(/a$/, 'a'.repeat(1_000_000))).toMatchObject({ outcome: 'found' })
})
