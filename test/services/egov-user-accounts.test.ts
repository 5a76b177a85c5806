// Where an OTP is spent: registration and login of citizens, new passwords of employees; egov-otp is the double, on its own port.

import { afterEach, expect, test } from 'vitest'
import {
  type Service,
  startEgovOtp,
  startEgovUser,
  type UserDeviationName,
  userDeviations,
} from '../../services/index.js'
import { exchange } from './exchange.js'

const opened: Service[] = []

afterEach(async () => {
  await Promise.all(opened.splice(0).map((service) => service.close()))
})

const asha = '9800000001'
const officer = {
  foundBy: '9000000009',
  userName: 'EMP-1',
  name: 'Ravi',
  type: 'EMPLOYEE',
  tenantId: 'pb.amritsar',
  password: 'Old#1234',
} as const

interface Town {
  readonly egovUser: Service
  readonly egovOtp: Service
  readonly otpFor: (identity: string) => Promise<string>
}

async function town(deviation?: UserDeviationName): Promise<Town> {
  const egovOtp = await startEgovOtp()
  const egovUser = await startEgovUser({
    egovOtpUrl: egovOtp.url,
    citizens: { isRegistered: (number) => number === asha },
    users: [officer],
    ...(deviation === undefined ? {} : { deviation }),
  })
  opened.push(egovOtp, egovUser)
  const otpFor = async (identity: string) => {
    const body = JSON.stringify({ otp: { identity, tenantId: 'pb.amritsar' } })
    return JSON.parse((await exchange(egovOtp.url, { path: '/otp/v1/_create', body })).body).otp.otp
  }
  return { egovUser, egovOtp, otpFor }
}

async function post({ egovUser }: Town, path: string, body: object) {
  const { status, body: answer } = await exchange(egovUser.url, { path: `/user/${path}`, body: JSON.stringify(body) })
  return { status, body: answer === '' ? null : JSON.parse(answer) }
}

function register(there: Town, user: object) {
  const whole = { userName: '9700000001', name: 'Mira', tenantId: 'pb.amritsar', permanentCity: 'pb.amritsar', ...user }
  return post(there, 'citizen/_create', { RequestInfo: {}, user: whole })
}

const basic = { Authorization: 'Basic ZWdvdi11c2VyLWNsaWVudDo=' }

async function login({ egovUser }: Town, form: Record<string, string>, headers: Record<string, string> = basic) {
  const whole = { grant_type: 'password', scope: 'read', tenantId: 'pb', userType: 'CITIZEN', ...form }
  const { status, body } = await exchange(egovUser.url, {
    path: '/user/oauth/token',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    body: `${new URLSearchParams(whole)}`,
  })
  return { status, body: JSON.parse(body) }
}

function reset(there: Town, body: object) {
  const whole = { userName: 'EMP-1', newPassword: 'New#1234', tenantId: 'pb.amritsar', type: 'EMPLOYEE', ...body }
  return post(there, 'password/nologin/_update', whole)
}

function refusal(message: string, ...fields: string[][]) {
  const all = fields.map(([code, text, field]) => ({ code, message: text, field }))
  return { status: 400, body: { responseInfo: null, error: { code: 400, message, description: null, fields: all } } }
}

const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
const unsuccessful = refusal('OTP validation unsuccessful', [
  'OTP.VALIDATION_UNSUCCESSFUL',
  'OTP validation unsuccessful',
  'otp.otp',
])
const wrongCredentials = {
  status: 400,
  body: { error: 'invalid_request', error_description: 'Invalid login credentials' },
}

test('a citizen registers with an OTP, is logged in by that, and is known afterwards', async () => {
  const there = await town()
  const answer = await register(there, { otpReference: await there.otpFor('9700000001') })
  expect(answer).toEqual({
    status: 200,
    body: {
      access_token: uuid,
      token_type: 'bearer',
      refresh_token: uuid,
      expires_in: 604_799,
      scope: 'read',
      ResponseInfo: expect.objectContaining({ status: 'Access Token generated successfully' }),
      UserRequest: {
        id: expect.any(Number),
        uuid,
        userName: '9700000001',
        name: 'Mira',
        mobileNumber: '9700000001',
        emailId: null,
        locale: null,
        type: 'CITIZEN',
        roles: [{ code: 'CITIZEN', name: 'Citizen', tenantId: 'pb' }],
        active: true,
        tenantId: 'pb',
        permanentCity: 'pb.amritsar',
      },
    },
  })
  const found = await post(there, '_search', { mobileNumber: '9700000001', tenantId: 'pb', userType: 'CITIZEN' })
  expect(found.body.user).toMatchObject([{ name: 'Mira' }])
})

