// The transmitter's double: what it answers, and whom it tells of what.

import { Kafka } from 'kafkajs'
import { afterEach, describe, expect, test } from 'vitest'
import { startBroker } from '../../broker/index.js'
import type { OpenFinanceOptions } from '../../services/open-finance/index.js'
import { happenedAt, startTransmitter, type Transmitter } from './transmitter.js'

const azul = '6f1710a4-9f68-462f-8232-b59273bf4d16'
const verde = '0f8fad5b-d9cb-469f-a165-70867728950e'
const nobody = '00000000-0000-4000-8000-000000000000'
const uuid = expect.stringMatching(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/)
const opened: { close(): unknown }[] = []

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close()
})

async function start(options: Partial<OpenFinanceOptions> = {}): Promise<Transmitter> {
  const transmitter = await startTransmitter(options)
  opened.push(transmitter.service)
  return transmitter
}

const topicsOf = ({ records }: Transmitter) => records.map(({ topic }) => topic)
const valuesOf = ({ records }: Transmitter) => records.map(({ value }) => JSON.parse(value ?? ''))

describe('a changed balance', () => {
  test('is told to the receiver with the consent, before the answer, as the source has it', async () => {
    const transmitter = await start()
    const accountId = await transmitter.openAccount()
    const consentId = await transmitter.giveConsent(azul, accountId)
    const answer = await transmitter.change(accountId, '17.50')
    expect(transmitter.records).toEqual([
      { topic: azul, key: null, headers: { 'x-notification-id': uuid }, value: expect.any(String) },
    ])
    const [value] = valuesOf(transmitter)
    expect(value).toEqual({
      eventId: uuid,
      eventType: 'ACCOUNT_BALANCE_CHANGED',
      eventDatetime: happenedAt,
      consentId,
      resourceId: accountId,
    })
    expect(answer).toEqual({
      status: 200,
      body: { data: { eventId: value.eventId, availableAmount: { amount: '17.50', currency: 'BRL' } } },
    })
  })

  test('is one event in a notification for each consent', async () => {
    const transmitter = await start()
    const accountId = await transmitter.openAccount()
    const consents = [await transmitter.giveConsent(azul, accountId), await transmitter.giveConsent(verde, accountId)]
    await transmitter.change(accountId)
    const values = valuesOf(transmitter)
    expect(topicsOf(transmitter)).toEqual([azul, verde])
    expect(values.map(({ consentId }) => consentId)).toEqual(consents)
    expect(values[0].eventId).toBe(values[1].eventId)
    const ids = transmitter.records.map(({ headers }) => headers['x-notification-id'])
    expect(new Set(ids).size).toBe(2)
  })

  test('is told to nobody without a consent for that account', async () => {
    const transmitter = await start()
    const [one, other] = [await transmitter.openAccount(), await transmitter.openAccount()]
    await transmitter.call('POST', '/receivers', { softwareStatementId: verde })
    await transmitter.giveConsent(azul, one)
    await transmitter.change(other)
    expect(transmitter.records).toEqual([])
  })

  test('is not told by a consent that was withdrawn, and still by the others', async () => {
    const transmitter = await start()
    const accountId = await transmitter.openAccount()
    const consentId = await transmitter.giveConsent(azul, accountId)
    await transmitter.giveConsent(verde, accountId)
    expect(await transmitter.call('DELETE', `/consents/${consentId}`)).toEqual({ status: 204, body: undefined })
    await transmitter.change(accountId)
    expect(topicsOf(transmitter)).toEqual([verde])
  })

  test('can be asked for', async () => {
    const transmitter = await start()
    const accountId = await transmitter.openAccount()
    await transmitter.change(accountId, '17.50')
    expect(await transmitter.call('GET', `/accounts/${accountId}/balances`)).toEqual({
      status: 200,
      body: { data: { availableAmount: { amount: '17.50', currency: 'BRL' } } },
    })
  })

  test('that cannot be told is a 500', async () => {
    const publish = () => Promise.reject(new Error('Kafka is away'))
    const transmitter = await start({ publisher: { publish, close: async () => undefined } })
    const accountId = await transmitter.openAccount()
    await transmitter.giveConsent(azul, accountId)
    expect(await transmitter.change(accountId)).toEqual({
      status: 500,
      body: { errors: [{ code: 'INTERNAL_ERROR', title: 'Internal error', detail: 'Kafka is away' }] },
    })
  })
})

