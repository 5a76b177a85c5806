// TLS and SASL in the settings, as the environment `external` takes them from environment variables.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type KafkaSettings, loadSettings, type Resolved, resolveSettings } from '../../support/config/index.js'
import { KataError } from '../../support/shared/index.js'
import { createAuthority } from '../apache-kafka/certificates.js'

// As a run names it: no line of an error may depend on how long the path of this checkout is.
const file = relative(process.cwd(), fileURLToPath(new URL('../../kata.config.yaml', import.meta.url)))
const external = loadSettings({ file, environment: 'external', env: {} })
const authority = createAuthority('test-ca')
const ca = authority.cert.trim()
const client = authority.issue('kata')

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kata-test-security-'))
  for (const [name, text] of Object.entries({ 'ca.pem': ca, 'key.pem': client.key, text: 'no pem' })) {
    writeFileSync(join(folder, name), text)
  }
})
afterAll(() => rmSync(folder, { recursive: true }))

function resolved(env: Record<string, string>): Resolved {
  return resolveSettings(external, { KAFKA_BROKERS: 'kafka.qa:9093', ...env })
}

function kafkaOf(env: Record<string, string>): Partial<KafkaSettings> {
  const { brokers, embedded, initialRebalanceDelayMs, ...security } = resolved(env).settings.kafka
  return security
}

/** The error without its first line, which names the setting, and that setting. */
function refusal(env: Record<string, string>): readonly string[] {
  try {
    resolved(env)
  } catch (error) {
    if (!(error instanceof KataError) || error.code !== 'SETTINGS_INVALID') throw error
    expect(error.message.split('\n').filter((line) => line.length > 110)).toEqual([])
    const path = String(error.facts.path).replace('environments.external.', '')
    return [path, ...error.message.split('\n').slice(1)]
  }
  throw new Error('nothing was refused')
}

