import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type MatchOptions, type Mismatch, match, matchPaths, renderMismatches } from '../../support/match/index.js'

interface Case {
  readonly name: string
  readonly mode?: MatchOptions['mode']
  readonly actual?: unknown
  readonly expected: unknown
  readonly mismatches?: readonly Partial<Mismatch>[]
}

function casesOf(file: string): readonly Case[] {
  return parse(readFileSync(new URL(`../testdata/match/${file}`, import.meta.url), 'utf8'))
}

describe.each(['equals.yaml', 'contains.yaml', 'markers.yaml'])('%s', (file) => {
  it.each(casesOf(file))('$name', ({ actual, expected, mode, mismatches = [] }) => {
    const found = match(actual, expected, mode === undefined ? {} : { mode })
    expect(found).toEqual(mismatches.map((mismatch) => ({ expected: undefined, actual: undefined, ...mismatch })))
  })
})

describe('match', () => {
  it('paths begin with the name of the value', () => {
    expect(match({ a: [1] }, { a: [2] }, { path: 'value' })).toEqual([
      { path: 'value.a[0]', rule: 'equals', expected: 2, actual: 1 },
    ])
  })

  it('a __proto__ key of a message is a key like any other', () => {
    const actual = JSON.parse('{"__proto__":{"admin":true},"a":1}')
    expect(match(actual, { a: 1 }).map(({ path, rule }) => [path, rule])).toEqual([['$.__proto__', 'surplus']])
    expect(match(actual, JSON.parse('{"__proto__":{"admin":true},"a":1}'))).toEqual([])
    expect(match({ a: 1 }, actual).map(({ path, rule }) => [path, rule])).toEqual([['$.__proto__', 'missing']])
  })

  it('a wrong marker is an error even where its key is missing', () => {
    expect(() => match({}, { a: { b: '#strin' } })).toThrow(
      'The marker `#strin` cannot be used.\n' +
        'There is no marker `#strin`. Near: `#string`.\n' +
        'Take one of docs/markers.md; a text that only begins like a marker is written `#regex TEXT`.',
    )
  })

  it.each([
    ['#string of letters', 'Nothing may follow `#string`.'],
    ['#regex', 'A pattern must follow.'],
    ['#regex (', 'Invalid regular expression: /(/: Unterminated group.'],
    ['#[x]', 'Between the brackets stands a number of items, after them a marker or nothing.'],
    ['#[2] uuid', 'Between the brackets stands a number of items, after them a marker or nothing.'],
    ['#(name)', 'There is no marker `#(name)`.'],
    ['#String', 'There is no marker `#String`. Near: `#string`.'],
  ])('the marker %s is refused', (marker, found) => {
    expect(() => match('', marker)).toThrow(expect.objectContaining({ code: 'MARKER_INVALID' }))
    expect(() => match('', marker)).toThrow(`\n${found}\n`)
  })

  it('a value that holds itself is compared down to its bottom', () => {
    const endless: Record<string, unknown> = { a: 1 }
    endless.self = endless
    expect(match(endless, endless).map(({ path, rule }) => [path, rule])).toEqual([['$.self', 'depth']])
    expect(match(endless, { a: 1, self: '#object' })).toEqual([])
  })

  it('values of 100,000 levels are compared 500 levels deep', () => {
    const nested = (): unknown => JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))
    const found = match(nested(), nested())
    expect(found).toMatchObject([
      {
        path: `$${'[0]'.repeat(500)}`,
        rule: 'depth',
        expected: 'at most 500 levels',
        hint: 'The expected value goes deeper, or holds itself: the rest was not compared.',
      },
    ])
    expect(match(nested(), []).map(({ rule }) => rule)).toEqual(['surplus'])
  })

  it('a pattern that is not tried says so', () => {
    expect(match('a'.repeat(1_000_001), '#regex (a+)+')).toMatchObject([
      { rule: '#regex', hint: 'The text is longer than 1000000 characters: no pattern is tried on it.' },
    ])
  })

  it('dates and bytes are compared by what they hold', () => {
    expect(match({ at: new Date(5) }, { at: new Date(5) })).toEqual([])
    expect(match({ at: new Date(5) }, { at: new Date(6) })).toHaveLength(1)
    expect(match(Buffer.from('a'), Buffer.from('b'))).toHaveLength(1)
  })

  it('a key whose value is undefined is absent', () => {
    expect(match({ a: 1, b: undefined }, { a: 1 })).toEqual([])
    expect(match({ a: 1 }, { a: 1, b: undefined })).toEqual([])
  })
})

