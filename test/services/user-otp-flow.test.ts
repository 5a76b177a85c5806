// What the rows of user-otp.yaml cannot hold: order, downstream headers, control calls, deviations, closing.

import { afterEach, expect, test, vi } from 'vitest'
import {
  type DeviationName,
  deviations,
  type OutgoingRecord,
  type Service,
  startUserOtp,
  type UserOtpOptions,
} from '../../services/index.js'
import { createSmsSender } from '../../services/user-otp/sms-sender.js'
import { type Exchanged, exchange } from './exchange.js'
import { type Neighbours, startNeighbours } from './neighbours.js'

const opened: { close(): unknown }[] = []

afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()))
})

interface Started {
  readonly service: Service
  readonly neighbours: Neighbours
  readonly records: OutgoingRecord[]
}

async function start(options: Partial<UserOtpOptions> = {}): Promise<Started> {
  const neighbours = await startNeighbours({ egovUser: { user: [] }, egovOtp: { otp: { otp: '100001' } } })
  const records: OutgoingRecord[] = []
  const service = await startUserOtp({
    ...neighbours,
    kafkaBrokers: [],
    clock: { now: () => 1795300442382 },
    publisher: { publish: async (record) => void records.push(record), close: async () => undefined },
    ...options,
  })
  opened.push(service, neighbours)
  return { service, neighbours, records }
}

function register({ url }: Service, headers: Record<string, string> = {}, more: object = {}): Promise<Exchanged> {
  const body = JSON.stringify({ otp: { mobileNumber: '9000000001', tenantId: 'pb.amritsar' }, ...more })
  const all = { 'Content-Type': 'application/json', ...headers }
  return exchange(url, { path: '/user-otp/v1/_send', headers: all, body })
}

function refusing(count: number) {
  let sent = 0
  const publish = async () => {
    await new Promise((resolve) => setImmediate(resolve))
    if (++sent === count) throw new Error(`record ${count} was not acknowledged`)
  }
  return { publish, close: async () => undefined }
}

test('the 201 waits for the acknowledgement: without one it is a 500', async () => {
  const { service } = await start({ publisher: refusing(1) })
  expect(await register(service)).toMatchObject({ status: 500, body: 'record 1 was not acknowledged' })
})

test('a service that sends twice waits for both acknowledgements', async () => {
  const { service } = await start({ publisher: refusing(2), deviation: 'sends-twice' })
  expect(await register(service)).toMatchObject({ status: 500, body: 'record 2 was not acknowledged' })
})

test('two requests for one number at once are two OTPs and two records', async () => {
  const { service, neighbours, records } = await start()
  const answers = await Promise.all([register(service), register(service)])
  expect(answers.map(({ status }) => status)).toEqual([201, 201])
  expect(records.length).toBe(2)
  expect(neighbours.calls.filter(({ text }) => text.startsWith('egov-otp')).length).toBe(2)
})

test('a client that gives up does not stop the record', async () => {
  let arrive: (record: OutgoingRecord) => void = () => undefined
  const arrived = new Promise<OutgoingRecord>((resolve) => {
    arrive = resolve
  })
  const leave = new AbortController()
  const { service } = await start({
    clock: {
      now() {
        leave.abort()
        return 1795300442382
      },
    },
    publisher: { publish: async (record) => arrive(record), close: async () => undefined },
  })
  const request = fetch(`${service.url}/user-otp/v1/_send`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{"otp":{"mobileNumber":"9000000001","tenantId":"pb"}}',
    signal: leave.signal,
  })
  await expect(request).rejects.toThrow('aborted')
  expect((await arrived).topic).toBe('egov.core.notification.sms.otp')
})

test('closing in the middle of a request ends it', async () => {
  let close: () => void = () => undefined
  const closed = new Promise<void>((resolve) => {
    close = () => resolve(service.close())
  })
  const publish = () => {
    close()
    return new Promise<void>(() => undefined)
  }
  const { service } = await start({ publisher: { publish, close: async () => undefined } })
  await expect(register(service)).rejects.toMatchObject({ code: 'ECONNRESET' })
  await closed
})

test('the neighbours get trace, correlation id and tenant as headers', async () => {
  const { service, neighbours, records } = await start()
  await register(service, { 'x-correlation-id': 'c-1', tenantId: 'pb.jalandhar', baggage: 'who=asha' })
  const [user, otp] = neighbours.calls.map(({ headers }) => headers)
  expect(user).toMatchObject({ 'x-correlation-id': 'c-1', tenantid: 'pb', baggage: 'who=asha' })
  expect(otp).toMatchObject({ 'x-correlation-id': 'c-1', tenantid: 'pb.jalandhar', baggage: 'who=asha' })
  const parents = [user?.traceparent, otp?.traceparent, records[0]?.headers.traceparent].map(String)
  expect(new Set(parents.map((parent) => parent.slice(0, 35))).size).toBe(1)
  expect(new Set(parents).size).toBe(3)
})

test('without a header the correlation id is that of RequestInfo, before that of requestInfo', async () => {
  const { service, neighbours } = await start()
  const infos = { RequestInfo: { correlationId: 'big' }, requestInfo: { correlationId: 'small' } }
  await register(service, {}, infos)
  await register(service, {}, { requestInfo: { correlationId: 'small' } })
  await register(service, { 'Content-Type': 'application/json;charset=UTF-8' }, infos)
  const ids = neighbours.calls.map(({ headers }) => `${headers['x-correlation-id']}`)
  expect(ids.slice(0, 4)).toEqual(['big', 'big', 'small', 'small'])
  expect(ids[4]).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
})

