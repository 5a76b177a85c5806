// What an OTP is good for: a citizen registers and logs in with it, an employee gets a new password. Every function answers one request.

import { randomUUID } from 'node:crypto'
import { type Answer, jsonAnswer, textAnswer } from '../http/index.js'
import { isObject, type JsonObject, textField } from '../json/index.js'
import type { UserDeviation } from './deviations.js'
import {
  refuseDuplicate,
  refusePasswordOfCitizen,
  refuseReset,
  refuseToken,
  refuseUnknown,
  refuseUser,
  refuseUserName,
} from './refusals.js'
import type { OtpVerdict, SpendOtp } from './spend-otp.js'
import { stateOf, type User, type Users } from './users.js'

export interface Accounts {
  /** POST /user/citizen/_create: with a good OTP, the answer is the token of a login. */
  register(body: JsonObject): Promise<Answer>
  /** POST /user/oauth/token: a citizen's password is an OTP, an employee's a password. */
  login(form: URLSearchParams, authorization: string | undefined): Promise<Answer>
  /** POST /user/password/nologin/_update. */
  resetPassword(body: JsonObject): Promise<Answer>
}

export interface AccountsOptions {
  readonly users: Users
  readonly spendOtp: SpendOtp
  readonly deviation?: UserDeviation | undefined
}

export function createAccounts(options: AccountsOptions): Accounts {
  return {
    register: (body) => register(options, body),
    login: (form, authorization) => login(options, form, authorization),
    resetPassword: (body) => resetPassword(options, body),
  }
}

async function register({ users, spendOtp, deviation }: AccountsOptions, body: JsonObject): Promise<Answer> {
  const part = body.get('user') ?? body.get('User')
  const user: JsonObject = isObject(part) ? part : new Map()
  const [userName, name] = [text(user, 'userName'), text(user, 'name')]
  const [tenantId, otpReference] = [text(user, 'tenantId'), text(user, 'otpReference')]
  if (!/^\p{Nd}+$/u.test(userName)) return refuseUserName()
  const refusal = refuseUser({ name, tenantId, otpReference })
  if (refusal !== undefined) return refusal
  if (deviation?.takesAnyOtp !== true) {
    const state = stateOf(tenantId)
    const verdict = await spendOtp({ otp: otpReference, identity: userName, tenantId: state, userType: 'CITIZEN' })
    if (verdict.kind !== 'accepted') return toAnswer(verdict)
  }
  // The OTP is spent by now, whether the name is free or not.
  const criteria = { mobileNumber: userName, userName: null, type: 'CITIZEN', tenantId }
  if (users.find(criteria) !== undefined) return refuseDuplicate()
  const citizen = {
    foundBy: userName,
    name,
    emailId: text(user, 'emailId') || null,
    type: 'CITIZEN',
    tenantId,
  } as const
  users.put(citizen)
  const created = users.find(criteria)
  if (deviation?.forgetsCitizens === true) users.remove(userName)
  return created === undefined ? refuseUnknown() : tokenOf(created, text(user, 'permanentCity') || null)
}

async function login(
  { users, spendOtp, deviation }: AccountsOptions,
  form: URLSearchParams,
  authorization: string | undefined,
): Promise<Answer> {
  if (authorization === undefined || !/^basic /i.test(authorization)) {
    return refuseToken(401, 'unauthorized', 'Full authentication is required to access this resource')
  }
  const read = (name: string) => form.get(name) ?? ''
  const [tenantId, type, password] = [read('tenantId'), read('userType'), read('password')]
  if (read('grant_type') !== 'password') {
    return refuseToken(400, 'unsupported_grant_type', `Unsupported grant type: ${read('grant_type')}`)
  }
  if (tenantId === '') return refuseToken(400, 'invalid_request', 'TenantId is mandatory')
  if (type !== 'CITIZEN' && type !== 'EMPLOYEE') {
    return refuseToken(400, 'invalid_request', 'User Type is mandatory and has to be a valid type')
  }
  const user = users.find({ mobileNumber: null, userName: read('username'), type, tenantId })
  if (user === undefined) return wrongCredentials()
  if (type === 'EMPLOYEE') return user.password === password ? tokenOf(user, null) : wrongCredentials()
  if (deviation?.takesAnyOtp === true) return tokenOf(user, null)
  const verdict = await spendOtp({ ...spentBy(user, tenantId), otp: password })
  return verdict.kind === 'accepted' ? tokenOf(user, null) : wrongCredentials()
}

