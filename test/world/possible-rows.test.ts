import { expect, it } from 'vitest'
import { refuseImpossible, refusePlaceholder, refuseTwice } from '../../support/world/possible-rows.js'
import { thrownBy } from './world-with.js'

it.each([
  ['mobileNumber', 'x', 'PATH_INVALID'],
  ['', 'x', 'PATH_INVALID'],
  ['key.a', 'x', 'PATH_INVALID'],
  ['headers.a.b.c', 'x', 'PATH_INVALID'],
  ['key', 17, 'TABLE_INVALID'],
  ['offset', '17', 'TABLE_INVALID'],
  ['timestampType', 'Createtime', 'TABLE_INVALID'],
  ['headers.a', 5, 'TABLE_INVALID'],
  ['headers.a', null, 'TABLE_INVALID'],
  ['headers.a', ['5', 6], 'TABLE_INVALID'],
  ['headers.a', '#[2] #number', 'TABLE_INVALID'],
  ['headers.a[0]', '#array', 'TABLE_INVALID'],
  ['headers.a.b', '5', 'PATH_INVALID'],
  ['headers', '#string', 'TABLE_INVALID'],
  ['key', '#number', 'TABLE_INVALID'],
  ['key', '##number', 'TABLE_INVALID'],
  ['key', '#notpresent', 'TABLE_INVALID'],
  ['value', '#notpresent', 'TABLE_INVALID'],
  ['timestamp', '#datetime', 'TABLE_INVALID'],
  ['topic', '#null', 'TABLE_INVALID'],
  ['headers.#(mobile)', 'x', 'PATH_INVALID'],
  ["headers['#(mobile)']", 'x', 'PATH_INVALID'],
  ['value.<field>', 'x', 'PATH_INVALID'],
])('a row that no message can fulfil is refused: %s is %j', (path, expected, code) => {
  expect(() => refuseImpossible({ path, expected })).toThrow(expect.objectContaining({ code }))
})

it.each([
  ['key', null],
  ['key', '#string'],
  ['headers.a', 'x'],
  ['headers.a[1]', 'x'],
  ['headers.a', ['x', 'y']],
  ['headers.a', '#[2] #uuid'],
  ['headers.a', '#notpresent'],
  ['headers.a', '#present'],
  ['headers.a', '#regex a.*'],
  ['headers', { a: 'x' }],
  ['timestamp', '#epochMs'],
  ['key', '#ignore'],
  ['key', '#null'],
  ['value', null],
  ['value', '#object'],
  ['offset', 17],
  ['timestampType', 'LogAppendTime'],
  ['value.a.b.c', 17],
  ['value', '#present'],
])('a row that some message can fulfil is kept: %s is %j', (path, expected) => {
  expect(() => refuseImpossible({ path, expected })).not.toThrow()
})

it.each(['<category>', '#regex <kid>.*', '#regex .*<kid>', { a: ['<category>'] }])(
  'a placeholder that was not replaced is refused: %j',
  (cell) => {
    expect(() => refusePlaceholder(cell)).toThrow(expect.objectContaining({ code: 'TABLE_INVALID' }))
  },
)

it.each([
  '<b>bold</b>',
  '#regex (?<name>a)(?<=b)(?<!c).*',
  '#regex a[<]b>',
  '#regex 1 < 2 > 0',
  { a: '<b>bold</b>' },
  null,
])('what is no placeholder is kept: %j', (cell) => {
  expect(() => refusePlaceholder(cell)).not.toThrow()
})

it('two rows for one place are refused, however its path is written', () => {
  const rows = (...paths: string[]) => paths.map((path) => ({ path, expected: 'x' }))
  for (const path of ['value.kind', "value['kind']", '$.value.kind']) {
    expect(() => refuseTwice(rows('value.kind', 'value.other', path))).toThrow(
      expect.objectContaining({ code: 'TABLE_INVALID' }),
    )
  }
  expect(() => refuseTwice(rows('value.kind', 'value.kinds', 'headers.kind'))).not.toThrow()
})

it('a placeholder is told with what to do, and in a marker how a real sign is written', () => {
  expect(thrownBy(() => refusePlaceholder('<kid>'))).toMatchObject({
    message: [
      'The placeholder <kid> was not replaced.',
      'No column of the Examples has that name.',
      'Correct the name, here or in the heading of the Examples.',
    ].join('\n'),
  })
  expect(thrownBy(() => refusePlaceholder('#regex <kid>.*'))).toMatchObject({
    message: expect.stringContaining('<kid> was not replaced.'),
  })
})
