import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isObject, type JsonValue, readJson } from '../../services/json/index.js'

const valid = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
const source = 'Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled)'

test.each([
  [' ', 'No content to map due to end-of-input'],
  ['{', `Unexpected end-of-input: expected close marker for Object (start marker at [${source}; line: 1, column: 1])`],
  [
    '{"a":\n [1',
    `Unexpected end-of-input: expected close marker for Array (start marker at [${source}; line: 2, column: 2])`,
  ],
  ['{"a"', 'Unexpected end-of-input within/between Object entries'],
  ['{"a":', 'Unexpected end-of-input within/between Object entries'],
  ['{"a', 'Unexpected end-of-input in field name'],
  ['"a', 'Unexpected end-of-input in VALUE_STRING'],
  ['"\\', 'Unexpected end-of-input in character escape sequence'],
  ['"\\u00', 'Unexpected end-of-input in character escape sequence'],
  ['"\\u00g0"', "Unexpected character ('g' (code 103)): expected a hex-digit for character escape sequence"],
  ['"\\x"', "Unrecognized character escape ('x' (code 120))"],
  [
    '"\n"',
    'Illegal unquoted character ((CTRL-CHAR, code 10)): has to be escaped using backslash to be included in string value',
  ],
  ['{"a":1,}', "Unexpected character ('}' (code 125)): was expecting double-quote to start field name"],
  ['{a:1}', "Unexpected character ('a' (code 97)): was expecting double-quote to start field name"],
  ['{"a" 1}', "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value"],
  ['{"a":1 "b":2}', "Unexpected character ('\"' (code 34)): was expecting comma to separate Object entries"],
  ['[1 2]', "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries"],
  ['[1,]', `Unexpected character (']' (code 93)): expected a valid value ${valid}`],
  ["'a'", `Unexpected character (''' (code 39)): expected a valid value ${valid}`],
  ['nil', `Unrecognized token 'nil': was expecting ${valid}`],
  ['007', 'Invalid numeric value: Leading zeroes not allowed'],
  ['-x', "Unexpected character ('x' (code 120)): expected digit (0-9) to follow minus sign, for valid numeric value"],
  [
    '['.repeat(1001),
    'Document nesting depth (1001) exceeds the maximum allowed (1000, from `StreamReadConstraints.getMaxNestingDepth()`)',
  ],
])('%j is not JSON, in the words of Jackson', (text, message) => {
  expect(() => readJson(text)).toThrow(expect.objectContaining({ message, code: 'JSON_INVALID' }))
})

test('a number keeps its digits', () => {
  expect(readJson('900000000100000000001')).toEqual({ literal: '900000000100000000001' })
  expect(readJson('-1.50E+2')).toEqual({ literal: '-1.50E+2' })
})

test('a thousand levels are read', () => {
  expect(() => readJson('['.repeat(1000) + ']'.repeat(1000))).not.toThrow()
})

test('what JSON.stringify writes is read as it was', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value)
      expect(plain(readJson(text))).toEqual(JSON.parse(text))
    }),
  )
})

test('white space is of no importance', () => {
  expect(plain(readJson(' \t\r\n{ "a" : [ 1 , true , null ] } x'))).toEqual({ a: [1, true, null] })
})

function plain(value: JsonValue): unknown {
  if (value === null || typeof value !== 'object') return value
  if (isObject(value)) return Object.fromEntries([...value].map(([key, item]) => [key, plain(item)]))
  return 'literal' in value ? Number(value.literal) : value.map(plain)
}