async function resetPassword({ users, spendOtp, deviation }: AccountsOptions, body: JsonObject): Promise<Answer> {
  const [userName, tenantId, type] = [text(body, 'userName'), text(body, 'tenantId'), text(body, 'type')]
  const [otpReference, newPassword] = [text(body, 'otpReference'), text(body, 'newPassword')]
  const refusal = refuseReset({ userName, otpReference, tenantId, newPassword })
  if (refusal !== undefined) return refusal
  const user = type === '' ? undefined : users.find({ mobileNumber: null, userName, type, tenantId })
  if (user === undefined) return refuseUnknown()
  if (user.type === 'CITIZEN') return refusePasswordOfCitizen()
  if (deviation?.resetsWithAnyOtp !== true) {
    const verdict = await spendOtp({ ...spentBy(user, tenantId), otp: otpReference })
    if (verdict.kind !== 'accepted') return toAnswer(verdict)
  }
  const weakness = weaknessOf(newPassword)
  if (weakness !== undefined) return weakness
  if (deviation?.forgetsPasswords !== true) users.put({ foundBy: user.foundBy, password: newPassword })
  return jsonAnswer(200, {
    responseInfo: { apiId: null, ver: null, ts: null, resMsgId: null, msgId: null, status: '200' },
  })
}

function spentBy(user: User, tenantId: string) {
  const identity = user.mobileNumber ?? user.userName
  return { identity, tenantId: user.type === 'CITIZEN' ? stateOf(tenantId) : tenantId, userType: user.type }
}

/** The refusal of egov-otp is handed on as it is. */
function toAnswer(verdict: Exclude<OtpVerdict, { kind: 'accepted' }>): Answer {
  if (verdict.kind === 'failed') return textAnswer(null, undefined)
  const headers = [['Content-Type', 'application/json']] as const
  return { status: 400, headers, body: verdict.answer, chunked: true }
}

/** Eight to fifteen characters with a digit, both cases and one of `@#$%`. */
function weaknessOf(password: string): Answer | undefined {
  const wrong = [
    ...(password.length < 8 || password.length > 15 ? [tooShortOrLong] : []),
    ...(/^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])(?=.*[@#$%])\S+$/.test(password) ? [] : [tooSimple]),
  ]
  return wrong.length === 0 ? undefined : jsonAnswer(400, { ResponseInfo: null, Errors: wrong })
}

const tooShortOrLong = {
  code: 'INVALID_PWD_LENGTH',
  message: 'Password must be of minimum: 8 and maximum: 15 characters.',
  description: null,
  params: null,
}

const tooSimple = {
  code: 'INVALID_PWD_PATTERN',
  message:
    'Password MUST HAVE: Atleast one digit, one upper case, one lower case, one special character (@#$%) and MUST NOT contain any spaces',
  description: null,
  params: null,
}

function wrongCredentials(): Answer {
  return refuseToken(400, 'invalid_request', 'Invalid login credentials')
}

function tokenOf(user: User, permanentCity: string | null): Answer {
  const { id, uuid, userName, name, mobileNumber, emailId, type, tenantId } = user
  const state = tenantId === null ? null : stateOf(tenantId)
  return jsonAnswer(200, {
    access_token: randomUUID(),
    token_type: 'bearer',
    refresh_token: randomUUID(),
    expires_in: 604_799,
    scope: 'read',
    ResponseInfo: {
      api_id: '',
      ver: '',
      ts: '',
      res_msg_id: '',
      msg_id: '',
      status: 'Access Token generated successfully',
    },
    UserRequest: {
      id,
      uuid,
      userName,
      name,
      mobileNumber,
      emailId,
      locale: null,
      type,
      roles: [{ code: type, name: type === 'CITIZEN' ? 'Citizen' : 'Employee', tenantId: state }],
      active: true,
      tenantId: type === 'CITIZEN' ? state : tenantId,
      permanentCity,
    },
  })
}

function text(object: JsonObject, name: string): string {
  return textField(object, name) ?? ''
}
