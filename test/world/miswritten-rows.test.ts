import { expect, it } from 'vitest'
import { matchPaths, type PathRow } from '../../support/match/index.js'
import { refuseMiswritten } from '../../support/world/miswritten-rows.js'
import { messageWith } from '../verdict/facts.js'
import { thrownBy, worldWith } from './world-with.js'

const message = messageWith({
  headers: { 'X-Count': '5', 'x-kind': ['alarm', 'info'], 'x-one': 'a' },
  value: { mobileNumber: '9812345678', id: '12345678901234567890', count: 5, flag: true, kind: 'a' },
})

function check(...rows: readonly PathRow[]) {
  const expectation = { suffix: '', rows, judge: (candidate: typeof message) => matchPaths(candidate, rows) }
  refuseMiswritten(worldWith().world, { topic: message.topic, messages: [message], expectation })
}

it.each([
  ['value.mobileNumber', 9812345678, 'TABLE_INVALID'],
  ['value.id', 12345678901234567890n, 'TABLE_INVALID'],
  ['value.count', '5', 'TABLE_INVALID'],
  ['value.count', '#regex \\d', 'TABLE_INVALID'],
  ['value.flag', 'true', 'TABLE_INVALID'],
  ["headers['x-kind']", 'alarm', 'TABLE_INVALID'],
  ["headers['x-kind']", '#regex a.*', 'TABLE_INVALID'],
  ["headers['x-one']", ['a'], 'TABLE_INVALID'],
  ["headers['x-count']", '5', 'PATH_INVALID'],
  ["headers['x-count']", '#string', 'PATH_INVALID'],
])('a message that only the writing of %s as %o keeps from being it is told', (path, expected, code) => {
  expect(thrownBy(() => check({ path: 'value.kind', expected: 'a' }, { path, expected }))).toMatchObject({ code })
})

it.each([
  ['value.mobileNumber', 9812345679],
  ['value.mobileNumber', '9812345679'],
  ['value.count', '6'],
  ['value.other', '5'],
  ['value.mobileNumber', '#number'],
  ['value.count', '##string'],
  ["headers['x-kind']", '#string'],
  ["headers['x-kind']", 'other'],
  ["headers['x-count']", '6'],
])('a message that differs otherwise is another one: %s is %o', (path, expected) => {
  expect(() => check({ path, expected })).not.toThrow()
})

it('a message that differs in something else too is another one', () => {
  expect(() => check({ path: 'value.kind', expected: 'b' }, { path: 'value.count', expected: '5' })).not.toThrow()
})

it('the place, what was expected and what came are named', () => {
  expect(thrownBy(() => check({ path: 'value.count', expected: '5' }))).toMatchObject({
    message: [
      'That no such message arrived on "otp" proves nothing.',
      'Of partition 0 offset 1205 only the kind of value differs, at `value.count`:',
      '  expected "5"',
      '  actual 5',
      'Write it as the message has it: a text of digits in quotes, a header that is repeated as a list.',
    ].join('\n'),
  })
  expect(thrownBy(() => check({ path: "headers['x-count']", expected: '5' }))).toMatchObject({
    message: [
      'That no such message arrived on "otp" proves nothing.',
      'Partition 0 offset 1205 has the header "X-Count": only the letter case differs.',
      "Write `headers['X-Count']`.",
    ].join('\n'),
  })
})
