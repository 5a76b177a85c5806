import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseJson, writeJson } from '../../support/shared/index.js'

describe('an integer in JSON', () => {
  it.each([
    ['9007199254740991', 9007199254740991],
    ['-9007199254740991', -9007199254740991],
    ['9007199254740992', 9007199254740992n],
    ['9007199254740993', 9007199254740993n],
    ['-9223372036854775808', -9223372036854775808n],
    ['[1,12345678901234567890,{"a":-12345678901234567891}]', [1, 12345678901234567890n, { a: -12345678901234567891n }]],
    [
      '{"a":"12345678901234567890","b\\"":12345678901234567890}',
      { a: '12345678901234567890', 'b"': 12345678901234567890n },
    ],
    ['{"1234567890123456":1}', { '1234567890123456': 1 }],
    ['1234567890123456.5', 1234567890123456.5],
    ['1e21', 1e21],
    ['1234567890123456e2', 123456789012345600],
    [`${'9'.repeat(1001)}`, Number.POSITIVE_INFINITY],
  ])('%s keeps its value', (text, value) => {
    expect(parseJson(text)).toEqual(value)
  })

  it('is told from its neighbour, which JavaScript would take for the same', () => {
    expect(parseJson('9007199254740993')).not.toBe(parseJson('9007199254740992'))
  })

  it('goes out with the digits with which it came', () => {
    const text = '{"id":12345678901234567890,"of":[-9007199254740993,7,"12345678901234567890"]}'
    expect(writeJson(parseJson(text))).toBe(text)
  })
})

describe('everything else in JSON', () => {
  it('is read and written as JavaScript does', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify([value, '1234567890123456'])
        fc.pre(!/(?<![\d.])\d{16,}(?![\d.e])/.test(text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '')))
        expect(parseJson(text)).toEqual(JSON.parse(text))
        expect(writeJson(value)).toBe(JSON.stringify(value))
      }),
      { numRuns: 50 },
    )
  })

  it('keeps a __proto__ key beside a large integer', () => {
    expect(writeJson(parseJson('{"__proto__":{"a":12345678901234567890}}'))).toBe(
      '{"__proto__":{"a":12345678901234567890}}',
    )
  })

  it.each(['', '{', '{"a":1234567890123456', '[12345678901234567890,]'])('is refused where it is none: %j', (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError)
  })

  it('has no word for undefined', () => {
    expect(writeJson(undefined)).toBeUndefined()
  })
})
