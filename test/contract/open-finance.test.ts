// The contract of Open Finance Brasil's notifications, and what becomes of the source document's own example under the
// document's own schema: docs/open-finance.md tells both.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type JudgedMessage, judgeOn, loadCatalogue } from '../../support/contract/index.js'
import { renderMismatches } from '../../support/match/index.js'

const catalogue = loadCatalogue('schemas')
const softwareStatementId = '6f1710a4-9f68-462f-8232-b59273bf4d16'

const good: JudgedMessage = {
  key: null,
  headers: { 'x-notification-id': '945ee234-efb5-46ca-a604-67e60d9d810c' },
  value: {
    eventId: 'a278632b-680c-4f94-8d54-08204fb1b658',
    eventType: 'ACCOUNT_BALANCE_CHANGED',
    eventDatetime: '2025-06-09T10:30:40Z',
    consentId: '0f8fad5b-d9cb-469f-a165-70867728950e',
    resourceId: '25cac914-d8ae-6789-b215-650a6215820d',
  },
  timestampType: 'CreateTime',
}

function textOf(change: Partial<JudgedMessage>): string {
  const judgement = judgeOn(catalogue.channel(softwareStatementId), { ...good, ...change })
  return renderMismatches(judgement?.violations ?? [], { limit: 20, indent: 0 })
}

const withValue = (change: object) => textOf({ value: { ...(good.value as object), ...change } })

describe('the contract of a notification', () => {
  it('is that of every topic that is called after a software statement, and of no other', () => {
    expect(catalogue.channel(softwareStatementId)).toMatchObject({
      name: 'event-notifications',
      address: softwareStatementId,
      service: 'open-finance',
      messages: [{ name: 'event-notification' }],
    })
    expect(catalogue.find(`${softwareStatementId}.dlq`)).toBeUndefined()
    expect(catalogue.find('6f1710a4')).toBeUndefined()
  })

  it('is kept by a message as the schema wants it, on topics of either type of timestamp', () => {
    expect([textOf({}), textOf({ timestampType: 'LogAppendTime' })]).toEqual(['', ''])
  })

  it('wants no key: an early draft had one', () => {
    expect(textOf({ key: 'a94a8fe5ccb19ba61c4c0873d391e987982fbbd3' })).toBe(
      'key   type   expected null   actual "a94a8fe5ccb19ba61c4c0873d391e987982fbbd3"',
    )
  })

  it('wants one header, a UUID and nothing else', () => {
    expect(textOf({ headers: {} })).toBe("headers['x-notification-id']   required   expected present   actual missing")
    expect(textOf({ headers: { 'x-notification-id': '17' } })).toBe(
      'headers[\'x-notification-id\']   format   expected uuid   actual "17"',
    )
    expect(textOf({ headers: { 'x-notification-id': 'urn:uuid:945ee234-efb5-46ca-a604-67e60d9d810c' } })).toBe(
      "headers['x-notification-id']   maxLength   expected at most 36 charact…   actual \"urn:uuid:945ee234…",
    )
    expect(textOf({ headers: { 'x-notification-id': ['a', 'b'] } })).toBe(
      'headers[\'x-notification-id\']   type   expected string   actual ["a","b"]',
    )
  })

  it.each([
    [{ eventType: 'account_balance_changed' }, 'value.eventType'],
    [{ eventDatetime: '2025-06-09T10:30:40' }, 'value.eventDatetime'],
    [{ eventId: 'event-17' }, 'value.eventId'],
    [{ resourceId: 17 }, 'value.resourceId'],
    [{ consentId: '' }, 'value.consentId'],
  ])('is broken by %j', (change, path) => {
    expect(withValue(change)).toContain(path)
  })
})

describe('the example of the source document, judged by the schema of the source document', () => {
  const example = {
    consentId: 'urn:bancoex:C1DD33123',
    resourceId: '25cac914-d8ae-6789-b215-650a6215820d',
    eventId: 'a278632b-680c-4f94-8d54-08204fb1b658',
    eventType: 'ACCOUNT_BALANCE_CHANGED',
    eventDateTime: '2025-06-09T10:30:40Z',
  }

  it('has the time under another name than the schema, and a consent id that is no UUID', () => {
    expect(`\n${textOf({ value: example })}`).toBe(`
value.eventDatetime   required   expected present                     actual missing
  There is a \`eventDateTime\`: is it meant?
value.consentId       pattern    expected ^[a-zA-Z0-9][a-zA-Z0-9-]…   actual "urn:bancoex:C1DD33123"
value.consentId       format     expected uuid                        actual "urn:bancoex:C1DD33123"`)
  })

  it('keeps it once both contradictions are out of it', () => {
    const { eventDateTime, ...rest } = example
    const consentId = 'C1DD33123'
    expect(textOf({ value: { ...rest, consentId, eventDatetime: eventDateTime } })).toBe(
      'value.consentId   format   expected uuid   actual "C1DD33123"',
    )
    const value = { ...rest, consentId: '0f8fad5b-d9cb-469f-a165-70867728950e', eventDatetime: eventDateTime }
    expect(textOf({ value })).toBe('')
  })

  it('stands in docs/open-finance.md as it is judged here', () => {
    expect(readFileSync('docs/open-finance.md', 'utf8')).toContain(textOf({ value: example }))
  })
})
