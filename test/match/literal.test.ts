import { expect, it } from 'vitest'
import { literal, match, matchPaths } from '../../support/match/index.js'

it('a text that came in a message is no marker, at any depth', () => {
  expect(match('anything', literal('#ignore')).map(({ rule }) => rule)).toEqual(['equals'])
  expect(match('#ignore', literal('#ignore'))).toEqual([])
  expect(match({ a: ['anything'] }, { a: literal(['##string']) }).map(({ path }) => path)).toEqual(['$.a[0]'])
  expect(matchPaths({ a: 'x' }, [{ path: 'a', expected: literal('#string') }])).toHaveLength(1)
})

it('what cannot hold a marker stays as it is', () => {
  expect([literal(5), literal('98'), literal(null), literal(undefined)]).toEqual([5, '98', null, undefined])
})

it('reports show the value itself', () => {
  expect(JSON.stringify({ expected: literal('#uuid') })).toBe('{"expected":"#uuid"}')
  expect(match('x', literal('#uuid'))[0]?.expected).toBe('#uuid')
})
