import { AssertionError } from 'chai'
import { expect, it } from 'vitest'
import { MatchError } from '../../support/match/index.js'

it('a match error is an assertion error of chai with verdict and facts', () => {
  const error = new MatchError('MISSING', 'No message arrived.', { seen: 0 })
  expect(error).toBeInstanceOf(AssertionError)
  expect(error.message).toBe('No message arrived.')
  expect(error).toMatchObject({ name: 'AssertionError', verdict: 'MISSING', facts: { seen: 0 } })
  expect(new MatchError('LATE', 'Late.').facts).toEqual({})
})
