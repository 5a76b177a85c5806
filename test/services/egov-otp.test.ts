import { afterEach, expect, test } from 'vitest'
import { type EgovOtpOptions, type OtpDeviationName, type Service, startEgovOtp } from '../../services/index.js'
import { exchange } from './exchange.js'

const opened: Service[] = []

afterEach(async () => {
  await Promise.all(opened.splice(0).map((service) => service.close()))
})

async function start(options?: EgovOtpOptions): Promise<Service> {
  const service = await startEgovOtp(options)
  opened.push(service)
  return service
}

interface Answered {
  readonly status: number
  readonly body: { readonly otp: Readonly<Record<string, unknown>> | null; readonly error?: object }
}

async function call(service: Service, path: string, otp: object): Promise<Answered> {
  const { status, body } = await exchange(service.url, { path: `/otp/v1/${path}`, body: JSON.stringify({ otp }) })
  return { status, body: JSON.parse(body) }
}

const identity = '9000000001'

async function create(service: Service, tenantId = 'pb.amritsar'): Promise<string> {
  const { body } = await call(service, '_create', { identity, tenantId })
  return `${body.otp?.otp}`
}

async function validate(service: Service, otp: string, more: object = {}): Promise<number> {
  return (await call(service, '_validate', { otp, identity, tenantId: 'pb.amritsar', ...more })).status
}

function refused(message: string, ...fields: string[][]) {
  const all = fields.map(([code, text, field]) => ({ code, message: text, field }))
  return {
    status: 400,
    body: { responseInfo: null, error: { code: 400, message, description: null, fields: all } },
  }
}

const tenant = ['OTP.TENANT_ID_MANDATORY', 'Tenant field is mandatory', 'otp.tenantId']
const noIdentity = ['OTP.IDENTITY_MANDATORY', 'Identity field is mandatory', 'otp.identity']
const noOtp = ['OTP.OTP_MANDATORY', 'Otp field is mandatory', 'otp.otp']
const unsuccessful = ['OTP.VALIDATION_UNSUCCESSFUL', 'OTP validation unsuccessful', 'otp.otp']

test('a new OTP has six digits, an id, and the tenant as it was sent', async () => {
  const service = await start()
  const { status, body } = await call(service, '_create', { identity, tenantId: 'pb.amritsar' })
  expect(status).toBe(201)
  expect(body).toEqual({
    responseInfo: null,
    otp: {
      otp: expect.stringMatching(/^\d{6}$/),
      UUID: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      identity,
      tenantId: 'pb.amritsar',
      isValidationSuccessful: false,
    },
  })
})

test('an OTP is good once', async () => {
  const service = await start()
  const otp = await create(service)
  const { status, body } = await call(service, '_validate', { otp, identity, tenantId: 'pb.amritsar' })
  expect(status).toBe(200)
  expect(body.otp).toMatchObject({ otp, identity, tenantId: 'pb', isValidationSuccessful: true })
  const second = await call(service, '_validate', { otp, identity, tenantId: 'pb.amritsar' })
  expect(second).toEqual(refused('OTP validation unsuccessful', unsuccessful))
})

test('several OTPs of one identity live side by side', async () => {
  const service = await start()
  const first = await create(service)
  const second = await create(service)
  expect([await validate(service, second), await validate(service, first)]).toEqual([200, 200])
})

test('an OTP is good in every tenant of its state, and in no other state', async () => {
  const service = await start()
  const otp = await create(service)
  expect(await validate(service, otp, { tenantId: 'ka' })).toBe(400)
  expect(await validate(service, otp, { tenantId: 'pb.jalandhar' })).toBe(200)
})

test('a wrong code and a wrong identity are refused, and use nothing up', async () => {
  const service = await start()
  const otp = await create(service)
  const wrong = otp === '000000' ? '000001' : '000000'
  expect(await validate(service, wrong)).toBe(400)
  expect(await validate(service, otp, { identity: '9000000002' })).toBe(400)
  expect(await validate(service, otp)).toBe(200)
})

test('an OTP is valid for 900 seconds', async () => {
  let now = 1_795_300_442_382
  const service = await start({ clock: { now: () => now } })
  const [atTheEnd, tooLate] = [await create(service), await create(service)]
  now += 900_000
  expect(await validate(service, atTheEnd)).toBe(200)
  now += 1
  expect(await validate(service, tooLate)).toBe(400)
})

test('the time of validity is an option', async () => {
  let now = 0
  const service = await start({ clock: { now: () => now }, ttlMs: 10 })
  const otp = await create(service)
  now = 11
  expect(await validate(service, otp)).toBe(400)
})

test('a search finds an OTP in any state and never shows its code', async () => {
  const service = await start()
  const { body } = await call(service, '_create', { identity, tenantId: 'pb.amritsar' })
  const UUID = body.otp?.UUID
  await validate(service, `${body.otp?.otp}`)
  const found = await call(service, '_search', { UUID, tenantId: 'pb' })
  expect(found).toEqual({
    status: 200,
    body: {
      responseInfo: null,
      otp: {
        otp: expect.stringMatching(/^\$2a\$10\$[./A-Za-z0-9]{53}$/),
        UUID,
        identity,
        tenantId: 'pb',
        isValidationSuccessful: true,
      },
    },
  })
})

