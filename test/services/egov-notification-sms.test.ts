// What egov-notification-sms does with records: on a real socket, with the embedded broker for Kafka.

import { afterEach, describe, expect, test } from 'vitest'
import { type Broker, startBroker } from '../../broker/index.js'
import { deviations as notificationSmsDeviations } from '../../services/egov-notification-sms/deviations.js'
import { type NotificationSmsOptions, startNotificationSms } from '../../services/egov-notification-sms/index.js'
import { takeSms } from '../../services/egov-notification-sms/take-sms.js'
import { startSmsGateway } from '../../services/sms-gateway/index.js'
import { readRecords, writeRecords } from './records.js'

const opened: { close(): Promise<unknown> }[] = []
const typeId = 'org.egov.web.notification.sms.consumer.contract.SMSRequest'
const topic = 'egov.core.notification.sms'

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close()
})

function open<T extends { close(): Promise<unknown> }>(one: T): T {
  opened.push(one)
  return one
}

interface Rig {
  readonly broker: Broker
  readonly url: string
  /** What the gateway is asked for a number, once there is so much of it: `text` or `text @number`. */
  texts(number: string, atLeast?: number): Promise<readonly string[]>
  dictate(number: string, answer: object): Promise<unknown>
}

async function start(options: Partial<NotificationSmsOptions> = {}): Promise<Rig> {
  const broker = open(await startBroker())
  const gateway = open(await startSmsGateway())
  const gatewayUrl = `${gateway.url}/send`
  const service = open(await startNotificationSms({ kafkaBrokers: [broker.bootstrap], gatewayUrl, ...options }))
  return {
    broker,
    url: service.url,
    async texts(number, atLeast = 1) {
      const query = `to=${number}&atLeast=${atLeast}&withinMs=${atLeast === 0 ? 0 : 15_000}`
      const answer = await fetch(`${gateway.url}/_control/deliveries?${query}`)
      const list = (await answer.json()) as { to: string; text: string; parameters: { messageType: string } }[]
      return list.map(({ to, text, parameters }) => `${text} @${to} ${parameters.messageType}`)
    },
    dictate: (number, answer) =>
      fetch(`${gateway.url}/_control/answers/${number}`, { method: 'PUT', body: JSON.stringify(answer) }),
  }
}

const hour = 3_600_000
const to = (mobileNumber: string, more: object = {}) => ({ mobileNumber, message: 'Hello', ...more })

/** Writes records, then one for 9800000009: when that is sent, the others are done. */
async function take(rig: Rig, ...values: readonly unknown[]): Promise<void> {
  await writeRecords(rig.broker, topic, [...values, to('9800000009')])
  await rig.texts('9800000009')
}

