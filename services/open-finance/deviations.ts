// Wrong behaviours that a transmitter can be started with, so that tests can show that they are noticed. Each changes one thing: whom it tells, the
// notification, how often or when it goes, the topics, or the answers. notifier.ts, app.ts and index.ts apply them; nothing else knows of them.

import { createHash, randomUUID } from 'node:crypto'
import { type Answer, type hangUp, jsonAnswer } from '../http/index.js'
import { type Delivery, deliveriesFor, type Ledger } from './ledger.js'
import type { Notification } from './notification.js'

/** One wrong behaviour. What it leaves out stays right. */
export interface Deviation {
  /** What the service does, as the end of "open-finance …". */
  readonly description: string
  /** Whom it tells of a change of that account. */
  readonly deliveries?: (ledger: Ledger, accountId: string) => readonly Delivery[]
  /** Changes each notification. */
  readonly alter?: (notification: Notification) => Notification
  /** Changes the notifications of one change. */
  readonly alterAll?: (notifications: readonly Notification[]) => readonly Notification[]
  /** How often each notification is sent. @default 1 */
  readonly copies?: number
  /** Sends the notifications some time after the answer. */
  readonly isLate?: boolean
  /** Gives consents their ids. */
  readonly newConsentId?: () => string
  /** Does not store a changed balance. */
  readonly keepsBalance?: boolean
  /** Changes the configs of the topic of a new receiver. */
  readonly topicConfigs?: (configs: Readonly<Record<string, string>>) => Readonly<Record<string, string>>
  /** Changes the answer to every change of a balance. */
  readonly answer?: (answer: Answer) => Answer | typeof hangUp
}

export const deviations = {
  'sends-nothing': {
    description: 'changes the balance and tells nobody',
    deliveries: () => [],
  },
  'tells-first-only': {
    description: 'tells the receiver of the first consent only',
    deliveries: (ledger, accountId) => deliveriesFor(ledger, accountId).slice(0, 1),
  },
  'tells-everybody': {
    description: 'tells every receiver, whether it has a consent or not',
    deliveries: (ledger, accountId) => {
      const [first] = deliveriesFor(ledger, accountId)
      return ledger.receivers().map((softwareStatementId) => ({
        softwareStatementId,
        consentId: consentOf(ledger, accountId, softwareStatementId) ?? first?.consentId ?? randomUUID(),
      }))
    },
  },
  'ignores-accounts': {
    description: 'tells the receivers of all consents, whatever account they are for',
    deliveries: (ledger) => ledger.consents().filter(({ isActive }) => isActive),
  },
  'ignores-withdrawal': {
    description: 'goes on telling after a consent was withdrawn',
    deliveries: (ledger, accountId) => ledger.consents().filter(({ accountIds }) => accountIds.includes(accountId)),
  },
  'swaps-topics': {
    description: 'sends each notification to the topic of another receiver of the same change',
    alterAll: (all) =>
      all.map((each, index) => ({ ...each, topic: all[(index + 1) % all.length]?.topic ?? each.topic })),
  },
  'sends-twice': {
    description: 'sends each notification twice',
    copies: 2,
  },
  'sends-late': {
    description: 'answers at once and sends the notifications later',
    isLate: true,
  },
  'names-another-consent': {
    description: 'names a consent that does not exist',
    alter: (notification) => withValue(notification, { consentId: randomUUID() }),
  },
  'names-another-account': {
    description: 'names an account that does not exist',
    alter: (notification) => withValue(notification, { resourceId: randomUUID() }),
  },
  'another-event-type': {
    description: 'calls the event BALANCE_CHANGED',
    alter: (notification) => withValue(notification, { eventType: 'BALANCE_CHANGED' }),
  },
  'time-as-in-example': {
    description: 'calls the time eventDateTime, as the example of the source does',
    alter: ({ value: { eventDatetime = '', ...value }, ...rest }) => ({
      ...rest,
      value: { ...value, eventDateTime: eventDatetime },
    }),
  },
  'time-without-zone': {
    description: 'leaves the zone of the time out',
    alter: (notification) =>
      withValue(notification, { eventDatetime: `${notification.value.eventDatetime}`.replace('Z', '') }),
  },
  'time-of-yesterday': {
    description: 'tells of the event a day too early',
    alter: (notification) => {
      const time = Date.parse(`${notification.value.eventDatetime}`) - 86_400_000
      return withValue(notification, { eventDatetime: new Date(time).toISOString() })
    },
  },
  'consents-as-in-example': {
    description: 'gives consents ids such as urn:bancoex:C1DD33123, as the example of the source does',
    newConsentId: () => `urn:bancoex:${randomUUID().replaceAll('-', '').slice(0, 9).toUpperCase()}`,
  },
  'repeats-event-id': {
    description: 'gives every event the same id',
    alter: (notification) => withValue(notification, { eventId: onceAndForAll }),
  },
  'repeats-notification-id': {
    description: 'gives all notifications of one change the same id',
    alterAll: (all) => all.map((each) => ({ ...each, headers: { ...each.headers, ...all[0]?.headers } })),
  },
  'omits-notification-id': {
    description: 'leaves the header x-notification-id out',
    alter: (notification) => ({ ...notification, headers: {} }),
  },
  'numbers-notifications': {
    description: 'sends a number as x-notification-id',
    alter: ({ headers, ...rest }) => {
      const id = `${headers['x-notification-id']}`.slice(0, 8)
      return { ...rest, headers: { 'x-notification-id': `${Number.parseInt(id, 16)}` } }
    },
  },
  'adds-key': {
    description: 'sends the hash of consent, account and event as the key, as an early draft had it',
    alter: (notification) => {
      const { consentId, resourceId } = notification.value
      const key = createHash('sha256').update(`${consentId}-${resourceId}-accountBalanceChanged`).digest('hex')
      return { ...notification, key }
    },
  },
  'dates-records-back': {
    description: 'gives its records a timestamp of an hour ago',
    alter: (notification) => ({ ...notification, timestamp: Date.now() - 3_600_000 }),
  },
  'keeps-balance': {
    description: 'tells of a changed balance and goes on answering the old one',
    keepsBalance: true,
  },
  'ignores-timestamp-type': {
    description: 'sets up no topic with the LogAppendTime that its receiver asks for',
    topicConfigs: ({ 'message.timestamp.type': _, ...configs }) => configs,
  },
  'short-retention': {
    description: 'has topics keep messages for a day',
    topicConfigs: (configs) => ({ ...configs, 'retention.ms': '86400000' }),
  },
  'answers-500': {
    description: 'answers 500 to a change of a balance',
    answer: () => jsonAnswer(500, { errors: [{ code: 'INTERNAL_ERROR', title: 'Internal error', detail: '' }] }),
  },
  'hangs-up': {
    description: 'closes the connection of a change of a balance without an answer',
    answer: () => 'hang-up',
  },
} as const satisfies Record<string, Deviation>

/** Names one wrong behaviour. */
export type DeviationName = keyof typeof deviations

const onceAndForAll = 'a278632b-680c-4f94-8d54-08204fb1b658'

function consentOf(ledger: Ledger, accountId: string, softwareStatementId: string): string | undefined {
  const due = deliveriesFor(ledger, accountId)
  return due.find((delivery) => delivery.softwareStatementId === softwareStatementId)?.consentId
}

/** The keys keep their order. */
function withValue(notification: Notification, changes: Readonly<Record<string, string>>): Notification {
  return { ...notification, value: { ...notification.value, ...changes } }
}