describe('a receiver', () => {
  test('has a topic that keeps messages for a week, with the timestamps that it asks for', async () => {
    const { call, topics } = await start()
    expect(await call('POST', '/receivers', { softwareStatementId: azul })).toEqual({
      status: 201,
      body: { data: { softwareStatementId: azul, topic: azul } },
    })
    await call('POST', '/receivers', { softwareStatementId: verde, timestampType: 'LogAppendTime' })
    const always = { 'cleanup.policy': 'delete', 'retention.ms': '604800000' }
    expect(topics).toEqual([
      [azul, always],
      [verde, { ...always, 'message.timestamp.type': 'LogAppendTime' }],
    ])
  })

  test('has its topic and its records on Kafka, and takes the topic with it', async () => {
    const broker = await startBroker()
    opened.push(broker)
    const { service, call, openAccount, giveConsent, change } = await startTransmitter({
      kafkaBrokers: [broker.bootstrap],
    })
    await call('POST', '/receivers', { softwareStatementId: azul, timestampType: 'LogAppendTime' })
    const accountId = await openAccount()
    await giveConsent(azul, accountId)
    expect((await change(accountId)).status).toBe(200)
    const admin = new Kafka({ brokers: [broker.bootstrap], logCreator: () => () => undefined }).admin()
    await admin.connect()
    const ends = await admin.fetchTopicOffsets(azul)
    expect([ends.length, ends.reduce((sum, { offset }) => sum + Number(offset), 0)]).toEqual([3, 1])
    expect(broker.topics().map(({ name }) => name)).toEqual([azul])
    await service.close()
    expect(await admin.listTopics()).toEqual([])
    await admin.disconnect()
  })
})

describe('a call', () => {
  const topic = { softwareStatementId: azul }
  const cases: readonly (readonly [string, unknown, string])[] = [
    ['POST /receivers', { softwareStatementId: 'azul' }, '400 INVALID_FIELD'],
    ['POST /receivers', { softwareStatementId: verde, timestampType: 'Now' }, '400 INVALID_FIELD'],
    ['POST /receivers', topic, '409 RECEIVER_KNOWN'],
    ['POST /accounts', { amount: 17 }, '400 INVALID_FIELD'],
    ['POST /accounts', '{', '400 INVALID_BODY'],
    ['POST /accounts', '[]', '400 INVALID_BODY'],
    [`PUT /accounts/${nobody}/balances`, { amount: '1.00' }, '404 NOT_FOUND'],
    [`GET /accounts/${nobody}/balances`, undefined, '404 NOT_FOUND'],
    ['POST /consents', { softwareStatementId: verde, accountIds: [nobody] }, '404 NOT_FOUND'],
    ['POST /consents', { ...topic, accountIds: [nobody] }, '404 NOT_FOUND'],
    ['POST /consents', { ...topic, accountIds: [] }, '400 INVALID_FIELD'],
    [`DELETE /consents/${nobody}`, undefined, '404 NOT_FOUND'],
    ['GET /', undefined, '404 NO_SUCH_CALL'],
  ]
  test.each(cases)('%s with %j is refused', async (line, body, refusal) => {
    const { call } = await start()
    await call('POST', '/receivers', topic)
    const [method = '', path = ''] = line.split(' ')
    const [status, code] = refusal.split(' ')
    expect(await call(method, path, body)).toMatchObject({ status: Number(status), body: { errors: [{ code }] } })
  })
})