describe('a text', () => {
  test('is sent with its country code in front; one-time passwords are of another type', async () => {
    const rig = await start()
    const otp = { category: 'otp', expiryTime: Date.now() + hour }
    await take(rig, to('9800000001', otp), to('9800000002', { countryCode: '+91' }))
    expect(await rig.texts('9800000001')).toEqual(['Hello @9800000001 def'])
    expect(await rig.texts('9800000002')).toEqual(['Hello @+919800000002 abc'])
  })

  test('is read whatever the case of its names, and whatever else is in it', async () => {
    const rig = await start()
    await take(rig, '{"MOBILENUMBER":9800000001,"Message":"Hi","category":"SOME","__proto__":{"message":"no"}}')
    expect(await rig.texts('9800000001')).toEqual(['Hi @9800000001 abc'])
  })

  test.each([
    ['without a number', { message: 'Hello' }],
    ['without a message', to('9800000001', { message: '' })],
    ['that is a tombstone', null],
    ['that is no JSON', 'Hello'],
    ['that is no object', [to('9800000001')]],
  ])('%s is dropped', async (_, value) => {
    const rig = await start()
    await take(rig, value)
    expect(await rig.texts('9800000001', 0)).toEqual([])
  })

  test('that has expired is sent all the same where it is no one-time password', async () => {
    const rig = await start()
    await take(rig, to('9800000001', { category: 'TRANSACTION', expiryTime: 1 }))
    expect(await rig.texts('9800000001')).toEqual(['Hello @9800000001 abc'])
  })

  test('to a number of the blacklist is dropped, where X is a digit and * are digits', async () => {
    const rig = await start({ blacklist: ['9999X', '5*', '98000000X1'] })
    await take(rig, to('99991'), to('5000000001'), to('9800000021'))
    expect(await Promise.all(['99991', '5000000001', '9800000021'].map((each) => rig.texts(each, 0)))).toEqual([
      [],
      [],
      [],
    ])
  })

  test('is blacklisted by default from 5 on', async () => {
    const rig = await start()
    await take(rig, to('5000000001'), to('99991'), to('999911'))
    expect([await rig.texts('5000000001', 0), await rig.texts('99991', 0)]).toEqual([[], []])
    expect(await rig.texts('999911')).toEqual(['Hello @999911 abc'])
  })

  test('goes to nobody else where there is a whitelist', async () => {
    const rig = await start({ whitelist: ['98*'] })
    await take(rig, to('9700000001'))
    expect(await rig.texts('9700000001', 0)).toEqual([])
  })

  test.each([
    ['the service is not enabled', { enabled: false }],
    ['the service sends nothing', { deviation: notificationSmsDeviations['sends-nothing'] }],
  ])('is dropped where %s', async (_, flow) => {
    const done: unknown[] = []
    const keep = async (what: unknown) => void done.push(what)
    const usual = { enabled: true, blacklist: [], whitelist: [], expiryTopic: 'e', errorTopic: 'e', backupTopic: '' }
    const whole = { ...usual, deviation: { description: '' }, now: Date.now, send: keep, publish: keep }
    const value = Buffer.from(JSON.stringify(to('9800000001')))
    await takeSms(whole, value, new AbortController().signal)
    expect(done).toEqual([{ to: '9800000001', text: 'Hello', messageType: 'abc' }])
    await takeSms({ ...whole, ...flow }, value, new AbortController().signal)
    expect(done).toHaveLength(1)
  })
})

test('a one-time password that has expired is diverted with all its fields, and not sent', async () => {
  const rig = await start({ clock: { now: () => 1001 } })
  const still = to('9800000002', { category: 'OTP', expiryTime: 1001 })
  await take(rig, to('9800000001', { category: 'OTP', expiryTime: 1000, users: ['u'] }), still)
  expect(await readRecords(rig.broker, 'egov.core.sms.expiry', 1)).toEqual([
    {
      key: null,
      typeId,
      value: {
        mobileNumber: '9800000001',
        message: 'Hello',
        category: 'OTP',
        expiryTime: 1000,
        countryCode: null,
        locale: null,
        tenantId: null,
        email: null,
        users: ['u'],
      },
    },
  ])
  expect(await rig.texts('9800000001', 0)).toEqual([])
  expect(await rig.texts('9800000002')).toEqual(['Hello @9800000002 def'])
})

describe('what the gateway does not take', () => {
  test.each([
    ['answers 500', { status: 500 }],
    ['hangs up', { status: 0 }],
    ['says no success', { status: 200, body: '{"success":false}' }],
    ['succeeds with another code', { status: 206, body: '{"success":true}' }],
  ])('goes to the error topic when it %s', async (_, answer) => {
    const rig = await start()
    await rig.dictate('9800000001', answer)
    await take(rig, to('9800000001'))
    const [record] = await readRecords(rig.broker, 'egov.core.sms.error', 1)
    expect(record).toMatchObject({ key: null, typeId, value: { mobileNumber: '9800000001', category: null } })
  })

  test('goes to the backup topic where there is one; an answer without success does not', async () => {
    const rig = await start({ backupTopic: 'backup' })
    await rig.dictate('9800000001', { status: 500 })
    await rig.dictate('9800000002', { status: 200, body: 'no' })
    await take(rig, to('9800000001'), to('9800000002'))
    const value = (mobileNumber: string) => [
      expect.objectContaining({ value: expect.objectContaining({ mobileNumber }) }),
    ]
    expect(await readRecords(rig.broker, 'backup', 1)).toEqual(value('9800000001'))
    expect(await readRecords(rig.broker, 'egov.core.sms.error', 1)).toEqual(value('9800000002'))
  })
})

test('an object that fits no SMS becomes a tombstone on the error topic', async () => {
  const rig = await start()
  await take(rig, to('9800000001', { expiryTime: 'tomorrow' }))
  expect(await readRecords(rig.broker, 'egov.core.sms.error', 1)).toEqual([
    { key: null, typeId: undefined, value: null },
  ])
})

