// What the services' producer does on a real socket: the embedded broker stands for Kafka.

import { createServer } from 'node:net'
import { Kafka } from 'kafkajs'
import { afterEach, expect, test } from 'vitest'
import { type Broker, startBroker } from '../../broker/index.js'
import { startEgovOtp, startEgovUser, startUserOtp } from '../../services/index.js'
import { createPublisher } from '../../services/kafka/index.js'
import { exchange } from './exchange.js'

const opened: { close(): Promise<unknown> }[] = []

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close()
})

function open<T extends { close(): Promise<unknown> }>(one: T): T {
  opened.push(one)
  return one
}

/** Every record of a topic, partition by partition. */
async function readTopic(broker: Broker, topic: string) {
  const kafka = new Kafka({ brokers: [broker.bootstrap], logCreator: () => () => undefined })
  const admin = kafka.admin()
  await admin.connect()
  const ends = await admin.fetchTopicOffsets(topic)
  await admin.disconnect()
  const expected = ends.reduce((sum, { offset }) => sum + Number(offset), 0)
  const consumer = kafka.consumer({ groupId: `reader-of-${topic}`, maxWaitTimeInMs: 50 })
  const read: object[] = []
  await consumer.subscribe({ topic, fromBeginning: true })
  await new Promise<void>((resolve) => {
    if (expected === 0) resolve()
    void consumer.run({
      eachMessage: async ({ message: { key, value, headers = {} } }) => {
        const texts = Object.entries(headers).map(([name, header]) => `${name}: ${header}`)
        read.push({ key: key?.toString() ?? null, value: value?.toString(), headers: texts })
        if (read.length === expected) resolve()
      },
    })
  })
  await consumer.disconnect()
  return read
}

const record = { topic: 'notes', key: null, headers: { b: '2', a: '1' }, value: '{"n":1}' }

test('a record is on Kafka when publish settles, with its headers in their order', async () => {
  const broker = open(await startBroker())
  const publisher = open(createPublisher({ brokers: [broker.bootstrap], clientId: 'test', waitMs: 10_000 }))
  await publisher.publish(record)
  await publisher.publish({ ...record, key: 'k', headers: {} })
  expect(await readTopic(broker, 'notes')).toEqual(
    expect.arrayContaining([
      { key: null, value: '{"n":1}', headers: ['b: 2', 'a: 1'] },
      { key: 'k', value: '{"n":1}', headers: [] },
    ]),
  )
})

test('a record waits for a Kafka that comes later, and arrives once', async () => {
  const port = await freePort()
  const publisher = open(createPublisher({ brokers: [`127.0.0.1:${port}`], clientId: 'test', waitMs: 15_000 }))
  const published = publisher.publish(record)
  const broker = open(await startBroker({ port }))
  await published
  expect((await readTopic(broker, 'notes')).length).toBe(1)
})

test('a record is given up after its time, and the text is that of the event bus', async () => {
  const publisher = open(createPublisher({ brokers: [`127.0.0.1:${await freePort()}`], clientId: 'test', waitMs: 50 }))
  await expect(publisher.publish(record)).rejects.toMatchObject({
    code: 'EVENT_BUS_FAILURE',
    message: 'Failed to push event onto the event bus',
  })
})

test('a publisher that is closed gives up what is under way', async () => {
  const publisher = createPublisher({
    brokers: [`127.0.0.1:${await freePort()}`],
    clientId: 'test',
    waitMs: 3_600_000,
  })
  const rejected = expect(publisher.publish(record)).rejects.toMatchObject({ code: 'EVENT_BUS_FAILURE' })
  await publisher.close()
  await rejected
})

test('a publisher goes on after its broker was replaced', async () => {
  const first = await startBroker()
  const publisher = open(createPublisher({ brokers: [first.bootstrap], clientId: 'test', waitMs: 15_000 }))
  await publisher.publish(record)
  await first.close()
  const second = open(await startBroker({ port: first.port }))
  await publisher.publish(record)
  expect((await readTopic(second, 'notes')).length).toBe(1)
})

test('without Kafka a registration is a 500 and a password reset a 201', async () => {
  const { egovOtp, egovUser } = await neighbours()
  const service = open(
    await startUserOtp({
      kafkaBrokers: [`127.0.0.1:${await freePort()}`],
      kafkaWaitMs: 50,
      egovOtpUrl: egovOtp.url,
      egovUserUrl: egovUser.url,
    }),
  )
  const answers = await Promise.all([
    send(service.url, { type: 'register', mobileNumber: '9000000002' }),
    send(service.url, { type: 'passwordreset', mobileNumber: '9000000001' }),
    send(service.url, { type: 'register', mobileNumber: '12' }),
  ])
  expect(answers.map(({ status }) => status)).toEqual([500, 201, 400])
  expect(answers[0]?.body).toBe('Failed to push event onto the event bus')
})

test('a citizen logs in: the OTP on Kafka is the one that egov-otp accepts', async () => {
  const broker = open(await startBroker())
  const { egovOtp, egovUser } = await neighbours()
  const service = open(
    await startUserOtp({ kafkaBrokers: [broker.bootstrap], egovOtpUrl: egovOtp.url, egovUserUrl: egovUser.url }),
  )
  expect((await send(service.url, { type: 'login', mobileNumber: '9000000001' })).status).toBe(201)
  const [sent] = await readTopic(broker, 'egov.core.notification.sms.otp')
  expect(sent).toEqual({
    key: null,
    headers: [
      expect.stringMatching(/^traceparent: 00-[0-9a-f]{32}-[0-9a-f]{16}-01$/),
      '__TypeId__: org.egov.persistence.contract.SMSRequest',
    ],
    value: expect.stringMatching(
      /^\{"mobileNumber":"9000000001","message":"Dear Citizen, Your Login OTP is \d{6}\.","category":"OTP","expiryTime":\d{13},"countryCode":null\}$/,
    ),
  })
  const otp = /\d{6}(?=\.)/.exec(JSON.stringify(sent))?.[0]
  const body = JSON.stringify({ otp: { otp, identity: '9000000001', tenantId: 'pb.amritsar' } })
  expect((await exchange(egovOtp.url, { path: '/otp/v1/_validate', body })).status).toBe(200)
})

test('a port that is taken is an error of the start, with its code', async () => {
  const egovOtp = open(await startEgovOtp())
  await expect(startEgovOtp({ port: Number(new URL(egovOtp.url).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})

test('closing ends lasting connections, and twice is once', async () => {
  const service = await startEgovOtp()
  await fetch(`${service.url}/otp/v1/_search`, { method: 'POST', body: '{}' })
  await Promise.all([service.close(), service.close()])
  await expect(fetch(service.url)).rejects.toThrow('fetch failed')
})

async function neighbours() {
  const egovOtp = open(await startEgovOtp())
  const citizens = { isRegistered: (mobileNumber: string) => mobileNumber.endsWith('1') }
  return { egovOtp, egovUser: open(await startEgovUser({ egovOtpUrl: egovOtp.url, citizens })) }
}

function send(url: string, otp: { readonly type: string; readonly mobileNumber: string }) {
  const headers = { 'Content-Type': 'application/json' }
  const body = JSON.stringify({ otp: { tenantId: 'pb.amritsar', ...otp } })
  return exchange(url, { path: '/user-otp/v1/_send', headers, body })
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}