test('a search for nothing finds null', async () => {
  const service = await start()
  expect(await call(service, '_search', {})).toEqual({ status: 200, body: { responseInfo: null, otp: null } })
})

test('a creation needs tenant and identity', async () => {
  const service = await start()
  expect(await call(service, '_create', {})).toEqual(refused('Invalid OTP request', tenant, noIdentity))
})

test('a validation needs tenant, identity and OTP', async () => {
  const service = await start()
  expect(await call(service, '_validate', {})).toEqual(
    refused('Invalid OTP validation request', tenant, noIdentity, noOtp),
  )
})

test('a body that is not JSON is refused', async () => {
  const service = await start()
  const { status, body } = await exchange(service.url, { path: '/otp/v1/_create', body: '{' })
  expect(status).toBe(400)
  expect(JSON.parse(body)).toMatchObject({ ResponseInfo: null, Errors: [{ code: 'InvalidRequest' }] })
})

async function control(service: Service, call: string, body?: object) {
  const [method = '', path] = call.split(' ')
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  const answer = await exchange(service.url, { method, path: `/_control/${path}`, ...sent })
  return answer.body === '' ? answer.status : `${answer.status} ${answer.body}`
}

test('a control call lets time pass for the OTPs of one identity, and of no other', async () => {
  const service = await start()
  const otp = await create(service)
  const other = await call(service, '_create', { identity: '9000000002', tenantId: 'pb' })
  expect(await control(service, 'POST clock', { forwardMs: 900_001, identity })).toBe(204)
  expect(await validate(service, otp)).toBe(400)
  expect(await validate(service, `${other.body.otp?.otp}`, { identity: '9000000002' })).toBe(200)
  expect(await validate(service, await create(service))).toBe(200)
})

test('a control call lets time pass for all OTPs', async () => {
  const service = await start()
  const otp = await create(service)
  expect(await control(service, 'POST clock', { forwardMs: 900_001 })).toBe(204)
  expect(await validate(service, otp)).toBe(400)
})

test('a control call without a time is refused', async () => {
  const service = await start()
  expect(await control(service, 'POST clock', { identity })).toBe(
    '400 The body must be {"forwardMs": N}, with an "identity" if only its OTPs are meant.',
  )
})

test('a control call has one identity answered wrongly, until it is taken back', async () => {
  const service = await start()
  const body = { responseInfo: null, error: { code: 500, message: 'OTP update unsuccessful' } }
  expect(await control(service, `PUT failures/${identity}`, { as: 400, body })).toBe(204)
  expect(await call(service, '_create', { identity, tenantId: 'pb' })).toEqual({ status: 400, body })
  expect((await call(service, '_create', { identity: '9000000002', tenantId: 'pb' })).status).toBe(201)
  expect(await control(service, `PUT failures/${identity}`, { as: 'down' })).toBe(204)
  await expect(create(service)).rejects.toMatchObject({ code: 'ECONNRESET' })
  expect(await control(service, `DELETE failures/${identity}`)).toBe(204)
  expect((await call(service, '_create', { identity, tenantId: 'pb' })).status).toBe(201)
})

test('a failure of another form is refused', async () => {
  const service = await start()
  const text = '400 The body must be {"as": "down"} or {"as": STATUS, "body": {…}}.'
  expect(await control(service, 'PUT failures/1', { as: 'up' })).toBe(text)
  expect(await control(service, 'PUT failures/1')).toBe(text)
})

const deviants: Record<OtpDeviationName, (service: Service) => Promise<unknown>> = {
  async 'accepts-twice'(service) {
    const otp = await create(service)
    return [await validate(service, otp), await validate(service, otp)]
  },
  async 'never-expires'(service) {
    const otp = await create(service)
    await control(service, 'POST clock', { forwardMs: 900_001 })
    return [await validate(service, otp)]
  },
  async 'accepts-anybodys'(service) {
    return [await validate(service, await create(service), { identity: '9000000002' })]
  },
  async 'forgets-earlier'(service) {
    const first = await create(service)
    const second = await create(service)
    return [await validate(service, first), await validate(service, second)]
  },
  'short-otps': async (service) => [(await create(service)).length],
}

const outcomes: Record<OtpDeviationName, { readonly right: object; readonly wrong: object }> = {
  'accepts-twice': { right: [200, 400], wrong: [200, 200] },
  'never-expires': { right: [400], wrong: [200] },
  'accepts-anybodys': { right: [400], wrong: [200] },
  'forgets-earlier': { right: [200, 200], wrong: [400, 200] },
  'short-otps': { right: [6], wrong: [4] },
}

test.each(Object.entries(outcomes))('the deviation %s changes one thing', async (name, { right, wrong }) => {
  const deviation = name as OtpDeviationName
  expect(await deviants[deviation](await start())).toEqual(right)
  expect(await deviants[deviation](await start({ deviation }))).toEqual(wrong)
})
