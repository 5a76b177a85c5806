// What egov-notification-mail does with records: on real sockets, with the embedded broker for Kafka and the sink for the
// mail server.

import { afterEach, describe, expect, test } from 'vitest'
import { type Broker, startBroker } from '../../broker/index.js'
import { type NotificationMailOptions, startNotificationMail } from '../../services/egov-notification-mail/index.js'
import { startMailServer } from '../../services/mail-server/index.js'
import { writeRecords } from './records.js'

const opened: { close(): Promise<unknown> }[] = []
const topic = 'egov.core.notification.email'

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close()
})

function open<T extends { close(): Promise<unknown> }>(one: T): T {
  opened.push(one)
  return one
}

interface Rig {
  readonly broker: Broker
  /** Every mail to an address, once there are so many. */
  mails(to: string, atLeast?: number): Promise<readonly Record<string, unknown>[]>
  refuse(to: string, answer: object): Promise<unknown>
}

async function start(options: Partial<NotificationMailOptions> = {}): Promise<Rig> {
  const broker = open(await startBroker())
  const { url, smtpUrl, close } = await startMailServer()
  open({ close })
  open(await startNotificationMail({ kafkaBrokers: [broker.bootstrap], smtpUrl, ...options }))
  return {
    broker,
    async mails(to, atLeast = 1) {
      const query = `to=${encodeURIComponent(to)}&atLeast=${atLeast}&withinMs=${atLeast === 0 ? 0 : 15_000}`
      return (await (await fetch(`${url}/_control/deliveries?${query}`)).json()) as Record<string, unknown>[]
    },
    refuse: (to, answer) => fetch(`${url}/_control/answers/${to}`, { method: 'PUT', body: JSON.stringify(answer) }),
  }
}

const mail = (more: object = {}) => ({
  requestInfo: null,
  email: { emailTo: ['asha@example.org'], subject: 'Hello', body: 'One\ntwo', ...more },
})

/** Writes records, then one to last@example.org: when that is there, the others are done. */
async function take(rig: Rig, ...values: readonly unknown[]): Promise<void> {
  await writeRecords(rig.broker, topic, [...values, mail({ emailTo: 'last@example.org' })])
  await rig.mails('last@example.org')
}

test('a mail goes to everybody in its list, each once', async () => {
  const rig = await start()
  await take(rig, mail({ emailTo: ['asha@example.org', 'ravi@example.org', 'asha@example.org'] }))
  const sent = { to: ['asha@example.org', 'ravi@example.org'], subject: 'Hello', text: 'One\r\ntwo' }
  expect(await rig.mails('asha@example.org')).toEqual([expect.objectContaining(sent)])
  expect(await rig.mails('ravi@example.org')).toEqual([expect.objectContaining(sent)])
})

test('HTML goes as HTML, and every character arrives', async () => {
  const rig = await start()
  const subject = `नमस्ते ${'ß'.repeat(100)}`
  await take(rig, mail({ subject, body: '<b>₹ 100</b>', isHTML: true }))
  const [sent] = await rig.mails('asha@example.org')
  expect(sent).toMatchObject({ subject, text: '', html: '<b>₹ 100</b>' })
  expect(Reflect.get(sent?.headers ?? {}, 'content-type')).toMatch(/^multipart\/mixed; boundary=/)
})

test('a line that begins with a dot, a very long one and line ends in the subject do no harm', async () => {
  const rig = await start()
  await take(rig, mail({ subject: 'Hello\r\nBcc: ravi@example.org', body: `.\n..\n${'x'.repeat(2000)}` }))
  expect(await rig.mails('asha@example.org')).toMatchObject([
    { subject: 'Hello Bcc: ravi@example.org', text: `.\r\n..\r\n${'x'.repeat(2000)}` },
  ])
})

test('names are found in any letter case, and one address may stand in place of a list', async () => {
  const rig = await start()
  await take(rig, { EMAIL: { EMAILTO: 'asha@example.org', Subject: 7, Body: null, other: 1 } })
  expect(await rig.mails('asha@example.org')).toMatchObject([{ subject: '7', text: '' }])
})

describe('nobody gets', () => {
  test.each([
    [
      'a flat mail, as older publishers write it',
      { email: 'asha@example.org', subject: 'Hello', body: 'x', sender: '' },
    ],
    ['a mail without anybody to send it to', mail({ emailTo: [] })],
    ['a mail with a number among its addresses', mail({ emailTo: ['asha@example.org', 5] })],
    ['an HTML mail with files, since there is no file store', mail({ isHTML: true, fileStoreId: { id: 'bill.pdf' } })],
    ['a tombstone', null],
    ['what is no JSON', 'Hello'],
  ])('%s', async (_, value) => {
    const rig = await start()
    await take(rig, value)
    expect(await rig.mails('asha@example.org', 0)).toEqual([])
  })

  test('a mail of which the server refuses one recipient', async () => {
    const rig = await start()
    await rig.refuse('ravi@example.org', { code: 550 })
    await take(rig, mail({ emailTo: ['asha@example.org', 'ravi@example.org'] }))
    expect(await rig.mails('asha@example.org', 0)).toEqual([])
  })
})

test('files of a text mail are left aside', async () => {
  const rig = await start()
  await take(rig, mail({ fileStoreId: { id: 'bill.pdf' } }))
  expect(await rig.mails('asha@example.org')).toMatchObject([{ attachments: [] }])
})

test('a mail is tried ten times, whatever the server says', async () => {
  const rig = await start()
  await rig.refuse('asha@example.org', { code: 451, times: 9 })
  await rig.refuse('ravi@example.org', { code: 0, times: 10 })
  await take(rig, mail(), mail({ emailTo: 'ravi@example.org' }))
  expect(await rig.mails('asha@example.org')).toHaveLength(1)
  expect(await rig.mails('ravi@example.org', 0)).toEqual([])
})

test('mails on the older topic reach nobody', async () => {
  const rig = await start()
  await writeRecords(rig.broker, 'org.egov.core.notification.email', [mail()])
  await take(rig)
  expect(await rig.mails('asha@example.org', 0)).toEqual([])
})

describe('a deviation', () => {
  test.each([
    ['sends-twice', {}, [{ subject: 'Hello' }, { subject: 'Hello' }]],
    ['first-recipient-only', { emailTo: ['asha@example.org', 'ravi@example.org'] }, [{ to: ['asha@example.org'] }]],
    ['html-as-text', { isHTML: true }, [{ text: 'One\r\ntwo' }]],
    ['breaks-unicode', { subject: 'ß', body: '₹ 1' }, [{ subject: '?', text: '? 1' }]],
    ['omits-subject', {}, [{ subject: '' }]],
  ] as const)('%s', async (deviation, more, sent) => {
    const rig = await start({ deviation })
    await take(rig, mail(more))
    expect(await rig.mails('asha@example.org')).toMatchObject(sent)
  })

  test('tries-once', async () => {
    const rig = await start({ deviation: 'tries-once' })
    await rig.refuse('asha@example.org', { code: 451, times: 1 })
    await take(rig, mail())
    expect(await rig.mails('asha@example.org', 0)).toEqual([])
  })
})
