// Double of DIGIT's egov-user, as far as user-otp needs it: a search by mobile number. It keeps no passwords and logs nobody in.
//
// POST /user/_search 200 {"responseInfo":…,"user":[…]}, with one user or none.

import {
  type Answer,
  createApp,
  jsonAnswer,
  type ReceivedRequest,
  respond,
  type Service,
  serve,
} from '../http/index.js'
import { isObject, type JsonObject, readJson, textField } from '../json/index.js'

/** Tells who is registered, so that lists of numbers and patterns need not be written out. */
export interface Citizens {
  isRegistered(mobileNumber: string): boolean
}

/** A user who is more than a registered number. */
export interface StoredUser {
  /** The mobile number in the search that finds this user. */
  readonly foundBy: string
  /**
   * The number that is stored; null for a user without one.
   *
   * @default foundBy
   */
  readonly mobileNumber?: string | null
  /** @default null */
  readonly emailId?: string | null
}

export interface EgovUserOptions {
  /** @default 0, any free port */
  readonly port?: number
  /** Where an OTP is spent. The search needs it not; registration and login do. */
  readonly egovOtpUrl?: string
  /** Whose numbers are registered, under every tenant and user type. */
  readonly citizens: Citizens
  /** Asked before `citizens`. @default none */
  readonly users?: readonly StoredUser[]
}

/** Starts an egov-user. */
export function startEgovUser({ port, citizens, users = [] }: EgovUserOptions): Promise<Service> {
  const find = (mobileNumber: string): StoredUser | undefined =>
    users.find(({ foundBy }) => foundBy === mobileNumber) ??
    (citizens.isRegistered(mobileNumber) ? { foundBy: mobileNumber } : undefined)
  const app = createApp()
  app.post(
    '/user/_search',
    respond((request) => search(find, request)),
  )
  return serve({ name: 'egov-user', app, port })
}

function search(find: (mobileNumber: string) => StoredUser | undefined, { body }: ReceivedRequest): Answer {
  const parsed = readJson(new TextDecoder().decode(body))
  const criteria: JsonObject = isObject(parsed) ? parsed : new Map()
  const found = find(textField(criteria, 'mobileNumber') ?? textField(criteria, 'userName') ?? '')
  const responseInfo = { apiId: null, ver: null, ts: null, resMsgId: null, msgId: null, status: '200' }
  return jsonAnswer(200, { responseInfo, user: found === undefined ? [] : [userOf(found, criteria)] })
}

function userOf({ foundBy, mobileNumber = foundBy, emailId = null }: StoredUser, criteria: JsonObject) {
  return {
    id: idOf(foundBy),
    userName: foundBy,
    name: 'Citizen',
    mobileNumber,
    emailId,
    type: textField(criteria, 'userType') ?? 'CITIZEN',
    tenantId: textField(criteria, 'tenantId'),
    active: true,
    roles: [],
  }
}

/** A number of its own for every mobile number, the same in every search. */
function idOf(mobileNumber: string): number {
  return Number(mobileNumber.replace(/\D/g, '').slice(-9)) + 1
}