test('texts come from the topics that it is told, and from no other', async () => {
  const rig = await start({ topics: ['one', 'two'] })
  await writeRecords(rig.broker, topic, [to('9800000001')])
  await writeRecords(rig.broker, 'one', [to('9800000002')])
  await writeRecords(rig.broker, 'two', [to('9800000003')])
  expect(await rig.texts('9800000002')).toHaveLength(1)
  expect(await rig.texts('9800000003')).toHaveLength(1)
  expect(await rig.texts('9800000001', 0)).toEqual([])
})

describe('the callback of the gateway', () => {
  const query = 'userId=u&jobno=7&mobilenumber=9800000001&DoneTime=now&messagepart=1&sender_name=EGOV'
  const path = '/notification-sms/smsbounce/callback'

  test('puts a report onto its topic and says so', async () => {
    const rig = await start()
    const answer = await fetch(`${rig.url}${path}?${query}&status=11`)
    expect([answer.status, await answer.text()]).toEqual([200, 'Status successfully sent'])
    const body = new URLSearchParams(`${query}&status=0`)
    expect((await fetch(`${rig.url}${path}`, { method: 'POST', body })).status).toBe(200)
    const [first, second] = await readRecords(rig.broker, 'egov.core.notification.sms.bounce', 2)
    const value = {
      jobno: '7',
      messagestatus: 11,
      doneTime: 'now',
      usernameHash: expect.stringMatching(/^[\da-f]{64}$/),
    }
    const records = [first, second].map((record) => record?.value).sort((one, other) => statusOf(other) - statusOf(one))
    expect(records).toEqual([value, { ...value, messagestatus: 0 }])
    expect(first?.typeId).toBe('org.egov.web.notification.sms.models.Report')
  })

  test('refuses a status beyond 0 to 11, one that is no number, and what is not whole', async () => {
    const { url } = await start()
    const ask = async (status: string) => {
      const answer = await fetch(`${url}${path}?${query}${status}`)
      return [answer.status, await answer.text()]
    }
    expect(await ask('&status=12')).toEqual([400, 'Status value should be 0 to 11'])
    expect(await ask('&status=-1')).toEqual([400, 'Status value should be 0 to 11'])
    const badRequest = [400, expect.stringContaining(`"status":400,"error":"Bad Request","path":"${path}"}`)]
    expect(await ask('&status=many')).toEqual(badRequest)
    expect(await ask('')).toEqual(badRequest)
  })
})

function statusOf(value: unknown): number {
  return Number(Reflect.get(value as object, 'messagestatus'))
}

describe('a deviation', () => {
  test('sends twice, elsewhere or less', async () => {
    const textsOf = async (deviation: NonNullable<NotificationSmsOptions['deviation']>, number: string) => {
      const rig = await start({ deviation })
      await writeRecords(rig.broker, topic, [to('9800000001', { message: 'A text of thirty characters, no' })])
      return await rig.texts(number, deviation === 'sends-twice' ? 2 : 1)
    }
    const whole = 'A text of thirty characters, no @98000000'
    expect(await textsOf('sends-twice', '9800000001')).toEqual([`${whole}01 abc`, `${whole}01 abc`])
    expect(await textsOf('sends-to-another-number', '9800000002')).toEqual([`${whole}02 abc`])
    expect(await textsOf('cuts-message', '9800000001')).toEqual(['A text of thirty cha @9800000001 abc'])
  })

  test('sends what has expired or is blacklisted', async () => {
    const expired = await start({ deviation: 'sends-expired' })
    await take(expired, to('9800000001', { category: 'OTP', expiryTime: 1 }))
    expect(await expired.texts('9800000001')).toEqual(['Hello @9800000001 def'])
    const listed = await start({ deviation: 'ignores-blacklist' })
    await take(listed, to('5000000001'))
    expect(await listed.texts('5000000001')).toEqual(['Hello @5000000001 abc'])
  })

  test('loses what has expired or could not be sent', async () => {
    const expired = await start({ deviation: 'loses-expired' })
    await take(expired, to('9800000001', { category: 'OTP', expiryTime: 1 }))
    const failed = await start({ deviation: 'loses-failed' })
    await failed.dictate('9800000001', { status: 500 })
    await take(failed, to('9800000001'))
    const handedOn = [expired, failed].flatMap(({ broker }) => broker.topics().map(({ name }) => name))
    expect(handedOn.filter((name) => /expiry|error/.test(name))).toEqual([])
  })
})
