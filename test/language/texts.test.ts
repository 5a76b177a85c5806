import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDocString, typedCell } from '../../support/language/index.js'
import { writeJson } from '../../support/shared/index.js'

describe('typedCell', () => {
  it.each([
    ['5', 5],
    ['-1.5e3', -1500],
    ['"5"', '5'],
    ['true', true],
    ['null', null],
    ['{"a":[1]}', { a: [1] }],
    ['"#string"', '#string'],
    ['#string', '#string'],
    ['#regex \\d{6}', '#regex \\d{6}'],
    ['OTP', 'OTP'],
    ['', ''],
    ['+919000000001', '+919000000001'],
    ['0042', '0042'],
    ['9007199254740993', 9007199254740993n],
    ['1e999', '1e999'],
    ['{ a: 1 }', '{ a: 1 }'],
    ["'5'", "'5'"],
    ['undefined', 'undefined'],
  ])('%s', (cell, value) => {
    expect(typedCell(cell)).toEqual(value)
  })

  it('reads every JSON back', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(writeJson(typedCell(JSON.stringify(value)))).toBe(JSON.stringify(value))
      }),
    )
  })
})

describe('parseDocString', () => {
  it.each([
    ['{\n  "otp": { "type": "login" }\n}', { otp: { type: 'login' } }],
    ['[]', []],
    ['Dear Citizen', 'Dear Citizen'],
    ['{ otp', '{ otp'],
    ['', ''],
  ])('%j', (text, value) => {
    expect(parseDocString(text)).toEqual(value)
  })

  it('a __proto__ key stays a key', () => {
    expect(JSON.stringify(parseDocString('{"__proto__":1}'))).toBe('{"__proto__":1}')
  })
})
