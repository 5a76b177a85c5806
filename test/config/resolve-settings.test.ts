import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resolveSettings, type UnresolvedSettings } from '../../support/config/index.js'
import { KataError } from '../../support/shared/index.js'
import { createAuthority } from '../apache-kafka/certificates.js'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kata-test-resolve-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function qa(given: UnresolvedSettings['given']): UnresolvedSettings {
  return { environment: 'qa', file: join(folder, 'kata.config.yaml'), knownServices: ['user-otp'], given }
}

function failureOf(given: UnresolvedSettings['given'], env: Record<string, string> = {}): string {
  try {
    resolveSettings(qa(given), env)
  } catch (error) {
    if (!(error instanceof KataError)) throw error
    const text = error.message.replaceAll(`${folder}/`, '')
    expect(text.split('\n').filter((line) => line.length > 100)).toEqual([])
    return `${error.code}\n${text}`
  }
  throw new Error('nothing failed')
}

const sasl = { mechanism: 'scram-sha-512', username: 'kata', password: `\${env:KAFKA_PASSWORD}` } as const

describe('resolved settings', () => {
  it('have defaults for what is left out', () => {
    const { settings, secrets } = resolveSettings(qa({ kafka: { embedded: true } }), {})
    expect(settings).toEqual({
      environment: 'qa',
      kafka: { embedded: true, initialRebalanceDelayMs: 0, brokers: [] },
      services: {},
      doubles: [],
      knownServices: ['user-otp'],
      topics: {},
      tenantId: 'default',
      citizens: { registered: [], unregistered: [] },
      timeouts: { messageMs: 5000, drainMs: 10000, lateMs: 3000, httpMs: 10000, stepMs: 60000 },
      reader: 'scenario',
    })
    expect(secrets).toEqual([])
  })

  it('may come wholly from environment variables, lists as text with commas', () => {
    const given = {
      kafka: { brokers: `\${env:BROKERS}` },
      services: { 'user-otp': `https://\${env:HOST}/user-otp/` },
      topics: { 'otp-sms': `\${env:PREFIX}.sms.otp` },
      tenantId: `\${env:TENANT}`,
      citizens: { registered: [`\${env:NUMBERS}`, '9712345671'] },
    }
    const env = {
      BROKERS: 'one:9092, two:9092',
      HOST: 'qa',
      PREFIX: 'qa',
      TENANT: 'pb',
      NUMBERS: '9812345671,9812345672',
    }
    const { settings } = resolveSettings(qa(given), env)
    expect(settings.kafka.brokers).toEqual(['one:9092', 'two:9092'])
    expect(settings.services).toEqual({ 'user-otp': 'https://qa/user-otp' })
    expect(settings.topics).toEqual({ 'otp-sms': 'qa.sms.otp' })
    expect(settings.tenantId).toBe('pb')
    expect(settings.citizens.registered).toEqual(['9812345671', '9812345672', '9712345671'])
  })

  it('are frozen through and through', () => {
    const { settings } = resolveSettings(qa({ kafka: { embedded: true } }), {})
    expect(Object.isFrozen(settings)).toBe(true)
    expect(Object.isFrozen(settings.kafka.brokers)).toBe(true)
    expect(Object.isFrozen(settings.timeouts)).toBe(true)
  })

  it('tell doubles from services with an address', () => {
    const services = { 'user-otp': 'http://127.0.0.1:1', 'egov-otp': 'embedded' }
    const { settings } = resolveSettings(qa({ kafka: { embedded: true }, services }), {})
    expect(settings.services).toEqual({ 'user-otp': 'http://127.0.0.1:1' })
    expect(settings.doubles).toEqual(['egov-otp'])
  })
})

