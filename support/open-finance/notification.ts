// How a notification is recognised, and what it must tell. The rest of what it must look like is the contract's: a wrong type of event is
// a broken contract, not a missing message.

import type { Message } from '../kafka/index.js'
import { literal, lookUp, type Mismatch, match, matchPaths, previewValue } from '../match/index.js'
import type { Account, Consent } from './holdings.js'

/** The header with the id of a notification. */
export const notificationIdHeader = 'x-notification-id'

/** Judges whether a message tells the holder of that consent of something. */
export function isForConsent({ consentId }: Consent): (message: Message) => readonly Mismatch[] {
  return (message) => matchPaths(message, [{ path: 'value.consentId', expected: literal(consentId) }])
}

/** Everything in which a message tells of something else than that event of that account. */
export function judgeEvent(message: Message, eventType: string, { accountId }: Account): readonly Mismatch[] {
  return matchPaths(message, [
    { path: 'value.eventType', expected: literal(eventType) },
    { path: 'value.resourceId', expected: literal(accountId) },
  ])
}

/** How far the clocks of transmitter and broker may be apart, in milliseconds. */
const skewMs = 1000

/** Whether the event happened at most that long before the record was made or appended, and not after it. */
export function judgeEventTime(message: Message, atMostMs: number): readonly Mismatch[] {
  const written = lookUp(message, 'value.eventDatetime')
  // Without its zone a time may be any of a day.
  const unreadable = match(written, '#datetime', { path: 'value.eventDatetime' })
  if (unreadable.length > 0) return unreadable
  const agoMs = message.timestamp - Date.parse(String(written))
  if (agoMs >= -skewMs && agoMs <= atMostMs + skewMs) return []
  const expected = `at most ${atMostMs / 1000} s before the record's own timestamp`
  return [{ path: 'value.eventDatetime', rule: 'close', expected, actual: written }]
}

/** Whether two notifications have the same id, or tell of the same event; letter case makes no other id. */
export function judgeDifference(message: Message, other: Message, what: 'event' | 'notification'): readonly Mismatch[] {
  const path = what === 'event' ? 'value.eventId' : `headers['${notificationIdHeader}']`
  const [actual, before] = [lookUp(message, path), lookUp(other, path)]
  const areIds = typeof actual === 'string' && typeof before === 'string'
  if (areIds && actual.toLowerCase() !== before.toLowerCase()) return []
  return [{ path, rule: 'differs', expected: `another one than ${previewValue(before)}`, actual }]
}