const oauth = {
  KAFKA_SASL_MECHANISM: 'OAUTHBEARER',
  KAFKA_OAUTH_TOKEN_URL: 'https://login.qa/token',
  KAFKA_OAUTH_CLIENT_ID: 'kata',
  KAFKA_OAUTH_CLIENT_SECRET: 'open sesame',
}
const scram = { KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512', KAFKA_SASL_USERNAME: 'kata', KAFKA_SASL_PASSWORD: 'open sesame' }

describe('TLS', () => {
  it('is left out where none of its variables is set, or each is empty', () => {
    expect(kafkaOf({})).toEqual({})
    expect(kafkaOf({ KAFKA_TLS: '', KAFKA_TLS_CA: '', KAFKA_SASL_MECHANISM: '', KAFKA_INSECURE: '' })).toEqual({})
    expect(kafkaOf({ KAFKA_TLS: 'false' })).toEqual({})
  })

  it('trusts the authorities that Node knows where it is only switched on', () => {
    expect(kafkaOf({ KAFKA_TLS: 'TRUE' })).toEqual({ tls: {} })
    expect(kafkaOf({ KAFKA_TLS_VERIFY: 'true' })).toEqual({ tls: {} })
  })

  it('is switched on by a certificate, as PEM text, in one line, or as the path of a file', () => {
    const tls = { ca }
    expect(kafkaOf({ KAFKA_TLS_CA: ca })).toEqual({ tls })
    expect(kafkaOf({ KAFKA_TLS_CA: ca.replaceAll('\n', '\\n') })).toEqual({ tls })
    expect(kafkaOf({ KAFKA_TLS_CA: join(folder, 'ca.pem') })).toEqual({ tls })
  })

  it('keeps the key of the own certificate as a secret, and no certificate', () => {
    const { settings, secrets } = resolved({ KAFKA_TLS_CERT: client.cert, KAFKA_TLS_KEY: join(folder, 'key.pem') })
    const key = client.key.trim()
    expect(settings.kafka.tls).toEqual({ cert: client.cert.trim(), key })
    expect(secrets).toEqual([key, ...key.split('\n').slice(1, -1)])
  })

  it.each([
    [{ KAFKA_TLS: 'no' }, ['kafka.tls.enabled', 'It is neither true nor false.', 'Write true or false.']],
    [
      { KAFKA_TLS: 'false', KAFKA_TLS_CA: ca },
      [
        'kafka.tls.enabled',
        'It switches TLS off, and other settings ask for it.',
        'Leave one of the two out: switched off, or switched on by what else is set.',
      ],
    ],
    [
      { KAFKA_TLS_CERT: client.cert },
      ['kafka.tls.cert', 'It stands alone, without kafka.tls.key.', 'Add kafka.tls.key, or leave both out.'],
    ],
    [
      { KAFKA_TLS_CA: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' },
      [
        'kafka.tls.ca',
        'What it leads to holds no certificate.',
        'It must lead to PEM text (-----BEGIN …), or to a file that holds it.',
      ],
    ],
    [
      { KAFKA_TLS_CERT: client.cert, KAFKA_TLS_KEY: authority.key },
      [
        'kafka.tls.key',
        'It does not belong to kafka.tls.cert.',
        'It must lead to PEM text (-----BEGIN …), or to a file that holds it.',
      ],
    ],
  ])('is refused as %j', (env, lines) => {
    expect(refusal(env as Record<string, string>)).toEqual(lines)
  })

  it('does not quote what is neither PEM nor the name of a file', () => {
    const half = client.key.split('\n')[1] ?? ''
    const lines = refusal({ KAFKA_TLS_CERT: client.cert, KAFKA_TLS_KEY: half })
    expect(lines).toEqual([
      'kafka.tls.key',
      'It is no PEM text, and no file of that name can be read.',
      'Set it to PEM text (-----BEGIN …), or to the path of a file with it, from the folder of the settings file.',
    ])
    expect(refusal({ KAFKA_TLS_CA: join(folder, 'text') })[1]).toBe('The file that it leads to holds no PEM text.')
  })
})

describe('SASL', () => {
  it('takes its mechanism in any letter case', () => {
    const sasl = { mechanism: 'scram-sha-512', username: 'kata', password: 'open sesame' }
    expect(kafkaOf(scram)).toEqual({ sasl })
    expect(kafkaOf({ ...scram, KAFKA_SASL_MECHANISM: 'scram-sha-256' }).sasl?.mechanism).toBe('scram-sha-256')
  })

  it('has its tokens from client credentials, whose secret is kept as one', () => {
    const { settings, secrets } = resolved({ ...oauth, KAFKA_TLS: 'true', KAFKA_OAUTH_SCOPE: 'kafka read' })
    expect(settings.kafka.sasl).toEqual({
      mechanism: 'oauthbearer',
      oauth: { tokenUrl: 'https://login.qa/token', clientId: 'kata', clientSecret: 'open sesame', scope: 'kafka read' },
    })
    expect(secrets).toEqual(['open sesame'])
  })

  it.each([
    [
      { ...scram, KAFKA_SASL_MECHANISM: 'SCRAM-SHA512' },
      [
        'kafka.sasl.mechanism',
        'It is no mechanism that kata knows. Near: scram-sha-512.',
        'Write one of: plain, scram-sha-256, scram-sha-512, oauthbearer.',
      ],
    ],
    [
      { KAFKA_SASL_USERNAME: 'kata' },
      [
        'kafka.sasl.mechanism',
        'Nothing says how to sign in.',
        'Write one of: plain, scram-sha-256, scram-sha-512, oauthbearer.',
      ],
    ],
    [
      { ...scram, KAFKA_SASL_PASSWORD: '' },
      [
        'kafka.sasl.password',
        'SASL SCRAM-SHA-512 needs it, and it is not set.',
        'Set it, or leave kafka.sasl.mechanism unset where no sign-in is wanted.',
      ],
    ],
    [
      { ...oauth, KAFKA_TLS: 'true', KAFKA_OAUTH_CLIENT_ID: '' },
      [
        'kafka.sasl.oauth.clientId',
        'SASL OAUTHBEARER needs it, and it is not set.',
        'Set it, or leave kafka.sasl.mechanism unset where no sign-in is wanted.',
      ],
    ],
    [
      { ...oauth, KAFKA_TLS: 'true', KAFKA_OAUTH_TOKEN_URL: 'https://kata:open%20sesame@login.qa/token' },
      [
        'kafka.sasl.oauth.tokenUrl',
        'It is no https:// address, or holds a name and a password.',
        'Write the address alone, such as https://login.example/oauth2/token.',
      ],
    ],
  ])('is refused where something lacks or is wrong: %j', (env, lines) => {
    expect(refusal(env as Record<string, string>)).toEqual(lines)
  })
})

describe('what is not secure', () => {
  const plain = { ...scram, KAFKA_SASL_MECHANISM: 'plain' }
  const cases = [
    {
      env: plain,
      path: 'kafka.sasl.mechanism',
      text: 'SASL PLAIN without TLS: the password crosses the network in clear',
      fix: 'Switch TLS on by kafka.tls',
    },
    {
      env: oauth,
      path: 'kafka.sasl.mechanism',
      text: 'SASL OAUTHBEARER without TLS: the token crosses the network in clear',
      fix: 'Switch TLS on by kafka.tls',
    },
    {
      env: { ...oauth, KAFKA_TLS: 'true', KAFKA_OAUTH_TOKEN_URL: 'http://login.qa/token' },
      path: 'kafka.sasl.oauth.tokenUrl',
      text: 'A token fetched by http://: the client secret and the token cross the network in clear',
      fix: 'Name an https:// address',
    },
    {
      env: { ...scram, KAFKA_TLS_VERIFY: 'false' },
      path: 'kafka.tls.verify',
      text: 'TLS without verification: whoever answers is taken for the broker',
      fix: 'Let kafka.tls.ca lead to the authority of the brokers',
    },
  ]

  it.each(cases)('is refused: $text', ({ env, path, text, fix }) => {
    expect(refusal(env)).toEqual([
      path,
      `${text}.`,
      `${fix}, or allow what is not secure:`,
      '`insecure: true` under kafka (external: KAFKA_INSECURE=true). Every report says so then.',
    ])
  })

  it.each(cases)('is named where it is allowed: $text', ({ env, text }) => {
    expect(kafkaOf({ ...env, KAFKA_INSECURE: 'true' }).insecure).toEqual([text])
  })

  it('is named with all that is', () => {
    const env = { ...oauth, KAFKA_OAUTH_TOKEN_URL: 'http://login.qa/token', KAFKA_INSECURE: 'true' }
    expect(kafkaOf(env).insecure).toEqual([cases[1]?.text, cases[2]?.text])
  })

  it('is not there where it was allowed without need', () => {
    expect(kafkaOf({ ...plain, KAFKA_TLS: 'true', KAFKA_INSECURE: 'true' }).insecure).toBeUndefined()
    expect(kafkaOf({ ...scram, KAFKA_INSECURE: 'true' }).insecure).toBeUndefined()
  })
})