describe('matchPaths', () => {
  const message = { key: null, headers: { 'x-id': '1' }, value: { items: [{ id: 5 }] } }

  it('each row is judged at its path, all are told', () => {
    const rows = [
      { path: "headers['x-id']", expected: '2' },
      { path: 'value.items[0].id', expected: '#number' },
      { path: 'value.items[1].id', expected: 5 },
      { path: 'key', expected: null },
    ]
    expect(matchPaths(message, rows)).toEqual([
      { path: "headers['x-id']", rule: 'equals', expected: '2', actual: '1' },
      { path: 'value.items[1].id', rule: 'missing', expected: 5, actual: undefined },
    ])
  })

  it('a path that leads nowhere names the near key', () => {
    expect(matchPaths(message, [{ path: 'valu.items', expected: 5 }])).toEqual([
      { path: 'valu.items', rule: 'missing', expected: 5, actual: undefined, hint: 'There is a `value`: is it meant?' },
    ])
    expect(matchPaths(message, [{ path: 'value.items[0].idd', expected: '#number' }])).toMatchObject([
      { rule: 'missing', hint: 'There is a `id`: is it meant?' },
    ])
  })

  it('a row may ask for an absence', () => {
    expect(matchPaths(message, [{ path: 'value.error', expected: '#notpresent' }])).toEqual([])
  })
})

// Without -0, and without the prototypes that fast-check gives.
function normal(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

describe('for any JSON', () => {
  // Texts that begin with a number sign may be markers.
  const json = fc.jsonValue({ noUnicodeString: false }).filter((value) => !JSON.stringify(value).includes('#'))

  it('a value matches itself, in both modes', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(match(normal(value), value)).toEqual([])
        expect(match(normal(value), value, { mode: 'contains' })).toEqual([])
      }),
    )
  })

  it('no mismatch means deeply equal, and the other way round', () => {
    fc.assert(
      fc.property(json, json, (left, right) => {
        expect(match(left, right).length === 0).toBe(isDeepStrictEqual(normal(left), normal(right)))
      }),
    )
  })

  it('#ignore hides one difference and no other', () => {
    fc.assert(
      fc.property(json, json, (left, right) => {
        expect(match({ left, right }, { left, right: '#ignore' })).toEqual([])
        expect(match({ left }, { left, right: '#ignore' })).toEqual([])
      }),
    )
  })

  it('comparing changes nothing', () => {
    fc.assert(
      fc.property(json, json, (left, right) => {
        const before = JSON.stringify([left, right])
        match(left, right)
        expect(JSON.stringify([left, right])).toBe(before)
      }),
    )
  })
})

it('nothing that can come makes it throw', () => {
  const strange = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withNullPrototype: true,
    withObjectString: true,
    withTypedArray: true,
    withSparseArray: true,
  })
  const markers = fc.constantFrom('#string', '##uuid', '#[2] #number', '#json', '#regex a.*', '#epochMs', '#base64')
  const plain = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('#'))
  const text = fc.constantFrom('{"toString":1}', '{"valueOf":null,"toJSON":5}').map((json) => JSON.parse(json))
  fc.assert(
    fc.property(fc.oneof(strange, text), fc.oneof(markers, plain), (actual, expected) => {
      const found = [...match(actual, expected), ...match(actual, expected, { mode: 'contains' })]
      expect(renderMismatches(found)).toBeTypeOf('string')
    }),
    { numRuns: 500 },
  )
})
