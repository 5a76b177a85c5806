// Double of DIGIT's egov-user, as far as an OTP's life needs it: user-otp's search, a citizen's registration and login, an employee's new password.
//
// POST /user/_search 200 {"responseInfo":…,"user":[…]}, with one user or none · /user/citizen/_create · /user/oauth/token · /user/password/nologin/_update
//
// Control calls, which the original does not have: those of http/failures.ts and http/calls.ts, by the mobile number (or user name) that is searched, and
//   PUT    /_control/users/{number}   {"emailId":"asha@example.org"}: what else is known of a user; fields as in StoredUser
//   DELETE /_control/users/{number}   forgets a user; a number that a list or pattern names stays registered

import type { Hono } from 'hono'
import {
  type Answer,
  addCallControls,
  addFailureControls,
  type Calls,
  createApp,
  type Failures,
  type hangUp,
  jsonAnswer,
  type ReceivedRequest,
  respond,
  type Service,
  type ServiceEnv,
  serve,
} from '../http/index.js'
import { isObject, type JsonObject, readJson, textField } from '../json/index.js'
import { createAccounts } from './accounts.js'
import { type UserDeviationName, userDeviations } from './deviations.js'
import { type SpendOtp, spendOtpsAt } from './spend-otp.js'
import { type Citizens, createUsers, type StoredUser, type User, type Users } from './users.js'

export { type UserDeviation, type UserDeviationName, userDeviations } from './deviations.js'
export type { Citizens, StoredUser } from './users.js'

export interface EgovUserOptions {
  /** @default 0, any free port */
  readonly port?: number
  /** Where an OTP is spent. The search needs it not; without it nobody registers or logs in. */
  readonly egovOtpUrl?: string
  /** Whose numbers are registered, under every tenant and user type. */
  readonly citizens: Citizens
  /** Asked before `citizens`. @default none */
  readonly users?: readonly StoredUser[]
  /** The wrong behaviour of this instance. @default none */
  readonly deviation?: UserDeviationName
}

/** Starts an egov-user. */
export function startEgovUser({
  port,
  egovOtpUrl,
  citizens,
  users: given = [],
  deviation,
}: EgovUserOptions): Promise<Service> {
  const users = createUsers(citizens, given)
  const closing = new AbortController()
  const spendOtp: SpendOtp =
    egovOtpUrl === undefined ? async () => ({ kind: 'failed' }) : spendOtpsAt(egovOtpUrl, closing.signal)
  const accounts = createAccounts({ users, spendOtp, deviation: deviation && userDeviations[deviation] })
  const app = createApp()
  const failures = addFailureControls(app)
  const calls = addCallControls(app)
  addUserControls(app, users)
  app.post(
    '/user/_search',
    respond((request) => search({ users, failures, calls }, request)),
  )
  app.post(
    '/user/citizen/_create',
    respond(({ body }) => accounts.register(bodyOf(body))),
  )
  app.post(
    '/user/password/nologin/_update',
    respond(({ body }) => accounts.resetPassword(bodyOf(body))),
  )
  app.post(
    '/user/oauth/token',
    respond(({ body, header }) => accounts.login(new URLSearchParams(textOf(body)), header('authorization'))),
  )
  return serve({ name: 'egov-user', app, port, release: async () => closing.abort() })
}

function addUserControls(app: Hono<ServiceEnv>, users: Users): void {
  app.put('/_control/users/:number', async (context) => {
    const told: unknown = await context.req.json().catch(() => undefined)
    if (typeof told !== 'object' || told === null || Array.isArray(told)) {
      return context.text('The body must be a JSON object of what is known of the user.', 400)
    }
    users.put({ ...told, foundBy: context.req.param('number') })
    return context.body(null, 204)
  })
  app.delete('/_control/users/:number', (context) => {
    users.remove(context.req.param('number'))
    return context.body(null, 204)
  })
}

function search(
  { users, failures, calls }: { readonly users: Users; readonly failures: Failures; readonly calls: Calls },
  request: ReceivedRequest,
): Answer | typeof hangUp {
  const given = bodyOf(request.body)
  const criteria = {
    mobileNumber: textField(given, 'mobileNumber'),
    userName: textField(given, 'userName'),
    type: textField(given, 'userType'),
    tenantId: textField(given, 'tenantId'),
  }
  const number = criteria.mobileNumber ?? criteria.userName ?? ''
  calls.note(number, request)
  const failure = failures.answerFor(number)
  if (failure !== undefined) return failure
  const found = users.find(criteria)
  const responseInfo = { apiId: null, ver: null, ts: null, resMsgId: null, msgId: null, status: '200' }
  return jsonAnswer(200, { responseInfo, user: found === undefined ? [] : [userOf(found)] })
}

function userOf({ id, userName, name, mobileNumber, emailId, type, tenantId }: User) {
  return { id, userName, name, mobileNumber, emailId, type, tenantId, active: true, roles: [] }
}

function bodyOf(body: Uint8Array): JsonObject {
  const parsed = readJson(textOf(body))
  return isObject(parsed) ? parsed : new Map()
}

function textOf(body: Uint8Array): string {
  return new TextDecoder().decode(body)
}
