import { DataTable } from '@cucumber/cucumber'
import { describe, expect, it } from 'vitest'
import {
  docStringJson,
  docStringValue,
  expectationOf,
  expectedDocString,
  pairsOf,
  resolveEmbedded,
} from '../../support/world/values.js'
import { messageWith } from '../verdict/facts.js'
import { thrownBy, worldWith } from './world-with.js'

const table = (...rows: readonly (readonly string[])[]) => new DataTable(rows.map((row) => [...row]))

describe('an expectation', () => {
  it('without a table is met by every message', () => {
    const { suffix, judge } = expectationOf(worldWith().world)
    expect([suffix, judge(messageWith())]).toEqual(['', []])
  })

  it('has its rows in words, with values of their types', () => {
    const { world } = worldWith()
    world.variables.set('mobile', '9876543210')
    const rows = table(['path', 'expected'], ['value.mobileNumber', '91#(mobile)'], ['offset', '1205'], ['key', 'null'])
    const { suffix, judge } = expectationOf(world, rows)
    expect(suffix).toBe(' where value.mobileNumber is "919876543210" and offset is 1205 and key is null')
    expect(judge(messageWith())).toEqual([])
    expect(judge(messageWith({ offset: 1 }))).toMatchObject([{ path: 'offset', expected: 1205, actual: 1 }])
  })

  it('takes no text of a message for a marker', () => {
    const { world } = worldWith()
    world.variables.set('theirs', '#ignore')
    const { suffix, judge } = expectationOf(world, table(['value.mobileNumber', '#(theirs)']))
    expect(suffix).toBe(' where value.mobileNumber is "#ignore"')
    expect(judge(messageWith())).toHaveLength(1)
  })

  it('shows the start of long values and five of many rows, masked before they are cut', () => {
    const { world, worker } = worldWith()
    worker.mask.registerNumber('9876543210')
    world.variables.set('long', `${'x'.repeat(95)}9876543210${'y'.repeat(300_000)}`)
    const rows = Array.from({ length: 7 }, (_, index) => [`value.a${index}`, '#(long)'])
    const { suffix } = expectationOf(world, table(...rows))
    expect(suffix).toContain(` where value.a0 is "${'x'.repeat(95)}98••… and value.a1 is `)
    expect(suffix).toMatch(/ and value\.a4 is "x+98••… and 2 more$/)
  })

  it.each([
    ['value..x', '1', 'PATH_INVALID'],
    ['value.x', '#uuidd', 'MARKER_INVALID'],
    ['value.x', '{"a":["#nothing-like-this"]}', 'MARKER_INVALID'],
    ['value.x', '#(nobody)', 'VARIABLE_UNKNOWN'],
  ])('that cannot be read is refused at once, before any message comes: %s is %s', (path, expected, code) => {
    expect(thrownBy(() => expectationOf(worldWith().world, table([path, expected])))).toMatchObject({ code })
  })

  it('with a key twice in one object is refused', () => {
    const { world } = worldWith()
    expect(thrownBy(() => expectationOf(world, table(['value.a', '{"b":1,"b":2}'])))).toMatchObject({
      code: 'TABLE_INVALID',
    })
    expect(expectationOf(world, table(['value.a', '#regex {"b":1,"b":2}'])).rows).toHaveLength(1)
  })

  it('without any row is refused: every message would do', () => {
    expect(thrownBy(() => expectationOf(worldWith().world, table(['path', 'expected'])))).toMatchObject({
      code: 'TABLE_INVALID',
      message: [
        'The table of the step cannot be read.',
        'It has no rows, so every message would do.',
        'Give it a row | path | expected |, or use the sentence without `where:`.',
      ].join('\n'),
    })
  })
})

describe('a table of two columns', () => {
  it('may have its heading, which is no row', () => {
    expect(pairsOf(table(['name', 'value'], ['a', '1'], ['name', 'value']), ['name', 'value'])).toEqual([
      ['a', '1'],
      ['name', 'value'],
    ])
    expect(pairsOf(table(['a', '1']), ['name', 'value'])).toEqual([['a', '1']])
  })

  it.each([
    [['value.x'], 'A row has one cell: | value.x |'],
    [['a', 'b', 'c'], 'A row has 3 cells: | a | b | c |'],
  ])('is refused with other rows: %j', (row, found) => {
    expect(thrownBy(() => pairsOf(table(row), ['path', 'expected']))).toMatchObject({
      code: 'TABLE_INVALID',
      message: `The table of the step cannot be read.\n${found}\nGive every row two cells: | path | expected |`,
    })
  })
})

describe('a doc string', () => {
  it('is JSON where it is JSON, with variables of their types', () => {
    const { world } = worldWith()
    world.variables.set('amount', 5)
    expect(docStringValue('{"a":"#(amount)","b":"n=#(amount)","__proto__":{"c":1}}', world)).toEqual(
      JSON.parse('{"a":5,"b":"n=5","__proto__":{"c":1}}'),
    )
    expect(docStringValue('amount #(amount)', world)).toBe('amount 5')
  })

  it.each([expectedDocString, docStringJson])(
    'with a key twice in one object is refused: the first would not count',
    (read) => {
      const text = '{\n  "category": "WRONG",\n  "category": "OTP"\n}'
      expect(thrownBy(() => read(text, worldWith().world))).toMatchObject({
        code: 'TABLE_INVALID',
        message: [
          'The doc string of the step cannot be read as it is meant.',
          'One object has the key "category" twice; again on line 3.',
          'Take one of them away, or give it its own name: of two only the last would count.',
        ].join('\n'),
      })
    },
  )

  it('of what is expected keeps the texts of others from being markers', () => {
    const { world } = worldWith()
    world.variables.set('theirs', '#ignore')
    expect(resolveEmbedded('#(theirs)', world)).toBe('#ignore')
    expect(JSON.stringify(expectedDocString('{"a":"#(theirs)"}', world))).toBe('{"a":"#ignore"}')
    expect(typeof (expectedDocString('{"a":"#(theirs)"}', world) as { a: unknown }).a).toBe('object')
  })
})
