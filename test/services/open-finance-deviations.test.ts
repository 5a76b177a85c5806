// What each deviation of the transmitter changes, and nothing else. That each is noticed is shown by whole runs.

import { afterEach, expect, test, vi } from 'vitest'
import { type OpenFinanceDeviationName, openFinanceDeviations } from '../../services/open-finance/index.js'
import { createLedger } from '../../services/open-finance/ledger.js'
import { createNotifier } from '../../services/open-finance/notifier.js'
import { type SentRecord, startTransmitter, type Transmitter } from './transmitter.js'

const azul = '6f1710a4-9f68-462f-8232-b59273bf4d16'
const verde = '0f8fad5b-d9cb-469f-a165-70867728950e'
const cinza = '3f2504e0-4f89-41d3-9a0c-0305e82c3301'
const opened: { close(): unknown }[] = []

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close()
})

/** Azul and Verde may know of the account, Cinza has a consent for another one, and Verde's is withdrawn at last. */
async function storyOf(deviation?: OpenFinanceDeviationName) {
  const transmitter = await startTransmitter({ lateMs: 60_000, ...(deviation === undefined ? {} : { deviation }) })
  opened.push(transmitter.service)
  const [account, other] = [await transmitter.openAccount(), await transmitter.openAccount()]
  const consents = {
    azul: await transmitter.giveConsent(azul, account),
    verde: await transmitter.giveConsent(verde, account),
    cinza: await transmitter.giveConsent(cinza, other),
  }
  await transmitter.call('POST', '/receivers', {
    softwareStatementId: '11111111-2222-4333-8444-555555555555',
    timestampType: 'LogAppendTime',
  })
  const status = await transmitter.change(account, '17.00').then(
    (answer) => answer.status,
    (error: { cause?: { code?: string } }) => error.cause?.code,
  )
  await transmitter.call('DELETE', `/consents/${consents.verde}`)
  await transmitter.change(account, '18.00').catch(() => undefined)
  const balance = await transmitter.call('GET', `/accounts/${account}/balances`)
  return shown(transmitter, { status, balance: JSON.stringify(balance.body), account, consents })
}

interface Story {
  readonly status: unknown
  readonly balance: string
  readonly account: string
  readonly consents: Readonly<Record<string, string>>
}

/** The story with names in the place of ids. */
function shown({ records, topics }: Transmitter, { status, balance, account, consents }: Story) {
  const names = new Map<unknown, string>([
    [azul, 'azul'],
    [verde, 'verde'],
    [cinza, 'cinza'],
    [account, 'account'],
    ...Object.entries(consents).map(([name, id]) => [id, `consent of ${name}`] as const),
  ])
  const events: unknown[] = []
  const notifications: unknown[] = []
  const numbered = (list: unknown[], id: unknown) => {
    if (!list.includes(id)) list.push(id)
    return list.indexOf(id) + 1
  }
  const lines = records.map(({ topic, key, headers, value, timestamp }) => {
    const { eventId, eventType, consentId, resourceId, ...time } = JSON.parse(value ?? '')
    const notification = headers['x-notification-id']
    return [
      `to ${names.get(topic) ?? 'another'}`,
      names.get(consentId) ?? 'another consent',
      names.get(resourceId) ?? 'another account',
      ...(eventType === 'ACCOUNT_BALANCE_CHANGED' ? [] : [eventType]),
      ...Object.entries(time).map((entry) => entry.join(' ')),
      `event ${numbered(events, eventId)}`,
      notification === undefined ? 'no id' : `id ${numbered(notifications, notification)}`,
      ...(/^\d+$/.test(notification ?? '') ? ['of digits'] : []),
      ...(key === null ? [] : ['with key']),
      ...(timestamp === undefined ? [] : ['with timestamp']),
    ].join(', ')
  })
  const amount = /"amount":"([^"]*)"/.exec(balance)?.[1]
  const ids = new Set(Object.values(consents).map((id) => (id.startsWith('urn:bancoex:') ? 'urn:bancoex' : 'UUID')))
  const last = topics.at(-1)?.[1]
  return { status, amount, consentIds: [...ids].join(), topic: { ...last }, lines }
}

const time = 'eventDatetime 2025-06-09T10:30:40.000Z'
const first = [
  `to azul, consent of azul, account, ${time}, event 1, id 1`,
  `to verde, consent of verde, account, ${time}, event 1, id 2`,
]
const second = `to azul, consent of azul, account, ${time}, event 2, id 3`
const right = {
  status: 200,
  amount: '18.00',
  consentIds: 'UUID',
  topic: { 'cleanup.policy': 'delete', 'retention.ms': '604800000', 'message.timestamp.type': 'LogAppendTime' },
  lines: [...first, second],
}
const everywhere = (from: string | RegExp, to: string) => ({ lines: right.lines.map((line) => line.replace(from, to)) })

