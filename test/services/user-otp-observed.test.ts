// user-otp against the rows of test/testdata/services/user-otp-observed.yaml, each on an embedded broker that is read to its end.

import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Broker, startBroker } from '../../broker/index.js'
import { type Publisher, startUserOtp, type UserOtpOptions } from '../../services/index.js'
import { createPublisher } from '../../services/kafka/index.js'
import { type Exchanged, exchange } from './exchange.js'
import { type Dictated, startNeighbours } from './neighbours.js'
import { type ReadRecord, readTopics, type TopicReader } from './topic-reader.js'
import { sentAt } from './user-otp-rig.js'

interface ExpectedAnswer {
  readonly status: number
  readonly headers: readonly string[]
  readonly body: string
}

/** A text is the value of an SMS. */
type ExpectedRecord = string | ({ readonly sms: string } & Unusual) | ({ readonly email: string } & Unusual)

interface Unusual {
  readonly topic?: string
  readonly headers?: readonly (string | Readonly<Record<string, string>>)[]
  readonly traceId?: string
}

interface Row {
  readonly id: string
  readonly fact: string
  readonly service?: Partial<UserOtpOptions>
  readonly kafka?: 'down'
  readonly 'egov-user'?: Dictated
  readonly 'egov-otp'?: Dictated
  readonly mdms?: Dictated
  readonly localization?: Dictated
  readonly request: {
    readonly method?: string
    readonly path?: string
    readonly headers?: Readonly<Record<string, string | null>>
    readonly body?: object | string
  }
  readonly answer:
    | 'accepted'
    | ExpectedAnswer
    | { readonly refused: { readonly message: string; readonly fields: readonly object[] } }
    | { readonly failed: string; readonly as?: string }
  readonly records?: readonly ExpectedRecord[]
  readonly calls?: readonly string[]
}

interface Observed {
  readonly rows: readonly Row[]
  readonly answers: { readonly accepted: ExpectedAnswer }
  readonly everywhere: readonly string[]
  readonly elsewhere: Readonly<Record<string, string>>
  readonly 'left-out': Readonly<Record<string, string>>
}

const observed: Observed = parse(readFileSync('test/testdata/services/user-otp-observed.yaml', 'utf8'), { merge: true })
const { rows, answers } = observed

const smsTopic = 'egov.core.notification.sms.otp'
const emailTopic = 'egov.core.notification.email'
const topics = new Set([smsTopic, emailTopic, `org.${emailTopic}`, ...rows.flatMap(topicsOf)])

let broker: Broker
let reader: TopicReader
let publisher: Publisher

beforeAll(async () => {
  broker = await startBroker()
  reader = await readTopics(broker, [...topics])
  publisher = createPublisher({ brokers: [broker.bootstrap], clientId: 'user-otp', waitMs: 10_000 })
})

afterAll(async () => {
  await publisher.close()
  await reader.close()
  await broker.close()
})

describe('what user-otp was observed to do', () => {
  test.each(rows)('$id  $fact', async (row) => {
    const startedAt = Date.now()
    const { answer, records, calls } = await play(row)
    expect(answer).toEqual(expectedAnswer(row))
    expect(records.map(comparable)).toEqual((row.records ?? []).map(expectedRecord))
    expectUsual(records, startedAt)
    if (row.calls !== undefined) expect(calls).toEqual(row.calls)
  })
})

describe('the facts', () => {
  const ids = new Set(rows.flatMap(({ id }) => id.split(' ')))
  const others = [observed.everywhere, Object.keys(observed.elsewhere), Object.keys(observed['left-out'])]
  const known = new Set([...ids, ...others.flat()])

  test('no row is there twice', () => {
    expect(new Set(rows.map(({ fact }) => fact)).size).toBe(rows.length)
  })

  test('each one of docs/user-otp.md is a row, is shown elsewhere, or is left out with a reason', () => {
    const told = [...readFileSync('docs/user-otp.md', 'utf8').matchAll(/^\| ([A-Z]\d+) \|.*\|.*\|$/gm)].map(
      ([, id]) => `${id}`,
    )
    expect(told.toSorted()).toEqual([...known].toSorted())
  })

  test('one in ten is left out at most', () => {
    expect(Object.keys(observed['left-out']).length / known.size).toBeLessThanOrEqual(0.1)
  })

  test('what is shown elsewhere is a test that exists', () => {
    for (const [id, place] of Object.entries(observed.elsewhere)) {
      const [, file, name] = /^(\S+\.test\.ts), "([^"]+)"/.exec(place) ?? []
      if (file === undefined) expect(place, id).toMatch(/^see [A-Z]\d+/)
      else expect(readFileSync(`test/services/${file}`, 'utf8'), id).toContain(`test('${name}'`)
    }
  })
})

