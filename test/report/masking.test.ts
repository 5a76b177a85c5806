import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createMask } from '../../support/shared/index.js'
import { Script } from './script.js'
import { inFolder, readBack, type Written, writeReports } from './written.js'

const planted = /91234500\d\d|91234[ -]500\d\d|482911|planted-password/

/** Where a planted value is still in clear: in a file's name, its bytes, or an attachment's decoded bytes. */
function leaks({ files, ndjson, console }: Written): readonly string[] {
  const attachments = ndjson.flatMap(({ attachment }) =>
    attachment?.contentEncoding === 'BASE64' ? [attachment.body] : [],
  )
  const texts = [
    ['console', console] as const,
    ...[...files].map(([path, content]) => [path, `${path}\n${content.toString('latin1')}`] as const),
    ...attachments.map((body) => ['attachment', Buffer.from(body, 'base64').toString('latin1')] as const),
  ]
  return texts.flatMap(([where, text]) => {
    const found = planted.exec(text)
    return found === null ? [] : [`${where}: …${text.slice(Math.max(0, found.index - 40), found.index + 40)}…`]
  })
}

describe('a run with numbers, codes and a secret planted everywhere', () => {
  it('leaves none of them in any file or on the console, though a worker was killed', { timeout: 60_000 }, async () => {
    await inFolder(async (folder) => {
      const script = fileURLToPath(new URL('../testdata/report/planted/run.ts', import.meta.url))
      const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script, folder])
      const written = await readBack(folder, stdout)
      expect(leaks(written)).toStrictEqual([])
      expect(stdout).toContain('5 scenarios: 1 passed, 4 failed (1 MISSING, 1 INFRASTRUCTURE, 2 TEST)\n')
      expect(written.suite.testcase?.map(({ name, failure }) => `${failure?.type ?? 'passed'} ${name}`)).toStrictEqual([
        'passed passes for 91••••••07',
        'TEST throws for <number> - of 91••••••11 - #1.1: throws for +9191••••••12',
        'MISSING attaches',
        'INFRASTRUCTURE crashes its worker',
        'TEST has a hook that fails',
      ])
      expect(written.allure.map(({ name, status }) => `${status} ${name}`).sort()).toStrictEqual([
        'broken crashes its worker',
        'broken has a hook that fails',
        'broken throws for +9191••••••12',
        'failed attaches',
        'passed passes for 91••••••07',
      ])
      const named = written.ndjson.find(({ pickle }) => pickle !== undefined)?.pickle
      expect([named?.uri, named?.tags[0]?.name]).toStrictEqual(['planted-91••••••01.feature', '@citizen-91••••••03'])
    })
  })
})

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
