// The control calls that have a neighbour, or Kafka, be away for one scenario, and that tell what a double was asked.

import { afterEach, describe, expect, it } from 'vitest'
import { type Service, startEgovOtp, startEgovUser } from '../../services/index.js'
import { exchange } from './exchange.js'
import { type Rig, requestOtp, startRig } from './user-otp-rig.js'

const opened: { close(): Promise<void> }[] = []

afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()))
})

async function start(options: Parameters<typeof startRig>[0] = {}): Promise<Rig> {
  const rig = await startRig(options)
  opened.push(rig)
  return rig
}

async function control({ url }: Service, call: string, body?: object) {
  const [method = '', path = ''] = call.split(' ')
  const answer = await exchange(url, { method, path: `/_control/${path}`, body: JSON.stringify(body) ?? '' })
  return answer.body === '' ? answer.status : `${answer.status} ${answer.body}`
}

const texts = [{ locale: 'en_IN', code: 'sms.register.otp.msg', message: 'Code %s' }]
const mobileRules = [{ countryCode: '+91', mobileNumberRegex: '^9[0-9]{9}$', default: true }]

async function sent({ service, records }: Rig, otp: object = {}) {
  const { status } = await requestOtp(service, { otp })
  const value = records.at(-1)?.value
  return { status, ...(value === undefined ? {} : JSON.parse(value)) }
}

describe('a neighbour of user-otp', () => {
  it('that is down for a tenant leaves the built-in text and no rules, to that tenant alone', async () => {
    const rig = await start({ texts, mobileRules })
    expect(await control(rig.service, 'PUT localization/pb', { as: 'down' })).toBe(204)
    expect(await control(rig.service, 'PUT mdms/pb', { as: 'down' })).toBe(204)
    expect(await sent(rig)).toMatchObject({ message: expect.stringContaining('DIGIT Registration'), countryCode: null })
    expect(await sent(rig, { tenantId: 'ka.bengaluru' })).toMatchObject({ message: 'Code 100001', countryCode: '+91' })
    expect(await control(rig.service, 'DELETE localization/pb')).toBe(204)
    expect(await control(rig.service, 'DELETE mdms/pb')).toBe(204)
    expect(await sent(rig)).toMatchObject({ message: 'Code 100001', countryCode: '+91' })
  })

  it('is down or is not', async () => {
    const { service } = await start()
    expect(await control(service, 'PUT mdms/pb', { as: 500 })).toBe('400 The body must be {"as": "down"}.')
  })
})

describe('a Kafka that is away for a number', () => {
  it('is given up after a time, and nothing is delivered', async () => {
    const rig = await start()
    expect(await control(rig.service, 'PUT kafka/9000000001', { waitMs: 1 })).toBe(204)
    const { status, body } = await requestOtp(rig.service)
    expect([status, body, rig.records]).toEqual([500, 'Failed to push event onto the event bus', []])
    expect((await sent(rig, { mobileNumber: '9000000002' })).status).toBe(201)
    expect(await control(rig.service, 'DELETE kafka/9000000001')).toBe(204)
    expect((await sent(rig)).status).toBe(201)
  })

  it('that comes back gets each record once, as old as it is', async () => {
    const rig = await start()
    const before = Date.now()
    await control(rig.service, 'PUT kafka/9000000001', { forMs: 20 })
    expect((await requestOtp(rig.service)).status).toBe(201)
    expect(rig.records).toHaveLength(1)
    expect(rig.records[0]?.timestamp).toBeGreaterThanOrEqual(before)
    expect(rig.records[0]?.timestamp).toBeLessThanOrEqual(Date.now())
  })

  it('is away for a time, or not', async () => {
    const { service } = await start()
    const refusal = '400 The body must be {"waitMs": N} or {"forMs": N}, in milliseconds.'
    expect(await control(service, 'PUT kafka/9000000001', { waitMs: -1 })).toBe(refusal)
  })
})

describe('what a double was asked about a number', () => {
  it('is told by egov-user and egov-otp, the oldest first, and of no other number', async () => {
    const egovOtp = await startEgovOtp()
    const egovUser = await startEgovUser({ citizens: { isRegistered: () => true } })
    opened.push(egovOtp, egovUser)
    const rig = await startRig({ egovOtpUrl: egovOtp.url, egovUserUrl: egovUser.url })
    opened.push(rig)
    await requestOtp(rig.service, { otp: { type: 'login' }, headers: { 'x-correlation-id': 'one' } })
    const asked = async ({ url }: Service, number: string) =>
      JSON.parse((await exchange(url, { method: 'GET', path: `/_control/calls/${number}` })).body)
    expect(await asked(egovUser, '9000000001')).toMatchObject([
      { path: '/user/_search', headers: { 'x-correlation-id': 'one', tenantid: 'pb' }, body: { tenantId: 'pb' } },
    ])
    expect(await asked(egovOtp, '9000000001')).toMatchObject([
      { path: '/otp/v1/_create', body: { otp: { identity: '9000000001' } }, agoMs: expect.any(Number) },
    ])
    expect(await asked(egovOtp, '9000000002')).toEqual([])
  })
})
