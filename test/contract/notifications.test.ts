// What the documents of the services that send texts and mails say, and how a topic of several services is judged.

import { describe, expect, it } from 'vitest'
import { judgeOn, loadCatalogue } from '../../support/contract/index.js'
import { folderOf } from './documents.js'

const catalogue = loadCatalogue('schemas')

/** A document whose service does that with the topic `notes`. */
function documentOf(channel: string, action: 'send' | 'receive') {
  return {
    asyncapi: '3.0.0',
    info: { title: channel, version: '1' },
    channels: { [channel]: { address: 'notes', messages: {} } },
    operations: { one: { action, channel: { $ref: `#/channels/${channel}` } } },
  }
}

describe('a topic that several services describe', () => {
  const two = () =>
    loadCatalogue(
      folderOf({ 'asyncapi/a.yaml': documentOf('taken', 'receive'), 'asyncapi/b.yaml': documentOf('sent', 'send') }),
    )

  it('is that of its producer, whatever the documents are called', () => {
    expect(two().channel('notes')).toMatchObject({ name: 'sent', service: 'b' })
  })

  it('has the channel of each service by its name', () => {
    const both = two()
    expect([both.channel('taken').service, both.channel('sent').service]).toEqual(['a', 'b'])
  })

  it('is that of its producer where the environment gave it the name', () => {
    expect(catalogue.channel('egov.core.notification.sms').name).toBe('sms-texts')
    const overrides = { 'otp-sms': 'egov.core.notification.sms' }
    expect(catalogue.channel('egov.core.notification.sms', overrides).name).toBe('otp-sms')
  })
})

it('a consumer’s operation names its group', () => {
  const receiving = catalogue.operations.filter(({ action }) => action === 'receive')
  expect(receiving.map(({ service, address, groupId }) => `${service} ${address} ${groupId}`)).toEqual(
    expect.arrayContaining([
      'egov-notification-mail egov.core.notification.email email_group1',
      'egov-notification-sms egov.core.notification.sms sms',
      'egov-notification-sms egov.core.notification.sms.bounce sms',
    ]),
  )
})

it('what could not be sent is a whole text, or nothing where it never was one', () => {
  const channel = catalogue.channel('sms-error')
  const record = { key: null, headers: {}, timestampType: 'CreateTime' as const }
  const typeId = 'org.egov.web.notification.sms.consumer.contract.SMSRequest'
  const text = {
    mobileNumber: '9800000001',
    message: 'Hello',
    category: null,
    expiryTime: null,
    countryCode: null,
    locale: null,
    tenantId: null,
    email: null,
    users: null,
  }
  const rules = (value: unknown, headers = {}) =>
    judgeOn(channel, { ...record, headers, value })?.violations.map(({ path, rule }) => `${path} ${rule}`)
  expect(rules(text, { __TypeId__: typeId })).toEqual([])
  expect(rules(null)).toEqual([])
  expect(rules({ ...text, users: undefined }, { __TypeId__: typeId })).not.toEqual([])
})
