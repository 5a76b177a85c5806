import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadCatalogue } from '../../support/contract/index.js'

describe('the catalogue of this project', () => {
  const catalogue = loadCatalogue('schemas')

  it('the channel otp-sms is what user-otp sends to', () => {
    expect(catalogue.channel('otp-sms')).toMatchObject({
      name: 'otp-sms',
      address: 'egov.core.notification.sms.otp',
      service: 'user-otp',
      bindings: { partitions: 3, topicConfiguration: { 'cleanup.policy': ['delete'] } },
      otpPattern: { path: 'value.message', pattern: '\\b(\\d{6})\\b' },
      messages: [{ name: 'sms-request', timestampType: 'CreateTime' }],
    })
  })

  it('the tenants of a central installation have topics of their own, which channels describe', () => {
    expect(catalogue.find('amritsar-egov.core.notification.sms.otp', {})).toMatchObject({
      name: 'otp-sms-central',
      address: 'amritsar-egov.core.notification.sms.otp',
    })
    expect(catalogue.find('pb-egov.core.notification.email', {})?.name).toBe('otp-email-central')
    expect(catalogue.find('1pb-egov.core.notification.email', {})).toBeUndefined()
  })

  it('the e-mails of user-otp have a channel for each release', () => {
    expect(catalogue.channel('otp-email')).toMatchObject({
      address: 'egov.core.notification.email',
      service: 'user-otp',
      otpPattern: { path: 'value.email.body' },
      messages: [{ name: 'otp-email' }],
    })
    expect(catalogue.channel('otp-email-oss')).toMatchObject({
      address: 'org.egov.core.notification.email',
      otpPattern: { path: 'value.body' },
      messages: [{ name: 'otp-email-oss' }],
    })
  })

  it('a channel is found by its topic too, and as the environment calls it', () => {
    expect(catalogue.channel('egov.core.notification.sms.otp').name).toBe('otp-sms')
    const overrides = { 'otp-sms': 'pb-egov.core.notification.sms.otp' }
    expect(catalogue.channel('otp-sms', overrides).address).toBe('pb-egov.core.notification.sms.otp')
    expect(catalogue.channel('pb-egov.core.notification.sms.otp', overrides).name).toBe('otp-sms')
    expect(catalogue.find('egov.core.notification.sms.otp', overrides)).toBeUndefined()
    expect(catalogue.channel('otp-sms').address).toBe('egov.core.notification.sms.otp')
  })

  it('an unknown channel names the near ones', () => {
    expect(() => catalogue.channel('otp-smss')).toThrow(expect.objectContaining({ code: 'CHANNEL_UNKNOWN' }))
    expect(() => catalogue.channel('otp-smss')).toThrow(
      'The channel "otp-smss" cannot be used.\n' +
        'The catalogue has no channel and no topic of that name.\n' +
        'Near: otp-sms, otp-email, otp-email-oss.\n' +
        'Correct the name, or add the channel to the AsyncAPI document of its service.',
    )
    expect(catalogue.find('constructor', { constructor: 'x' })).toBeUndefined()
  })

  it('an unknown schema names the near ones', () => {
    expect(catalogue.schema('sms-request').name).toBe('sms-request')
    expect(() => catalogue.schema('sms-reqest')).toThrow(expect.objectContaining({ code: 'SCHEMA_UNKNOWN' }))
    expect(() => catalogue.schema('sms-reqest')).toThrow(
      'The schema "sms-reqest" cannot be used.\n' +
        'There is no file sms-reqest.schema.json in the folder of schemas.\n' +
        'Near: sms-request.\n' +
        'Correct the name, or add the file.',
    )
  })

  it('a schema has one hash wherever it is referred to, that of its canonical JSON', () => {
    const { messages } = catalogue.channel('otp-sms')
    const { $schema: _, ...schema } = JSON.parse(readFileSync('schemas/json/sms-request.schema.json', 'utf8'))
    const canonical = JSON.stringify(sorted(schema))
    const sha256 = createHash('sha256').update(canonical).digest('hex')
    expect(catalogue.schema('sms-request').sha256).toBe(sha256)
    expect(messages[0]?.schemas).toEqual({
      'sms-request': sha256,
      'sms-request headers': messages[0]?.headers?.sha256,
      'sms-request key': createHash('sha256').update('{"type":"null"}').digest('hex'),
    })
  })
})

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1))
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]))
}
