import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isQuick } from '../../support/match/quick-pattern.js'

describe('a pattern needs no watch', () => {
  it.each([
    [/\b(\d{6})\b/u, 1000],
    [/^[0-9]{10}$/, 10_000],
    [/^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/, 1000],
    [/^(?:9[0-9]|[78])\d{8}$/, 10],
    [/Your (login|registration) OTP is \d{4,8}\.?/, 200],
    [/.*@.*/, 50],
    [/[)*+(?|]{3}\*\+\?/, 1000],
    [/a{3}/, 100_000],
    [/(?<![0-9])[0-9]{6}(?![0-9])/u, 200],
    [/(?<code>\d{6})(?=\.)/, 200],
  ])('%s on %i characters', (pattern, length) => {
    expect(isQuick(pattern, length)).toBe(true)
  })
})

describe('a pattern is watched', () => {
  it.each([
    ['a repeated group', /^(a+)+$/, 10],
    ['a group that may come twice', /(a|a)?(b){2}/, 10],
    ['a repeated choice', /^(a|aa)*$/, 10],
    ['a repeated look ahead', /(?=a*)*b/, 10],
    ['a repeated named group', /(?<a>a)+b/, 10],
    ['a reference to a group', /(a)\1/, 10],
    ['a named reference', /(?<a>a)\k<a>/, 10],
    ['classes that may be nested', new RegExp('[a]', String('v')), 10],
    ['many quantifiers on a text that is not short', /.*a.*b.*c/, 100],
    ['two quantifiers on a long text', /a*b*/, 1000],
    ['a high count', /a{5000}b/, 10_000],
    ['a wide range', /\d{1,100000}/, 100],
    ['many choices', /a?b?c?d?e?f?g?h?i?j?k?/, 1000],
    ['a pattern that is long itself', new RegExp('a'.repeat(1001)), 1],
  ])('%s', (_, pattern, length) => {
    expect(isQuick(pattern, length)).toBe(false)
  })

  it('whatever is in the group that is repeated', () => {
    const inner = fc.stringMatching(/^[a-c.]{1,5}[*+?]?$/)
    const quantifier = fc.constantFrom('*', '+', '?', '{2}', '{2,}', '{2,3}')
    fc.assert(
      fc.property(inner, quantifier, fc.integer({ min: 1, max: 1000 }), (text, repeated, length) => {
        expect(isQuick(new RegExp(`x(${text})${repeated}y`), length)).toBe(false)
      }),
    )
  })
})