async function play(row: Row) {
  const neighbours = await startNeighbours({
    egovUser: row['egov-user'],
    egovOtp: row['egov-otp'],
    mdms: row.mdms,
    localization: row.localization,
  })
  const service = await startUserOtp({
    ...neighbours.urls,
    ...(row.kafka === 'down'
      ? { kafkaBrokers: ['127.0.0.1:1'], kafkaWaitMs: 20 }
      : { kafkaBrokers: [], publisher: { publish: publisher.publish, close: async () => undefined } }),
    clock: { now: () => sentAt },
    ...row.service,
  })
  const answer = await exchange(service.url, requestOf(row))
  await service.close()
  neighbours.close()
  const calls = neighbours.calls.map(({ text }) => text)
  return { answer: withoutTimes(answer), records: await reader.take(), calls }
}

function requestOf({ request: { method = 'POST', path = '/user-otp/v1/_send', headers, body } }: Row) {
  const text = typeof body === 'object' ? JSON.stringify(body) : body
  const all = Object.entries({ 'Content-Type': text === undefined ? null : 'application/json', ...headers })
  const sent = Object.fromEntries(all.flatMap(([name, value]) => (value === null ? [] : [[name, value]])))
  return { method, path, headers: sent, ...(text === undefined ? {} : { body: text }) }
}

/** Without what differs from run to run: the date, which must be there and behind the body's headers, and a time in a body. */
function withoutTimes({ status, reason, headers, body }: Exchanged): ExpectedAnswer {
  expect(reason).toBe('')
  const date = headers.findIndex((header) => /^Date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/.test(header))
  expect(headers[date - 1]).toMatch(/^(Content-Length|Transfer-Encoding): /)
  const time = /"timestamp":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00"/
  return { status, headers: headers.filter((_, index) => index !== date), body: body.replace(time, '"timestamp":"…"') }
}

function expectedAnswer({ answer }: Row): ExpectedAnswer {
  if (answer === 'accepted') return answers.accepted
  if ('status' in answer) return answer
  if ('failed' in answer) {
    const { failed: body, as: type = 'text/plain;charset=UTF-8' } = answer
    const headers = [`Content-Type: ${type}`, `Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close']
    return { status: 500, headers, body }
  }
  const { message, fields } = answer.refused
  return {
    status: 400,
    headers: ['Content-Type: application/json', 'Transfer-Encoding: chunked', 'Connection: close'],
    body: JSON.stringify({ responseInfo: null, error: { code: 400, message, description: null, fields } }),
  }
}

/** What is compared of a record: everything but the ids of its trace, which expectUsual judges. */
function comparable({ topic, key, headers, value }: ReadRecord) {
  const lines = Object.entries(headers).map(([name, text]) => (name === 'traceparent' ? name : `${name}: ${text}`))
  const traceId = headers.traceparent?.slice(3, 35)
  return { topic, key, headers: lines, value, traceId }
}

function expectedRecord(record: ExpectedRecord) {
  const { headers = ['traceparent', '__TypeId__'], ...unusual } = typeof record === 'string' ? { sms: record } : record
  const isSms = 'sms' in unusual
  const typeId = `org.egov.persistence.contract.${isSms ? 'SMSRequest' : 'EmailRequest'}`
  const lines = headers.map((header) => {
    if (typeof header === 'object') return Object.entries(header).map(([name, value]) => `${name}: ${value}`)[0]
    return header === '__TypeId__' ? `${header}: ${typeId}` : header
  })
  return {
    topic: unusual.topic ?? (isSms ? smsTopic : emailTopic),
    key: null,
    headers: lines,
    value: isSms ? unusual.sms : unusual.email,
    traceId: unusual.traceId ?? (headers.includes('traceparent') ? expect.stringMatching(/^[0-9a-f]{32}$/) : undefined),
  }
}

function expectUsual(records: readonly ReadRecord[], startedAt: number): void {
  const parents = records.flatMap(({ headers }) => headers.traceparent ?? [])
  for (const parent of parents) expect(parent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/)
  expect(new Set(parents.map((parent) => parent.slice(0, 35))).size).toBe(parents.length === 0 ? 0 : 1)
  expect(new Set(parents).size).toBe(parents.length)
  for (const { timestamp } of records) {
    expect(timestamp).toBeGreaterThanOrEqual(startedAt)
    expect(timestamp).toBeLessThanOrEqual(Date.now())
  }
}

function topicsOf({ records = [] }: Row): readonly string[] {
  return records.flatMap((record) => (typeof record === 'object' && record.topic ? [record.topic] : []))
}