test('a registration with a wrong OTP is refused in the words of egov-otp, and registers nobody', async () => {
  const there = await town()
  expect(await register(there, { otpReference: 'wrong' })).toEqual(unsuccessful)
  expect((await post(there, '_search', { mobileNumber: '9700000001' })).body.user).toEqual([])
})

test('the OTP of a registration is spent by it', async () => {
  const there = await town()
  const otp = await there.otpFor('9700000001')
  await register(there, { otpReference: otp })
  expect(await login(there, { username: '9700000001', password: otp })).toEqual(wrongCredentials)
})

test('who is registered already spends the OTP for nothing', async () => {
  const there = await town()
  const otp = await there.otpFor(asha)
  const exists = 'User name already exists'
  expect(await register(there, { userName: asha, otpReference: otp })).toEqual(
    refusal(exists, ['USER.USER_NAME_ALREADY_EXISTS', exists, 'User.userName']),
  )
  expect(await login(there, { username: asha, password: otp })).toEqual(wrongCredentials)
})

test('a registration needs a mobile number as its name, a name, a tenant and an OTP', async () => {
  const there = await town()
  const mobile = 'User Name Should be Mobile Number'
  expect(await register(there, { userName: 'mira' })).toEqual(
    refusal(mobile, ['USER.USER_NAME', mobile, 'User.userName']),
  )
  expect(await register(there, { name: '', tenantId: '' })).toEqual(
    refusal(
      'Invalid user object',
      ['core-user.005', 'Name is required', 'User.name'],
      ['core-user.TENANT_MANDATORY', 'Tenant is required', 'tenantId'],
      ['core-user.OTP_REFERENCE_MANDATORY', 'OTP Reference is required', 'user.OtpReference'],
    ),
  )
})

test('a citizen logs in with an OTP once', async () => {
  const there = await town()
  const otp = await there.otpFor(asha)
  const first = await login(there, { username: asha, password: otp })
  expect([first.status, first.body.UserRequest.userName]).toEqual([200, asha])
  expect(await login(there, { username: asha, password: otp })).toEqual(wrongCredentials)
})

test('nobody logs in who is not known, or whose OTP is of another number', async () => {
  const there = await town()
  const otp = await there.otpFor('9700000001')
  expect(await login(there, { username: '9700000001', password: otp })).toEqual(wrongCredentials)
  expect(await login(there, { username: asha, password: otp })).toEqual(wrongCredentials)
})

test('a login needs a client, a tenant, a user type and a kind of grant', async () => {
  const there = await town()
  const said = async (form: Record<string, string>, headers?: Record<string, string>) => {
    const { status, body } = await login(there, { username: asha, password: '1', ...form }, headers)
    return `${status} ${body.error}: ${body.error_description}`
  }
  expect(await said({}, {})).toBe('401 unauthorized: Full authentication is required to access this resource')
  expect(await said({ tenantId: '' })).toBe('400 invalid_request: TenantId is mandatory')
  expect(await said({ userType: 'SYSTEM' })).toBe(
    '400 invalid_request: User Type is mandatory and has to be a valid type',
  )
  expect(await said({ grant_type: 'client' })).toBe('400 unsupported_grant_type: Unsupported grant type: client')
})

