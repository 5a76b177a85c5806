import { describe, expect, it } from 'vitest'
import {
  type Consent,
  isForConsent,
  judgeDifference,
  judgeEvent,
  judgeEventTime,
} from '../../support/open-finance/index.js'
import { messageWith } from '../verdict/facts.js'

const account = { name: undefined, accountId: '25cac914-d8ae-6789-b215-650a6215820d' }
const softwareStatementId = '6f1710a4-9f68-462f-8232-b59273bf4d16'
const receiver = { name: 'Azul', softwareStatementId, topic: softwareStatementId }
const consent: Consent = { consentId: '0f8fad5b-d9cb-469f-a165-70867728950e', receiver, account }

describe('the notification for a consent', () => {
  it('names exactly that consent; whatever else it says is for later judgements', () => {
    expect(isForConsent(consent)(messageWith({ value: { consentId: consent.consentId } }))).toEqual([])
  })

  it.each([softwareStatementId, consent.consentId.toUpperCase(), '', null, [consent.consentId], undefined])(
    'does not name %j',
    (consentId) => {
      expect(isForConsent(consent)(messageWith({ value: { consentId } }))).toMatchObject([{ path: 'value.consentId' }])
    },
  )

  it('is found by an id that looks like a marker as by any other', () => {
    const ignoring = { ...consent, consentId: '#ignore' }
    expect(isForConsent(ignoring)(messageWith({ value: { consentId: 'another' } }))).toHaveLength(1)
    expect(isForConsent(ignoring)(messageWith({ value: { consentId: '#ignore' } }))).toEqual([])
  })
})

describe('what a notification tells of', () => {
  const value = { eventType: 'ACCOUNT_BALANCE_CHANGED', resourceId: account.accountId }
  const mismatchesOf = (change: object) =>
    judgeEvent(messageWith({ value: { ...value, ...change } }), 'ACCOUNT_BALANCE_CHANGED', account)

  it('is that event of that account', () => {
    expect(mismatchesOf({})).toEqual([])
  })

  it('may be another event, of another account', () => {
    expect(mismatchesOf({ eventType: 'BALANCE_CHANGED', resourceId: undefined })).toMatchObject([
      { path: 'value.eventType', expected: 'ACCOUNT_BALANCE_CHANGED', actual: 'BALANCE_CHANGED' },
      { path: 'value.resourceId', expected: account.accountId },
    ])
  })
})

describe('the time of an event', () => {
  const timestamp = Date.parse('2026-01-02T03:04:05.800Z')
  const mismatchesOf = (eventDatetime: unknown) =>
    judgeEventTime(messageWith({ timestamp, value: { eventDatetime } }), 5000)

  it.each([
    '2026-01-02T03:04:05.8Z',
    '2026-01-02T03:04:00.800Z',
    '2026-01-02T03:03:59.800Z',
    '2026-01-02T00:04:05-03:00',
  ])('%s is that of the notification, or just before', (time) => {
    expect(mismatchesOf(time)).toEqual([])
  })

  it('may be a second behind the notification, since clocks differ, and no more', () => {
    expect(mismatchesOf('2026-01-02T03:04:06.800Z')).toEqual([])
    expect(mismatchesOf('2026-01-02T03:04:06.801Z')).toEqual([
      {
        path: 'value.eventDatetime',
        rule: 'close',
        expected: "at most 5 s before the record's own timestamp",
        actual: '2026-01-02T03:04:06.801Z',
      },
    ])
  })

  it.each(['2026-01-02T03:03:59.799Z', '2026-01-01T03:04:05.800Z', '2026-01-02T03:04:05', 'now', undefined, timestamp])(
    '%s is another one, or none',
    (time) => {
      expect(mismatchesOf(time)).toMatchObject([{ path: 'value.eventDatetime' }])
    },
  )
})

describe('two notifications', () => {
  const told = (eventId: unknown, id: unknown) =>
    messageWith({ value: { eventId }, headers: { 'x-notification-id': id } as Record<string, string> })
  const one = told(consent.consentId, softwareStatementId)

  it('of different events differ in the id of the event, and in their own', () => {
    const other = told(account.accountId, account.accountId)
    expect([judgeDifference(other, one, 'event'), judgeDifference(other, one, 'notification')]).toEqual([[], []])
  })

  it.each([consent.consentId, consent.consentId.toUpperCase(), undefined, ['a']])(
    'are of the same event, or of none, where the second has the event id %j',
    (eventId) => {
      expect(judgeDifference(told(eventId, account.accountId), one, 'event')).toEqual([
        {
          path: 'value.eventId',
          rule: 'differs',
          expected: `another one than "${consent.consentId}"`,
          actual: eventId,
        },
      ])
    },
  )

  it('with one notification id are the same', () => {
    expect(judgeDifference(told(account.accountId, softwareStatementId), one, 'notification')).toEqual([
      {
        path: "headers['x-notification-id']",
        rule: 'differs',
        expected: `another one than "${softwareStatementId}"`,
        actual: softwareStatementId,
      },
    ])
  })
})
