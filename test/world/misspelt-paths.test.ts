import { expect, it } from 'vitest'
import type { Message } from '../../support/kafka/index.js'
import type { PathRow } from '../../support/match/index.js'
import { noteUnseen, refuseMisspelt, refuseMisspeltAbsence } from '../../support/world/misspelt-paths.js'
import { messageWith } from '../verdict/facts.js'
import { thrownBy, worldWith } from './world-with.js'

const contracted = 'egov.core.notification.sms.otp'

function asked(rows: readonly PathRow[], { topic = contracted, messages = [] as readonly Message[] } = {}) {
  return { topic, messages, expectation: { suffix: '', rows, judge: () => [] } }
}

const misspelt: PathRow = { path: 'value.mobilNumber', expected: '9876543210' }

it('a row that wants something where no message of the contract can have anything is refused with near names', () => {
  const { world } = worldWith()
  expect(thrownBy(() => refuseMisspelt(world, asked([misspelt], { messages: [messageWith()] })))).toMatchObject({
    code: 'PATH_INVALID',
    message: [
      'The path `value.mobilNumber` leads nowhere in a message on "egov.core.notification.sms.otp".',
      'The contract "otp-sms" has no `value.mobilNumber`. None of the messages that came had it either.',
      'Near: mobileNumber.',
      'Correct the path; if messages may have it, the contract in schemas/ has to say so.',
    ].join('\n'),
  })
  expect(thrownBy(() => refuseMisspelt(world, asked([{ path: 'value.zzz.a', expected: '#present' }])))).toMatchObject({
    message: [
      'The path `value.zzz.a` leads nowhere in a message on "egov.core.notification.sms.otp".',
      'The contract "otp-sms" has no `value.zzz`. No message came.',
      'There are: mobileNumber, message, category, expiryTime, countryCode.',
      'Correct the path; if messages may have it, the contract in schemas/ has to say so.',
    ].join('\n'),
  })
})

it.each([
  ['a path that the contract describes', asked([{ path: 'value.mobileNumber', expected: 'x' }])],
  ['a path that a message has, whatever the contract says', asked([misspelt], { messages: [withKey('mobilNumber')] })],
  ['a header that the contract leaves open', asked([{ path: 'headers.baggage', expected: 'x' }])],
  ['a topic without a contract', asked([misspelt], { topic: 'free' })],
  ['a row that wants nothing there', asked([{ path: 'value.mobilNumber', expected: '#notpresent' }])],
])('%s is not refused', (_what, rows) => {
  expect(() => refuseMisspelt(worldWith().world, rows)).not.toThrow()
})

it('a row that wants nothing there is refused where the name is near one that the contract has', () => {
  const { world } = worldWith()
  const row = (path: string, expected: unknown) => asked([{ path, expected }], { messages: [messageWith()] })
  for (const expected of ['#notpresent', '##string', '#ignore']) {
    expect(thrownBy(() => refuseMisspeltAbsence(world, row('value.mobilNumber', expected)))).toMatchObject({
      code: 'PATH_INVALID',
      facts: { path: 'value.mobilNumber', near: ['mobileNumber'] },
    })
  }
  expect(() => refuseMisspeltAbsence(world, row('value.pin', '#notpresent'))).not.toThrow()
  expect(() => refuseMisspeltAbsence(world, row('value.countryCode', '##string'))).not.toThrow()
})

it('a header that is there in other letters is not proved absent', () => {
  const { world } = worldWith()
  const messages = [messageWith(), messageWith({ headers: { __TypeId__: 'x' } })]
  const row = (path: string) => asked([{ path, expected: '#notpresent' }], { messages })
  expect(thrownBy(() => refuseMisspeltAbsence(world, row('headers.__typeid__')))).toMatchObject({
    code: 'PATH_INVALID',
    message: [
      'That a message on "egov.core.notification.sms.otp" has no header "__typeid__" proves nothing.',
      'It has the header "__TypeId__": only the letter case differs.',
      'Write `headers.__TypeId__`.',
    ].join('\n'),
  })
  expect(() => refuseMisspeltAbsence(world, row('headers.other'))).not.toThrow()
})

it('what no contract describes and no message had is noted in the evidence; with near names, in the summary', () => {
  const { world, warnings } = worldWith()
  world.stepText = 'no message has arrived on "free" where:'
  const rows = [misspelt, { path: 'value.other', expected: 'x' }]
  noteUnseen(world, asked(rows, { topic: 'free', messages: [withKey('mobileNumber')] }))
  noteUnseen(world, asked(rows, { topic: 'free' }))
  expect(world.notes.get('free')).toEqual([
    'no message seen had `value.mobilNumber`, and no contract describes it',
    'no message seen had `value.other`, and no contract describes it',
  ])
  expect(warnings).toEqual([
    '"no message has arrived on "free" where:" proves little: no contract describes `value.mobilNumber` on "free", and no message had it. Near: mobileNumber.',
  ])
})

it('nothing is noted of a path that a message had, or that the contract describes', () => {
  const { world, warnings } = worldWith()
  noteUnseen(world, asked([misspelt], { topic: 'free', messages: [withKey('mobilNumber')] }))
  noteUnseen(
    world,
    asked([
      { path: 'value.category', expected: 'OTP' },
      { path: 'key', expected: 'k' },
    ]),
  )
  expect([world.notes.size, warnings]).toEqual([0, []])
})

function withKey(key: string): Message {
  return messageWith({ value: { [key]: 'x' } })
}
