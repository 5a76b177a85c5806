import { expect, it } from 'vitest'
import { refuseImpossible } from '../../support/world/possible-rows.js'

it.each([
  ['mobileNumber', 'x', 'PATH_INVALID'],
  ['', 'x', 'PATH_INVALID'],
  ['key.a', 'x', 'PATH_INVALID'],
  ['headers.a.b.c', 'x', 'PATH_INVALID'],
  ['key', 17, 'TABLE_INVALID'],
  ['offset', '17', 'TABLE_INVALID'],
  ['timestampType', 'Createtime', 'TABLE_INVALID'],
  ['value.a', '<category>', 'TABLE_INVALID'],
])('a row that no message can fulfil is refused: %s is %j', (path, expected, code) => {
  expect(() => refuseImpossible({ path, expected })).toThrow(expect.objectContaining({ code }))
})

it.each([
  ['key', null],
  ['key', '#string'],
  ['headers.a', 'x'],
  ['headers.a[1]', 'x'],
  ['offset', 17],
  ['timestampType', 'LogAppendTime'],
  ['value.a.b.c', 17],
  ['value', '#present'],
  ['value.a', '<b>bold</b>'],
])('a row that some message can fulfil is kept: %s is %j', (path, expected) => {
  expect(() => refuseImpossible({ path, expected })).not.toThrow()
})