test('egov-otp gets an empty tenant header when the caller sends none', async () => {
  const { service, neighbours } = await start()
  await register(service)
  expect(neighbours.calls[1]?.headers.tenantid).toBe('')
})

test('a control call replaces the texts of a running service', async () => {
  const { service, records } = await start()
  const texts = [{ locale: 'en_IN', code: 'sms.register.otp.msg', message: 'Code %s' }]
  const headers = { 'Content-Type': 'application/json' }
  const control = { method: 'PUT', path: '/_control/texts', headers, body: JSON.stringify(texts) }
  expect((await exchange(service.url, control)).status).toBe(204)
  await register(service)
  expect(JSON.parse(records[0]?.value ?? '')).toMatchObject({ message: 'Code 100001' })
})

test('a control call replaces the mobile number rules of a running service', async () => {
  const { service, records } = await start()
  const rules = [{ countryCode: '+91', mobileNumberRegex: '^9[0-9]{9}$', default: true }]
  const control = { method: 'PUT', path: '/_control/mobile-rules', body: JSON.stringify(rules) }
  expect((await exchange(service.url, control)).status).toBe(204)
  await register(service)
  expect(JSON.parse(records[0]?.value ?? '')).toMatchObject({ countryCode: '+91' })
})

test('a control call without a list is refused', async () => {
  const { service } = await start()
  const { status, body } = await exchange(service.url, { method: 'PUT', path: '/_control/texts', body: '{}' })
  expect([status, body]).toEqual([400, 'The body must be a JSON list of localized texts.'])
})

const right = {
  status: 201,
  keys: [null],
  headers: [['traceparent', '__TypeId__']],
  values: [
    '{"mobileNumber":"9000000001","message":"Dear Citizen, Your OTP to complete your DIGIT Registration is 100001.","category":"OTP","expiryTime":1795300445382,"countryCode":null}',
  ],
}
const nothing = { ...right, keys: [], headers: [], values: [] }
const changed = (from: string, to: string) => ({
  ...right,
  values: right.values.map((value) => value.replace(from, to)),
})

const outcomes: Record<DeviationName, object> = {
  'sends-nothing': nothing,
  'sends-to-another-number': changed('"9000000001"', '"9000000002"'),
  'adds-country-prefix': changed('"9000000001"', '"919000000001"'),
  'expiry-as-text': changed('1795300445382', '"1795300445382"'),
  'omits-message': changed('"message":"Dear Citizen, Your OTP to complete your DIGIT Registration is 100001.",', ''),
  'wrong-category': changed('"category":"OTP"', '"category":"NOTIFICATION"'),
  'omits-type-id': { ...right, headers: [['traceparent']] },
  'adds-key': { ...right, keys: ['9000000001'] },
  'sends-twice': {
    ...right,
    keys: [null, null],
    headers: [...right.headers, ...right.headers],
    values: [...right.values, ...right.values],
  },
  'sends-late': nothing,
  'answers-500': { ...nothing, status: 500 },
  'hangs-up': { ...nothing, status: 'ECONNRESET' },
}

test('without a deviation a registration is right', async () => {
  expect(await outcomeOf({})).toEqual(right)
})

test.each(Object.entries(outcomes))('the deviation %s changes one thing', async (name, outcome) => {
  expect(await outcomeOf({ deviation: name as DeviationName, lateMs: 60_000 })).toEqual(outcome)
})

test('every deviation says what it does, as the end of a sentence', () => {
  const descriptions = Object.values(deviations).map(({ description }) => description)
  expect(new Set(descriptions).size).toBe(descriptions.length)
  for (const description of descriptions) expect(description).toMatch(/^[a-z].*[^.]$/)
})

async function outcomeOf(options: Partial<UserOtpOptions>) {
  const { service, records } = await start(options)
  const status = await register(service).then(
    (answer) => answer.status,
    (error: { code?: string }) => error.code,
  )
  return {
    status,
    keys: records.map(({ key }) => key),
    headers: records.map(({ headers }) => Object.keys(headers)),
    values: records.map(({ value }) => value),
  }
}

test('the deviation answers-500 answers with a plain text', async () => {
  const { service } = await start({ deviation: 'answers-500' })
  const { headers, body } = await register(service)
  expect(headers[0]).toBe('Content-Type: text/plain;charset=UTF-8')
  expect(body).toBe('Failed to push event onto the event bus')
})

test('a late record goes after its time, and closing forgets it', async () => {
  vi.useFakeTimers()
  try {
    const published: OutgoingRecord[] = []
    const publish = async (record: OutgoingRecord) => void published.push(record)
    const record = { topic: 't', key: null, headers: {}, value: { a: 1 } }
    const sender = createSmsSender({ publish, deviation: deviations['sends-late'], lateMs: 2000 })
    await sender.send(record)
    vi.advanceTimersByTime(1999)
    expect(published).toEqual([])
    vi.advanceTimersByTime(1)
    expect(published).toEqual([{ ...record, value: '{"a":1}' }])
    await sender.send(record)
    sender.close()
    vi.advanceTimersByTime(4000)
    expect(published.length).toBe(1)
  } finally {
    vi.useRealTimers()
  }
})
