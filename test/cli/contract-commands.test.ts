import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { kata } from './command-line.js'

const folder = mkdtempSync(join(tmpdir(), 'kata payloads-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const good = {
  mobileNumber: '9812345610',
  message: 'Your OTP is 123456',
  category: 'OTP',
  expiryTime: 1_790_000_000_000,
}

function payload(name: string, value: unknown): string {
  const file = join(folder, name)
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value))
  return file
}

describe('kata contract check', () => {
  it('judges every file, and shows what the bad ones break, without number or code', async () => {
    const kept = payload('kept.json', good)
    const broken = payload('broken.json', { ...good, category: 'OTPP', expiryTime: undefined })
    expect(await kata('contract', 'check', '--channel', 'otp-sms', kept, broken)).toEqual({
      exitCode: 1,
      stdout: [
        `keeps sms-request: ${kept}`,
        `breaks sms-request: ${broken}`,
        '  value.expiryTime   required   expected present   actual missing',
        '  value.category     const      expected "OTP"     actual "OTPP"',
        '2 files: 1 keep the contract, 1 do not.',
        '',
      ].join('\n'),
      stderr: '',
    })
    const text = payload('text.json', 'Your OTP for 9812345610 is 123456')
    const { stdout } = await kata('contract', 'check', '--schema', 'sms-request', text)
    expect(stdout).not.toMatch(/9812345610|123456/)
    expect(stdout.split('\n')[0]).toBe(`breaks sms-request: ${text}`)
  })

  it('ends with 0 where all keep it', async () => {
    const { exitCode } = await kata('contract', 'check', '--schema', 'sms-request', payload('kept.json', good))
    expect(exitCode).toBe(0)
  })

  it('names what is near a misspelt schema', async () => {
    const { exitCode, stderr } = await kata('contract', 'check', '--schema', 'sms-reqest', payload('a.json', good))
    expect({ exitCode, near: stderr.split('\n')[2] }).toEqual({ exitCode: 2, near: 'Near: sms-request.' })
  })

  it('says which file cannot be read', async () => {
    const missing = join(folder, 'missing.json')
    const { exitCode, stderr } = await kata('contract', 'check', '--schema', 'sms-request', missing)
    expect(exitCode).toBe(2)
    expect(stderr.split('\n')[0]).toBe(`The file ${missing} could not be judged.`)
  })

  it('wants to know what the files are judged by', async () => {
    const { exitCode, stderr } = await kata('contract', 'check', payload('a.json', good))
    expect({ exitCode, found: stderr.split('\n')[1] }).toEqual({
      exitCode: 2,
      found: 'Neither --channel nor --schema says what the files are judged by.',
    })
  })
})

describe('kata catalogue', () => {
  it('prints who sends a topic, and what its messages are judged by', async () => {
    const { exitCode, stdout, stderr } = await kata('catalogue')
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    const block = stdout.split('\n\n').find((text) => text.startsWith('otp-sms\n'))
    expect(block?.split('\n').slice(0, 3)).toEqual([
      'otp-sms',
      '  topic        egov.core.notification.sms.otp',
      '  sent by      user-otp',
    ])
    expect(block).toContain('\n  contracts    sms-request (payload, headers, key, CreateTime)')
  })
})
