import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { markersPage, match } from '../../support/match/index.js'
import { markers } from '../../support/match/markers/list.js'

const examples = markers.flatMap(({ name, examples: all }) => all.map((example) => ({ name, ...example })))

describe.each(examples)('$expected', ({ expected, passes, fails }) => {
  it('passes for what its examples say', () => {
    for (const value of passes) expect(match(value, expected)).toEqual([])
  })

  it('fails for what its examples say', () => {
    for (const value of fails) expect(match(value, expected)).toHaveLength(1)
  })

  it('passes with a second number sign for absent and null', () => {
    expect(match(undefined, `#${expected}`)).toEqual([])
    expect(match(null, `#${expected}`)).toEqual([])
  })
})

describe.each([
  ['#uuid', ['9B2F1C0E-4D3A-4E5F-8A7B-0C1D2E3F4A5B'], [' 9b2f1c0e-4d3a-4e5f-8a7b-0c1d2e3f4a5b', 'x'.repeat(1e6)]],
  ['#datetime', ['2024-02-29T23:59:60Z', '2026-01-01t00:00:00.1z'], ['2023-02-29T00:00:00Z', '2026-13-01T00:00:00Z']],
  [
    '#datetime',
    ['2000-02-29T00:00:00-23:59'],
    ['2100-02-29T00:00:00Z', '2026-01-01T24:00:00Z', '2026-01-01T00:00:00+24:00'],
  ],
  ['#epochMs', [1e12, 9_999_999_999_999], [1e13, Number.NaN, -1]],
  ['#e164', ['+1234', `+${'1'.repeat(15)}`], ['+0123', `+${'1'.repeat(16)}`, 919000000001]],
  ['#base64', ['A'.repeat(8_000_000)], ['====', `${'A'.repeat(7_999_999)}!`]],
  ['#number', [5n], [new Date(5)]],
  ['#object', [Object.create(null)], [new Map(), Buffer.from('a')]],
])('%s', (marker, passes, fails) => {
  it('holds at its edges', () => {
    expect(passes.flatMap((value) => match(value, marker))).toEqual([])
    expect(fails.filter((value) => match(value, marker).length === 0)).toEqual([])
  })
})

it('docs/markers.md is the page made from the definitions', () => {
  expect(readFileSync(new URL('../../docs/markers.md', import.meta.url), 'utf8')).toBe(markersPage())
})
