// user-otp against the rows of test/testdata/services/user-otp.yaml.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { type OutgoingRecord, startUserOtp, type UserOtpOptions } from '../../services/index.js'
import { type Exchanged, exchange } from './exchange.js'
import { type Dictated, startNeighbours } from './neighbours.js'

interface ExpectedAnswer {
  readonly status: number
  readonly headers: readonly string[]
  readonly body: string
}

interface Row {
  readonly fact: string
  readonly service?: Partial<UserOtpOptions>
  readonly 'egov-user'?: Dictated
  readonly 'egov-otp'?: Dictated
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
  readonly records?: readonly string[]
  readonly record?: {
    readonly topic?: string
    readonly headers?: readonly string[]
    readonly values?: Readonly<Record<string, string>>
    readonly traceId?: string
  }
  readonly calls?: readonly string[]
}

const { rows, answers } = parse(readFileSync('test/testdata/services/user-otp.yaml', 'utf8')) as {
  rows: readonly Row[]
  answers: { readonly accepted: ExpectedAnswer }
}

test.each(rows)('$fact', async (row) => {
  const { answer, records, calls } = await play(row)
  expect(answer).toEqual(expectedAnswer(row))
  expect(records.map(({ value }) => value)).toEqual(row.records ?? [])
  for (const record of records) expectUsual(record, row.record)
  if (row.calls !== undefined) expect(calls).toEqual(row.calls)
})

async function play(row: Row) {
  const neighbours = await startNeighbours({
    egovUser: row['egov-user'],
    egovOtp: row['egov-otp'],
  })
  const records: OutgoingRecord[] = []
  const service = await startUserOtp({
    ...neighbours.urls,
    kafkaBrokers: [],
    clock: { now: () => 1795300442382 },
    publisher: { publish: async (record) => void records.push(record), close: async () => undefined },
    ...row.service,
  })
  const answer = await exchange(service.url, requestOf(row))
  await service.close()
  neighbours.close()
  return { answer: comparable(answer), records, calls: neighbours.calls.map(({ text }) => text) }
}

function requestOf({ request: { method = 'POST', path = '/user-otp/v1/_send', headers, body } }: Row) {
  const text = typeof body === 'object' ? JSON.stringify(body) : body
  const all = Object.entries({ 'Content-Type': text === undefined ? null : 'application/json', ...headers })
  const sent = Object.fromEntries(all.flatMap(([name, value]) => (value === null ? [] : [[name, value]])))
  return { method, path, headers: sent, ...(text === undefined ? {} : { body: text }) }
}

/** Without what differs from run to run: the date, which must be there and behind the body's headers, and a time in a body. */
function comparable({ status, reason, headers, body }: Exchanged): ExpectedAnswer {
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

function expectUsual(record: OutgoingRecord, unusual: Row['record'] = {}): void {
  expect(record.topic).toBe(unusual.topic ?? 'egov.core.notification.sms.otp')
  expect(record.key).toBe(null)
  expect(Object.keys(record.headers)).toEqual(unusual.headers ?? ['traceparent', '__TypeId__'])
  expect(record.headers.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/)
  expect(record.headers).toMatchObject({ __TypeId__: 'org.egov.persistence.contract.SMSRequest', ...unusual.values })
  if (unusual.traceId !== undefined) expect(record.headers.traceparent?.slice(3, 35)).toBe(unusual.traceId)
}
