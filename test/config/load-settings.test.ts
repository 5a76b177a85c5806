import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadSettings, resolveSettings } from '../../support/config/index.js'
import { KataError } from '../../support/shared/index.js'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kata-test-config-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Loads the text as a settings file; the file's folder is left out of the text of an error. */
function load(lines: readonly string[], { environment, env = {} }: LoadCase = {}) {
  const file = join(folder, 'kata.config.yaml')
  writeFileSync(file, lines.join('\n'))
  return loadSettings({ file, environment, env })
}

interface LoadCase {
  readonly environment?: string
  readonly env?: Record<string, string>
}

function failureOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (!(error instanceof KataError)) throw error
    const text = error.message.replaceAll(`${folder}/`, '')
    expect(text.split('\n').filter((line) => line.length > 100)).toEqual([])
    return `${error.code}\n${text}`
  }
  throw new Error('nothing failed')
}

const twoEnvironments = [
  'defaultEnvironment: qa',
  'environments:',
  '  qa:',
  '    kafka: { brokers: ["127.0.0.1:9092"] }',
  '    services: { user-otp: "http://127.0.0.1:8080/" }',
  '  embedded:',
  '    kafka: { embedded: true }',
  '    services: { egov-otp: embedded }',
]

describe('the environment', () => {
  it('is the one that is asked for, then KATA_ENV, then the default', () => {
    const env = { KATA_ENV: 'embedded' }
    expect(load(twoEnvironments, { environment: 'qa', env }).environment).toBe('qa')
    expect(load(twoEnvironments, { env }).environment).toBe('embedded')
    expect(load(twoEnvironments, { env: { KATA_ENV: '' } }).environment).toBe('qa')
    expect(load(twoEnvironments.slice(1)).environment).toBe('embedded')
  })

  it('that is unknown is refused with those that exist', () => {
    expect(failureOf(() => load(twoEnvironments, { environment: 'embeded' }))).toBe(
      [
        'ENVIRONMENT_UNKNOWN',
        'The features cannot run against environment "embeded".',
        'kata.config.yaml has no such environment; it has: qa, embedded. Near: embedded.',
        'Choose one of them by --env or KATA_ENV, or add "embeded" to kata.config.yaml.',
      ].join('\n'),
    )
  })

  it('is not found in what every object has', () => {
    expect(failureOf(() => load(twoEnvironments, { environment: 'constructor' }))).toMatch(/^ENVIRONMENT_UNKNOWN/)
  })

  it('knows the services of all environments', () => {
    expect(load(twoEnvironments).knownServices).toEqual(['egov-otp', 'user-otp'])
  })
})

describe('a settings file', () => {
  it('of the project itself is valid, and needs no variable', () => {
    const { settings } = resolveSettings(loadSettings({ env: {} }), {})
    expect(settings.environment).toBe('embedded')
    expect(settings.doubles).toEqual([
      'user-otp',
      'user-otp-oss',
      'user-otp-central',
      'egov-otp',
      'egov-user',
      'user-otp-control',
      'user-otp-oss-control',
      'egov-otp-control',
      'egov-user-control',
      'open-finance',
      'egov-notification-sms',
      'sms-gateway',
      'egov-notification-mail',
      'mail-server',
    ])
  })

  it('with unknown settings is refused with line, column, path and near names', () => {
    const text = failureOf(() =>
      load([
        'environments:',
        '  qa:',
        '    kafka:',
        '      brokrs: 127.0.0.1:9092',
        '    timeouts:',
        '      messageMs: 5s',
        '    colour: blue',
        'defaultEnvironmnt: qa',
      ]),
    )
    expect(text).toBe(
      [
        'SETTINGS_INVALID',
        'The settings in kata.config.yaml cannot be used.',
        '  kata.config.yaml:4:7  environments.qa.kafka.brokrs is not a setting. Near: brokers.',
        '  kata.config.yaml:6:18  environments.qa.timeouts.messageMs must be a whole number.',
        '  kata.config.yaml:7:5  environments.qa.colour is not a setting.',
        '    There are: kafka, services, topics, tenantId, citizens, timeouts, reader.',
        '  kata.config.yaml:8:1  defaultEnvironmnt is not a setting. Near: defaultEnvironment.',
        'Correct the file; an editor with YAML support offers every setting (see its first line).',
      ].join('\n'),
    )
  })

  it('with a number that lacks its quotes says so', () => {
    const text = failureOf(() =>
      load([
        'environments:',
        '  qa:',
        '    kafka: { embedded: true }',
        '    citizens:',
        '      registered: [9812345671]',
      ]),
    )
    expect(text).toBe(
      [
        'SETTINGS_INVALID',
        'The settings in kata.config.yaml cannot be used.',
        '  kata.config.yaml:5:20  environments.qa.citizens.registered.0 must be a text. Write it in quotes.',
        'Correct the file; an editor with YAML support offers every setting (see its first line).',
      ].join('\n'),
    )
  })

  it('with a password in clear is refused without quoting it', () => {
    const text = failureOf(() =>
      load([
        'environments:',
        '  qa:',
        '    kafka:',
        '      brokers: 127.0.0.1:9092',
        '      sasl: { mechanism: plain, username: kata, password: hunter2 }',
      ]),
    )
    expect(text).toContain(
      'kata.config.yaml:5:59  environments.qa.kafka.sasl.password is a secret.\n    Write a reference',
    )
    expect(text).not.toContain('hunter2')
  })

  it('with more than five mistakes lists five and counts the rest', () => {
    const text = failureOf(() => load(['environments: {}', 'a: 1', 'b: 2', 'c: 3', 'd: 4', 'e: 5', 'f: 6']))
    expect(text).toContain('  … and 2 more')
  })

  it('with a reference that is none is refused with its place', () => {
    const lines = ['environments:', '  qa:', '    kafka:', `      brokers: ["\${KAFKA}:9092"]`]
    expect(failureOf(() => load(lines))).toContain(
      `kata.config.yaml:4:17  environments.qa.kafka.brokers holds "\${" that is no reference.`,
    )
  })

  it('that is not YAML is refused with its place', () => {
    expect(failureOf(() => load(['environments:', '  qa: {']))).toMatch(
      /kata\.config\.yaml:2:\d+ {2}This is not YAML\.\n/,
    )
    expect(failureOf(() => load(['environments:', '  qa: {}', '  qa: {}']))).toContain(
      'kata.config.yaml:3:3  This is not YAML.\n    Map keys must be unique',
    )
  })

  it('that is empty or missing is refused', () => {
    expect(failureOf(() => load(['']))).toContain('kata.config.yaml:1:1  The file must be a group of settings.')
    const missing = failureOf(() => loadSettings({ file: join(folder, 'none.yaml'), env: {} }))
    expect(missing).toMatch(/^SETTINGS_INVALID\nThe settings file none.yaml could not be read.\n/)
  })
})