const outcomes: Readonly<Record<OpenFinanceDeviationName, object>> = {
  'sends-nothing': { lines: [] },
  'tells-first-only': { lines: [first[0], second.replace('id 3', 'id 2')] },
  'tells-everybody': {
    lines: [
      ...first,
      `to cinza, consent of azul, account, ${time}, event 1, id 3`,
      `to another, consent of azul, account, ${time}, event 1, id 4`,
      `to azul, consent of azul, account, ${time}, event 2, id 5`,
      `to verde, consent of azul, account, ${time}, event 2, id 6`,
      `to cinza, consent of azul, account, ${time}, event 2, id 7`,
      `to another, consent of azul, account, ${time}, event 2, id 8`,
    ],
  },
  'ignores-accounts': {
    lines: [
      ...first,
      `to cinza, consent of cinza, account, ${time}, event 1, id 3`,
      `to azul, consent of azul, account, ${time}, event 2, id 4`,
      `to cinza, consent of cinza, account, ${time}, event 2, id 5`,
    ],
  },
  'ignores-withdrawal': { lines: [...right.lines, `to verde, consent of verde, account, ${time}, event 2, id 4`] },
  'swaps-topics': {
    lines: [
      `to verde, consent of azul, account, ${time}, event 1, id 1`,
      `to azul, consent of verde, account, ${time}, event 1, id 2`,
      second,
    ],
  },
  'sends-twice': { lines: right.lines.flatMap((line) => [line, line]) },
  'sends-late': { lines: [] },
  'names-another-consent': everywhere(/consent of \w+/, 'another consent'),
  'names-another-account': everywhere(', account', ', another account'),
  'another-event-type': everywhere(', account', ', account, BALANCE_CHANGED'),
  'time-as-in-example': everywhere('eventDatetime', 'eventDateTime'),
  'time-without-zone': everywhere('000Z', '000'),
  'time-of-yesterday': everywhere('06-09', '06-08'),
  'consents-as-in-example': { consentIds: 'urn:bancoex' },
  'repeats-event-id': everywhere('event 2', 'event 1'),
  'repeats-notification-id': {
    lines: [first[0], first[1]?.replace('id 2', 'id 1'), second.replace('id 3', 'id 2')],
  },
  'omits-notification-id': everywhere(/id \d/, 'no id'),
  'numbers-notifications': everywhere(/id (\d)/, 'id $1, of digits'),
  'adds-key': everywhere(/$/, ', with key'),
  'dates-records-back': everywhere(/$/, ', with timestamp'),
  'keeps-balance': { amount: '0.00' },
  'ignores-timestamp-type': { topic: { 'cleanup.policy': 'delete', 'retention.ms': '604800000' } },
  'short-retention': { topic: { ...right.topic, 'retention.ms': '86400000' } },
  'answers-500': { status: 500 },
  'hangs-up': { status: 'UND_ERR_SOCKET' },
}

test('without a deviation the story is right', async () => {
  expect(await storyOf()).toEqual(right)
})

test.each(Object.entries(outcomes))('the deviation %s changes one thing', async (name, outcome) => {
  expect(await storyOf(name as OpenFinanceDeviationName)).toEqual({ ...right, ...outcome })
})

test('every deviation says what it does, as the end of a sentence', () => {
  const descriptions = Object.values(openFinanceDeviations).map(({ description }) => description)
  expect(new Set(descriptions).size).toBe(descriptions.length)
  for (const description of descriptions) expect(description).toMatch(/^[a-z].*[^.]$/)
})

test('late notifications go after their time, and closing forgets them', async () => {
  vi.useFakeTimers()
  try {
    const published: SentRecord[] = []
    const publish = async (record: SentRecord) => void published.push(record)
    const ledger = createLedger()
    const { accountId } = ledger.openAccount('0.00')
    ledger.giveConsent(azul, [accountId])
    const notifier = createNotifier({ ledger, publish, deviation: openFinanceDeviations['sends-late'], lateMs: 2000 })
    const change = { eventId: verde, accountId, happenedAt: new Date(0) }
    await notifier.tell(change)
    vi.advanceTimersByTime(1999)
    expect(published).toEqual([])
    vi.advanceTimersByTime(1)
    expect(published.map(({ topic }) => topic)).toEqual([azul])
    await notifier.tell(change)
    notifier.close()
    vi.advanceTimersByTime(4000)
    expect(published.length).toBe(1)
  } finally {
    vi.useRealTimers()
  }
})
