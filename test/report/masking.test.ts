import { describe, expect, it } from 'vitest'
import { createMask } from '../../support/shared/index.js'
import { Script } from './script.js'
import { writeReports } from './written.js'

describe('a secret that is a word of the protocol', () => {
  it.each(['json', 'TEST', 'PASSED', 'MISSING', 'application', 'verdict', 'BASE64', 'kata', 'Given'])(
    '%s hides no status, class or link between envelopes',
    async (secret) => {
      const mask = createMask({ byPattern: true })
      mask.registerSecret(secret)
      const script = new Script('Feature: F\n  Scenario: s\n    Given a step\n    Then a step\n')
      const verdict = { class: 'MISSING', code: 'MISSING', text: 'no message', facts: {} } as const
      const error = { type: 'MatchError', message: 'thrown' }
      script.scenario('s', [{}, { status: 'FAILED', error, verdict }])
      const { suite, allure } = await writeReports(script.finish(false), { mask })
      expect(suite.testcase?.[0]?.failure?.type).toBe('MISSING')
      expect(allure.map(({ status }) => status)).toStrictEqual(['failed'])
    },
  )
})

describe('an attachment', () => {
  const attached = async (mediaType: string, content: { readonly text: string } | { readonly bytes: Uint8Array }) => {
    const script = new Script('Feature: F\n  Scenario: s\n    Given a step\n')
    script.scenario('s', [{ attachments: [{ mediaType, ...content }] }])
    const { ndjson } = await writeReports(script.finish())
    const attachment = ndjson.find((envelope) => envelope.attachment !== undefined)?.attachment
    return attachment?.contentEncoding === 'BASE64' ? Buffer.from(attachment.body, 'base64') : attachment?.body
  }

  it('of JSON stays JSON when a number in it is masked', async () => {
    expect(
      await attached('application/json', { text: '{"mobileNumber": 9876543210, "otp": 123456, "offset": 12}' }),
    ).toBe('{"mobileNumber":"98••••••10","otp":"OTP#1","offset":12}')
  })

  it('of broken JSON is masked as text', async () => {
    expect(await attached('application/json', { text: '{"mobileNumber": 9876543210' })).toBe(
      '{"mobileNumber": 98••••••10',
    )
  })

  it('of JSON with a __proto__ key keeps it', async () => {
    const text = '{"__proto__":{"a":"9876543210"},"class":"x"}'
    expect(await attached('application/vnd.kata.evidence+json', { text })).toBe(
      '{"__proto__":{"a":"98••••••10"},"class":"x"}',
    )
  })

  it('in base64 is masked inside', async () => {
    expect(await attached('text/plain', { bytes: Buffer.from('é 9876543210') })).toStrictEqual(
      Buffer.from('é 98••••••10'),
    )
  })

  it('of bytes stays as it is, byte for byte', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
    expect(await attached('image/png', { bytes })).toStrictEqual(Buffer.from(bytes))
  })

  it('of bytes that hold a number in plain digits loses the number only', async () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0x00]), Buffer.from('9876543210'), Buffer.from([0xfe])])
    expect(await attached('application/octet-stream', { bytes })).toStrictEqual(
      Buffer.concat([Buffer.from([0xff, 0x00]), Buffer.from('98******10'), Buffer.from([0xfe])]),
    )
  })
})
