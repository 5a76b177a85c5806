import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Mismatch, renderMismatches } from '../../support/match/index.js'

function mismatch(part: Partial<Mismatch>): Mismatch {
  return { path: 'value', rule: 'equals', expected: 1, actual: 2, ...part }
}

describe('renderMismatches', () => {
  it('lines are aligned, each hint stands under its line and only once', () => {
    const hint = 'The number is sent as text.'
    const text = renderMismatches([
      mismatch({ path: 'value.mobileNumber', expected: '9000000001', actual: '9000000002' }),
      mismatch({ path: 'value.expiryTime', rule: '#number', expected: '#number', actual: '5', hint }),
      mismatch({ path: 'value.sentAt', rule: 'type', expected: 'integer', actual: '6', hint }),
      mismatch({ path: 'value.id', rule: 'missing', expected: '#uuid', actual: undefined }),
      mismatch({ path: 'value.extra', rule: 'surplus', expected: undefined, actual: { a: [null, true] } }),
    ])
    expect(`\n${text}`).toBe(`
  value.mobileNumber   equals    expected "9000000001"   actual "9000000002"
  value.expiryTime     #number   expected #number        actual "5"
    The number is sent as text.
  value.sentAt         type      expected integer        actual "6"
  value.id             missing   expected #uuid          actual missing
  value.extra          surplus   expected nothing        actual {"a":[null,true]}`)
  })

  it('five are shown, the rest is counted', () => {
    const text = renderMismatches(Array.from({ length: 8 }, (_, index) => mismatch({ path: `a[${index}]` })))
    expect(`\n${text}`).toBe(`
  a[0]   equals   expected 1   actual 2
  a[1]   equals   expected 1   actual 2
  a[2]   equals   expected 1   actual 2
  a[3]   equals   expected 1   actual 2
  a[4]   equals   expected 1   actual 2
  … and 3 more`)
  })

  it('none is an empty text', () => {
    expect(renderMismatches([])).toBe('')
  })

  it('big values are cut so that a line has at most 100 columns', () => {
    const text = renderMismatches([
      mismatch({ path: `value.${'very.'.repeat(20)}deep`, expected: 'x'.repeat(500), actual: ['y'.repeat(500)] }),
      mismatch({ expected: 'short' }),
    ])
    expect(`\n${text}`).toBe(`
  ….very.very.very.very.very.very.deep   equals   expected "xxxxxxxxxxxxx…   actual ["yyyyyyyyyyyyy…
  value                                  equals   expected "short"           actual 2`)
  })

  it('a cut never leaves a part of a number', () => {
    const text = renderMismatches([
      mismatch({ rule: 'surplus', expected: undefined, actual: `${'x'.repeat(50)} 9000000001 and more` }),
    ])
    expect(text).toBe(`  value   surplus   expected nothing   actual "${'x'.repeat(50)} …`)
  })

  it('of two long values what they share is cut off, so that the difference is in sight', () => {
    const text = (code: string) => `Dear Citizen, Your OTP to complete your DIGIT Registration is ${code}.`
    const [expected, actual] = [text('100001'), text('100002')]
    expect(`\n${renderMismatches([mismatch({ expected, actual })])}`).toBe(`
  value   equals   expected …is 100001."   actual …is 100002."`)
  })

  it('values are masked before they are cut', () => {
    const mask = (part: string) => part.replaceAll('9000000001', '90••••••01')
    const text = renderMismatches(
      [mismatch({ path: 'by.9000000001', expected: '9000000001', actual: 'b', hint: 'Match 9000000001.' })],
      { mask, indent: 0 },
    )
    expect(`\n${text}`).toBe(`
by.90••••••01   equals   expected "90••••••01"   actual "b"
  Match 90••••••01.`)
  })

  it('signs that a terminal would obey are written out', () => {
    const text = renderMismatches([mismatch({ path: 'a\u001b[2J', expected: '\u202e', actual: 'line\nend\u0007' })])
    expect(text).toBe('  a\\u001b[2J   equals   expected "\\u202e"   actual "line\\nend\\u0007"')
  })

  it('wide characters count for two columns, combining ones for none', () => {
    const text = renderMismatches([
      mismatch({ path: '名前', expected: 'é', actual: 'e\u0301' }),
      mismatch({ path: 'name', expected: '😀', actual: 'b' }),
    ])
    expect(`\n${text}`).toBe(`
  名前   equals   expected "é"    actual "e\u0301"
  name   equals   expected "😀"   actual "b"`)
  })

  it('values that JSON does not know have a text', () => {
    const values = [5n, Number.NaN, new Map(), () => 1, Symbol('a'), new Date(5)]
    const text = renderMismatches(
      values.map((actual) => mismatch({ actual })),
      { limit: 6, indent: 0 },
    )
    expect(text.split('\n').map((line) => line.replace(/^.*actual /, ''))).toEqual([
      '5',
      'NaN',
      'object Map',
      'a function',
      'Symbol(a)',
      'object Date',
    ])
  })

  it('a value of 50 MB or of 100,000 levels is shown by its start', () => {
    const deep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))
    const text = renderMismatches([
      mismatch({ rule: 'surplus', expected: undefined, actual: 'a'.repeat(50_000_000) }),
      mismatch({ rule: 'surplus', expected: undefined, actual: deep }),
      mismatch({ rule: 'surplus', expected: undefined, actual: Array(1_000_000).fill('b') }),
    ])
    expect(text.split('\n').map((line) => line.slice(39))).toEqual([
      `actual "${'a'.repeat(52)}…`,
      `actual ${'['.repeat(20)}[…]${']'.repeat(20)}`,
      `actual [${'"b",'.repeat(13)}…`,
    ])
  })

  it('no line is ever wider than 100 columns', () => {
    const anyMismatch = fc.record({
      path: fc.string({ maxLength: 300 }),
      rule: fc.string({ maxLength: 40 }),
      expected: fc.jsonValue(),
      actual: fc.jsonValue(),
      hint: fc.string({ maxLength: 300 }),
    })
    fc.assert(
      fc.property(fc.array(anyMismatch, { maxLength: 7 }), (mismatches) => {
        for (const line of renderMismatches(mismatches).split('\n')) expect([...line].length).toBeLessThanOrEqual(100)
      }),
    )
  })
})
