import { describe, expect, it } from 'vitest'
import { type Mismatch, match } from '../../support/match/index.js'
import { createMask } from '../../support/shared/index.js'
import { explainAnswer, explainMessage } from '../../support/verdict/index.js'
import { longTopic, messageWith, tooWide } from './facts.js'

const plain = (text: string) => text
const demand = {
  must: 'conform to its contract "otp-sms"',
  advice: 'Either user-otp changed what it publishes, or its contract in schemas/ has to say so.',
  mask: plain,
}
const answer = { method: 'POST', url: 'http://127.0.0.1:8080/user-otp/v1/_send', status: 500, responseBody: undefined }
const mismatch: Mismatch = { path: 'value.category', rule: 'const', expected: 'OTP', actual: 'NOTIFICATION' }

describe('a message that is not what it must be', () => {
  it('is told by its place, its time and what differs', () => {
    expect(explainMessage(messageWith(), [mismatch], demand)).toEqual({
      class: 'CONTRACT',
      code: 'CONTRACT',
      text: [
        'The message on "otp" does not conform to its contract "otp-sms".',
        '  partition 0 offset 1205, 2026-01-02T03:04:05.800Z',
        '  value.category   const   expected "OTP"   actual "NOTIFICATION"',
        'Either user-otp changed what it publishes, or its contract in schemas/ has to say so.',
      ].join('\n'),
      facts: { topic: 'otp', partition: 0, offset: 1205, mismatches: [mismatch] },
    })
  })

  it('has what is known of the difference before what to do', () => {
    const hinted = { ...mismatch, hint: 'The number is sent as text.' }
    expect(explainMessage(messageWith(), [mismatch, hinted], demand).text.split('\n').slice(-2)).toEqual([
      'The number is sent as text. Either user-otp changed what it publishes, or its contract in schemas/',
      '  has to say so.',
    ])
  })

  it('may carry a timestamp that is no date', () => {
    expect(explainMessage(messageWith({ timestamp: 8.64e15 + 1 }), [mismatch], demand).text.split('\n')[1]).toBe(
      '  partition 0 offset 1205, timestamp 8640000000000001',
    )
  })

  it('is masked before anything of it is cut', () => {
    const mask = createMask({ byPattern: false })
    mask.registerNumber('9876543210')
    for (let length = 0; length < 120; length++) {
      const actual = `${'x'.repeat(length)}9876543210${'y'.repeat(120)}`
      const { text } = explainMessage(messageWith(), [{ ...mismatch, actual }], {
        ...demand,
        mask: (line) => mask.text(line),
      })
      expect(text).not.toMatch(/98765|43210/)
      expect(tooWide(text)).toEqual([])
    }
  })

  it('is never told in lines wider than 100 columns, nor with a payload of megabytes among its facts', () => {
    const keys = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [`${'k'.repeat(3000)}${index}`, 'x'.repeat(20_000)]),
    )
    const mismatches = match({ value: keys }, { value: { k: 1 } }, { path: 'message' })
    const explanation = explainMessage(messageWith({ topic: longTopic }), mismatches, demand)
    expect(tooWide(explanation.text)).toEqual([])
    expect(explanation.text.length).toBeLessThan(2000)
    expect(JSON.stringify(explanation.facts).length).toBeLessThan(300_000)
  })
})

describe('an answer that is not the expected one', () => {
  it('is told by its status and its body', () => {
    const explanation = explainAnswer(
      { ...answer, responseBody: { error: { code: 'INTERNAL' } } },
      { expected: '201', mask: plain },
    )
    expect(explanation).toEqual({
      class: 'CONTRACT',
      code: 'CONTRACT',
      text: [
        'POST http://127.0.0.1:8080/user-otp/v1/_send answered 500 where 201 was expected.',
        '  body      {"error":{"code":"INTERNAL"}}',
        'Check the log of the service for this call, and what the step sends to it.',
      ].join('\n'),
      facts: {
        method: 'POST',
        url: 'http://127.0.0.1:8080/user-otp/v1/_send',
        status: 500,
        body: '{"error":{"code":"INTERNAL"}}',
        mismatches: [],
      },
    })
  })

  it.each([
    [undefined, 'empty'],
    ['', 'empty'],
    [null, 'null'],
    ['Failed to push event onto the event bus', 'Failed to push event onto the event bus'],
    ['<html>\r\n  <h1>Bad\tGateway</h1>\n</html>\n', '<html> <h1>Bad Gateway</h1> </html>'],
    ['\u001b[31mred\u0007', '\\u001b[31mred\\u0007'],
  ])('with the body %j shows %s', (responseBody, shown) => {
    const { text } = explainAnswer({ ...answer, responseBody }, { expected: '201', mask: plain })
    expect(text.split('\n')[1]).toBe(`  body      ${shown}`)
  })

  it('shows what differs in its body', () => {
    const mismatches = match({ isSuccessful: 'yes' }, { isSuccessful: true }, { path: 'response' })
    const { text } = explainAnswer({ ...answer, status: 201 }, { expected: 'another body', mismatches, mask: plain })
    expect(text).toBe(
      [
        'POST http://127.0.0.1:8080/user-otp/v1/_send answered 201 where another body was expected.',
        '  body      empty',
        '  response.isSuccessful   equals   expected true   actual "yes"',
        'Expected a boolean, found a string. Check the log of the service for this call, and what the step',
        '  sends to it.',
      ].join('\n'),
    )
  })

  it('shows 300 characters of a long body, in lines of at most 100 columns', () => {
    const { text, facts } = explainAnswer(
      { ...answer, url: `http://127.0.0.1:8080/${'path/'.repeat(60)}`, responseBody: 'word '.repeat(100_000) },
      { expected: '201', mask: plain },
    )
    expect(tooWide(text)).toEqual([])
    expect(text).toContain(`  body      ${'word '.repeat(16)}word\n            word `)
    expect(text.length).toBeLessThan(1000)
    expect(facts.body).toHaveLength(2001)
  })

  it('of 100,000 levels is told all the same', () => {
    const responseBody = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)
    const { text } = explainAnswer({ ...answer, responseBody }, { expected: '201', mask: plain })
    expect(text.split('\n')[1]).toBe(`  body      ${'['.repeat(20)}[…]${']'.repeat(20)}`)
  })

  it('is masked before anything of it is cut', () => {
    const mask = createMask({ byPattern: false })
    mask.registerSecret('correct horse battery staple')
    for (let length = 230; length < 310; length++) {
      const responseBody = `${'x '.repeat(length / 2)}correct horse battery staple`
      const { text, facts } = explainAnswer(
        { ...answer, responseBody },
        { expected: '201', mask: (line) => mask.text(line) },
      )
      expect([text, facts.body].join()).not.toMatch(/horse|correct/)
    }
  })
})
