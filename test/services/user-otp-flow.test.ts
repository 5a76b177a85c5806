// What the rows of user-otp-observed.yaml cannot hold: order, downstream headers, control calls, closing.

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { OutgoingRecord, Service, UserOtpOptions } from '../../services/index.js'
import { type Exchanged, exchange } from './exchange.js'
import { type Rig, requestOtp, sentAt, startRig } from './user-otp-rig.js'

const opened: Rig[] = []

afterEach(async () => {
  await Promise.all(opened.splice(0).map((rig) => rig.close()))
})

async function start(options: Partial<UserOtpOptions> = {}): Promise<Rig> {
  const rig = await startRig(options)
  opened.push(rig)
  return rig
}

function register(service: Service, headers: Record<string, string> = {}, more: object = {}): Promise<Exchanged> {
  return requestOtp(service, { headers, more })
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
        return sentAt
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

test('three seconds begin before the text is looked up, however long that takes', async () => {
  let now = sentAt
  const answered = createServer((_, response) => {
    now += 4000
    response.end('{}')
  })
  answered.listen(0, '127.0.0.1')
  await once(answered, 'listening')
  try {
    const localizationUrl = `http://127.0.0.1:${(answered.address() as AddressInfo).port}`
    const { service, records } = await start({ clock: { now: () => now }, localizationUrl })
    expect((await register(service)).status).toBe(201)
    expect(JSON.parse(records[0]?.value ?? '').expiryTime).toBe(sentAt + 3000)
  } finally {
    answered.close()
    answered.closeAllConnections()
  }
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