describe('a reference', () => {
  it('to a variable that is unset is an error that names the setting and the variable', () => {
    expect(failureOf({ kafka: { brokers: 'one:1', sasl } })).toBe(
      [
        'SECRET_UNSET',
        'The setting environments.qa.kafka.sasl.password of kata.config.yaml could not be resolved.',
        'It refers to the environment variable KAFKA_PASSWORD, which is not set or is empty.',
        `Set it, or write \${env:KAFKA_PASSWORD?} so that the setting is left out where it is unset.`,
      ].join('\n'),
    )
    expect(failureOf({ kafka: { brokers: 'one:1', sasl } }, { KAFKA_PASSWORD: '' })).toMatch(/^SECRET_UNSET/)
  })

  it('with a question mark leaves the setting out where it is unset', () => {
    const services = { 'user-otp': `\${env:USER_OTP?}`, other: `http://\${env:OTHER?}/` }
    const kafka = { brokers: 'one:1', sasl: { ...sasl, password: `\${env:KAFKA_PASSWORD?}` } }
    const { settings } = resolveSettings(qa({ kafka, services }), { OTHER: 'other' })
    expect(settings.services).toEqual({ other: 'http://other' })
    expect(settings.kafka.sasl).toBeUndefined()
  })

  it('to a file gives its text, from the folder of the settings file', () => {
    writeFileSync(join(folder, 'password'), 'open sesame\n')
    const kafka = { brokers: 'one:1', sasl: { ...sasl, password: `\${file:password}` } }
    expect(resolveSettings(qa({ kafka }), {}).settings.kafka.sasl).toMatchObject({ password: 'open sesame' })
    expect(failureOf({ kafka: { brokers: 'one:1', sasl: { ...sasl, password: `\${file:none}` } } })).toBe(
      [
        'SECRET_UNSET',
        'The setting environments.qa.kafka.sasl.password of kata.config.yaml could not be resolved.',
        'It refers to the file "none", which cannot be read.',
        'Create the file; its path counts from the folder of kata.config.yaml.',
      ].join('\n'),
    )
  })

  it('is not resolved again in what it gives', () => {
    const { settings } = resolveSettings(qa({ kafka: { brokers: 'one:1', sasl } }), {
      KAFKA_PASSWORD: `\${env:OTHER}`,
    })
    expect(settings.kafka.sasl).toMatchObject({ password: `\${env:OTHER}` })
  })
})

describe('secrets', () => {
  it('are passwords, keys with their lines, and passwords in addresses, longest first', () => {
    const { cert, key } = createAuthority('test-ca').issue('kata')
    writeFileSync(join(folder, 'key.pem'), key)
    const kafka = { brokers: 'one:1', sasl, tls: { cert, key: `\${file:key.pem}` } }
    const services = { 'user-otp': `https://kata:\${env:SERVICE_PASSWORD}@qa/` }
    const env = { KAFKA_PASSWORD: 'open sesame', SERVICE_PASSWORD: 'p%40ss' }
    expect(resolveSettings(qa({ kafka, services }), env).secrets).toEqual([
      key.trim(),
      ...key.split('\n').slice(1, -2),
      'open sesame',
      'p%40ss',
      'p@ss',
    ])
  })

  it('are not brokers, addresses or user names', () => {
    const env = { BROKERS: 'one:9092', KAFKA_PASSWORD: 'open sesame', USER: 'kata' }
    const kafka = { brokers: `\${env:BROKERS}`, sasl: { ...sasl, username: `\${env:USER}` } }
    expect(resolveSettings(qa({ kafka }), env).secrets).toEqual(['open sesame'])
  })
})

describe('settings that cannot be used', () => {
  it('are an environment without brokers', () => {
    expect(failureOf({ kafka: {} })).toBe(
      [
        'SETTINGS_INVALID',
        'The setting environments.qa.kafka.brokers of kata.config.yaml cannot be used.',
        'No broker is named.',
        'Name one as `host:port`, or write `embedded: true`.',
      ].join('\n'),
    )
  })

  it('are a broker without a port and a service without an address', () => {
    expect(failureOf({ kafka: { brokers: 'one' } })).toContain('A broker has no port.')
    expect(failureOf({ kafka: { embedded: true }, services: { 'user-otp': '127.0.0.1:80' } })).toContain(
      'The setting environments.qa.services.user-otp of kata.config.yaml cannot be used.',
    )
  })

  it('are a number in two entries, whichever of them are patterns', () => {
    const citizens = { registered: ['9812345671'], unregistered: ['9712345671', '98########'] }
    expect(failureOf({ kafka: { embedded: true }, citizens })).toBe(
      [
        'SETTINGS_INVALID',
        'The mobile numbers of kata.config.yaml cannot be dealt out.',
        '  environments.qa.citizens.registered[0]',
        '  environments.qa.citizens.unregistered[1]',
        'The two have a number in common.',
        'Write numbers ("9812345671") and patterns ("98#######1"), each number in one entry only.',
      ].join('\n'),
    )
    expect(failureOf({ kafka: { embedded: true }, citizens: { registered: ['9812345671', '9812345671'] } })).toMatch(
      /registered\[0\]\n .*registered\[1\]/,
    )
    expect(failureOf({ kafka: { embedded: true }, citizens: { registered: ['98#######1', '981#######'] } })).toMatch(
      /in common/,
    )
  })

  it('are entries that are no numbers', () => {
    expect(failureOf({ kafka: { embedded: true }, citizens: { registered: ['+919812345671'] } })).toContain(
      '  environments.qa.citizens.registered[0]\nIt is neither a number of 6 to 15 digits nor such a pattern with `#`.',
    )
  })
})