test('an employee gets a new password with an OTP, and the old one is no longer good', async () => {
  const there = await town()
  const inside = { username: 'EMP-1', tenantId: 'pb.amritsar', userType: 'EMPLOYEE' }
  expect((await login(there, { ...inside, password: 'Old#1234' })).status).toBe(200)
  const otpReference = await there.otpFor('9000000009')
  const answer = await reset(there, { otpReference })
  expect(answer).toEqual({
    status: 200,
    body: { responseInfo: { apiId: null, ver: null, ts: null, resMsgId: null, msgId: null, status: '200' } },
  })
  expect(await login(there, { ...inside, password: 'Old#1234' })).toEqual(wrongCredentials)
  expect((await login(there, { ...inside, password: 'New#1234' })).body.UserRequest).toMatchObject({
    tenantId: 'pb.amritsar',
    roles: [{ code: 'EMPLOYEE' }],
  })
  expect(await reset(there, { otpReference })).toEqual(unsuccessful)
})

test('a weak password is refused, and the OTP is spent', async () => {
  const there = await town()
  const { status, body } = await reset(there, { otpReference: await there.otpFor('9000000009'), newPassword: 'weak' })
  expect(status).toBe(400)
  expect(body.Errors.map(({ code }: { code: string }) => code)).toEqual(['INVALID_PWD_LENGTH', 'INVALID_PWD_PATTERN'])
})

test('a new password is for employees who exist, with all that belongs to it', async () => {
  const there = await town()
  const unknown = 'User not found, Please check userId And tenantId'
  const otpReference = '000000'
  expect(await reset(there, { otpReference, userName: 'EMP-2' })).toEqual(
    refusal(unknown, ['USER.USER_NOT_FOUND', unknown, 'User.id']),
  )
  const citizen = "Since We configured login otp enabled is true,So we can't update the password."
  expect(await reset(there, { otpReference, userName: asha, type: 'CITIZEN' })).toEqual(
    refusal(citizen, ['InvalidPasswordRequest', citizen, 'InvalidPasswordRequest']),
  )
  expect(await reset(there, { userName: '', tenantId: '', newPassword: '' })).toEqual(
    refusal(
      'Password update failed.',
      ['USER.MOBILE_NUMBER_MANDATORY', 'Mobile number is mandatory', 'mobileNumber'],
      ['USER.OTP_REFERENCE_MANDATORY', 'OTP reference is mandatory', 'otpReference'],
      ['USER.TENANT_ID_MANDATORY', 'Tenant id is mandatory', 'tenantId'],
      ['USER.NEW_PASSWORD_MANDATORY', 'New password is mandatory', 'newPassword'],
    ),
  )
})

test('without egov-otp nobody registers, and nobody logs in', async () => {
  const there = await town()
  await there.egovOtp.close()
  expect(await register(there, { otpReference: '1' })).toEqual({ status: 500, body: null })
  expect(await login(there, { username: asha, password: '1' })).toEqual(wrongCredentials)
})

const deviants: Record<UserDeviationName, (there: Town) => Promise<unknown>> = {
  'takes-any-otp': async (there) => (await login(there, { username: asha, password: 'wrong' })).status,
  'resets-with-any-otp': async (there) => (await reset(there, { otpReference: 'wrong' })).status,
  async 'forgets-passwords'(there) {
    await reset(there, { otpReference: await there.otpFor('9000000009') })
    const form = { username: 'EMP-1', tenantId: 'pb.amritsar', userType: 'EMPLOYEE', password: 'New#1234' }
    return (await login(there, form)).status
  },
  async 'forgets-citizens'(there) {
    await register(there, { otpReference: await there.otpFor('9700000001') })
    return (await login(there, { username: '9700000001', password: await there.otpFor('9700000001') })).status
  },
}

const outcomes: Record<UserDeviationName, { readonly right: number; readonly wrong: number }> = {
  'takes-any-otp': { right: 400, wrong: 200 },
  'resets-with-any-otp': { right: 400, wrong: 200 },
  'forgets-passwords': { right: 200, wrong: 400 },
  'forgets-citizens': { right: 200, wrong: 400 },
}

test.each(Object.entries(outcomes))('the deviation %s changes one thing', async (name, { right, wrong }) => {
  const deviation = name as UserDeviationName
  expect(await deviants[deviation](await town())).toBe(right)
  expect(await deviants[deviation](await town(deviation))).toBe(wrong)
})

test('every deviation says what it does, as the end of a sentence', () => {
  for (const { description } of Object.values(userDeviations)) expect(description).toMatch(/^[a-z].*[^.]$/)
})
