import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { loadCatalogue } from '../../support/contract/index.js'
import { codeIn, concernsAddress, concernsNumber, findCodes, isForNumber } from '../../support/digit/index.js'
import { messageWith } from '../verdict/facts.js'
import { thrownBy } from '../world/world-with.js'

const sms = 'Dear Citizen, Your Login OTP is 135790.'
const rule = { path: 'value.message', pattern: '\\b(\\d{6})\\b' }
const saying = (message: unknown) => messageWith({ value: { message, mobileNumber: '9876543210' } })

describe('the message for a mobile number', () => {
  const judge = isForNumber('9876543210')

  it('carries exactly that number; whatever else it says is for the contract', () => {
    expect(judge(saying(sms))).toEqual([])
    expect(judge(messageWith({ value: { mobileNumber: '9876543210', category: 'WRONG' } }))).toEqual([])
  })

  it.each<[unknown, string]>([
    ['919876543210', 'a country prefix'],
    ['9876543211', 'another number'],
    [9876543210, 'a number that is no text'],
    [null, 'null'],
    [undefined, 'nothing'],
    [['9876543210'], 'a list'],
  ])('is not one with %j: %s', (mobileNumber) => {
    expect(judge(messageWith({ value: { mobileNumber } }))).toMatchObject([
      { path: 'value.mobileNumber', expected: '9876543210' },
    ])
  })

  it.each([null, '9876543210', '', [], 5])('is not one whose payload is %j', (value) => {
    expect(judge(messageWith({ value }))).toHaveLength(1)
  })
})

describe('what has to do with a mobile number', () => {
  const judge = concernsNumber('9876543210')

  it.each<[string, unknown]>([
    ['the number itself', { mobileNumber: '9876543210' }],
    ['a country prefix', { mobileNumber: '919876543210' }],
    ['a number that is no text', { mobileNumber: 9876543210 }],
    ['a list', { mobileNumber: ['9876543210'] }],
    ['another field', [{ deep: { recipient: '+91 98765-43210' } }]],
    ['a text that is no JSON', 'to: 9876543210'],
  ])('is a payload with %s', (_what, value) => {
    expect(judge(messageWith({ value }))).toEqual([])
  })

  it('is a message whose key it is', () => {
    expect(judge(messageWith({ key: '9876543210', value: {} }))).toEqual([])
  })

  it.each<[unknown]>([[{ mobileNumber: '9876543211' }], [null], [{ mobileNumber: '987654321', 0: '0' }], [true]])(
    'is not %j',
    (value) => {
      expect(judge(messageWith({ value }))).toHaveLength(1)
    },
  )

  it('has its digits without a country, however the number is given', () => {
    expect(concernsNumber('+91 98765 43210')(messageWith({ value: { to: '9876543210' } }))).toEqual([])
  })
})

describe('what has to do with something that is no mobile number', () => {
  it.each(['12', 'ab', '98765432ab', ''])('is no message of somebody whose number holds "%s"', (written) => {
    const message = messageWith({ value: { mobileNumber: '9876543212', message: 'OTP 121212, ab' } })
    expect(concernsNumber(written)(message)).toHaveLength(1)
  })

  it('is a message in which it is the whole of a text', () => {
    expect(concernsNumber('12')(messageWith({ value: { recipient: '12' } }))).toEqual([])
    expect(concernsNumber('ab')(messageWith({ key: 'ab', value: {} }))).toEqual([])
  })
})

describe('what has to do with an address', () => {
  const judge = concernsAddress('asha@example.org')

  it.each<[unknown]>([[['asha@example.org']], [['ravi@example.org', 'ASHA@example.org']], [['<asha@example.org>']]])(
    'is an e-mail to %j',
    (emailTo) => {
      expect(judge(messageWith({ value: { email: { emailTo } } }))).toEqual([])
    },
  )

  it('is not an e-mail to somebody else', () => {
    expect(judge(messageWith({ value: { email: { emailTo: ['ravi@example.org'] } } }))).toHaveLength(1)
  })
})

describe('the code in a message', () => {
  it.each([
    [sms, '135790'],
    ['012345', '012345'],
    ['135790 is your code, do not tell 135790', '135790'],
  ])('%j is %s', (message, code) => {
    expect([findCodes(saying(message), rule), codeIn(saying(message), rule)]).toEqual([[code], code])
  })

  it('is not chosen among several, and each of them is known', () => {
    const message = saying('Case 180042: your OTP is 135790.')
    expect(findCodes(message, rule)).toEqual(['180042', '135790'])
    expect(thrownBy(() => codeIn(message, rule))).toMatchObject({
      code: 'CODE_NOT_FOUND',
      message: expect.stringContaining('2 different texts match \\b(\\d{6})\\b'),
    })
  })

  it('is found by the rule of the channel otp-sms', () => {
    const catalogue = loadCatalogue(fileURLToPath(new URL('../../schemas', import.meta.url)))
    const { otpPattern = rule } = catalogue.channel('otp-sms')
    expect(codeIn(saying(sms), otpPattern)).toBe('135790')
  })

  it.each([
    ['seven digits', '1357900'],
    ['a code inside a word', 'a135790'],
    ['no text', 135790],
    ['nothing', undefined],
    ['a text that is too long to be searched', `${'x'.repeat(1_000_000)} 135790`],
  ])('is not found in %s', (_what, message) => {
    expect(findCodes(saying(message), rule)).toEqual([])
  })

  it('that is not there is told with where it should be, and without the message', () => {
    expect(thrownBy(() => codeIn(saying('No code for 9876543210.'), rule))).toMatchObject({
      code: 'CODE_NOT_FOUND',
      class: 'TEST',
      message: [
        'The one-time password could not be cut out of the message.',
        'At `value.message` of partition 0 offset 1205 nothing matches \\b(\\d{6})\\b',
        'Correct `x-one-time-password` of the channel in schemas/asyncapi, or look at the text that the service sends.',
      ].join('\n'),
      facts: { topic: 'otp', partition: 0, offset: 1205, path: 'value.message', pattern: '\\b(\\d{6})\\b' },
    })
  })

  it('is the whole find where the group is not part of it', () => {
    expect(findCodes(saying(sms), { path: 'value.message', pattern: '135790|(x)' })).toEqual(['135790'])
  })
})
