// Who is registered: numbers that a list or pattern names, users who were handed in or told by a control call, and those who registered themselves.

import { randomUUID } from 'node:crypto'

/** Tells who is registered, so that lists of numbers and patterns need not be written out. */
export interface Citizens {
  isRegistered(mobileNumber: string): boolean
}

/** A user who is more than a registered number. */
export interface StoredUser {
  /** The mobile number in the search that finds this user. */
  readonly foundBy: string
  /** @default foundBy */
  readonly userName?: string
  /** @default Citizen */
  readonly name?: string
  /**
   * The number that is stored; null for a user without one.
   *
   * @default foundBy
   */
  readonly mobileNumber?: string | null
  /** @default null */
  readonly emailId?: string | null
  /** @default the type that is searched for */
  readonly type?: 'CITIZEN' | 'EMPLOYEE'
  /** Where the user belongs: a citizen to its first segment, an employee to all of it. @default the tenant that is searched */
  readonly tenantId?: string
  /** What an employee logs in with. @default none */
  readonly password?: string
}

/** A user as he is answered. */
export interface User {
  /** The key of the store. */
  readonly foundBy: string
  readonly id: number
  readonly uuid: string
  readonly userName: string
  readonly name: string
  readonly mobileNumber: string | null
  readonly emailId: string | null
  readonly type: string
  readonly tenantId: string | null
  readonly password: string | undefined
}

/** Whom a search is for; what is null may be anything. */
export interface UserCriteria {
  readonly mobileNumber: string | null
  readonly userName: string | null
  readonly type: string | null
  readonly tenantId: string | null
}

export interface Users {
  find(criteria: UserCriteria): User | undefined
  /** Adds a user, or changes the one with this `foundBy`. */
  put(user: StoredUser): void
  /** Forgets a user; a number that a list or pattern names stays registered. */
  remove(foundBy: string): void
}

export function createUsers(citizens: Citizens, users: readonly StoredUser[]): Users {
  const stored = new Map(users.map((user) => [user.foundBy, user]))
  const uuids = new Map<string, string>()
  const uuidOf = (number: string) => {
    const uuid = uuids.get(number) ?? randomUUID()
    uuids.set(number, uuid)
    return uuid
  }
  const candidate = ({ mobileNumber, userName }: UserCriteria): StoredUser | undefined => {
    const key = mobileNumber ?? userName ?? ''
    const named = userName === null ? undefined : [...stored.values()].find((user) => user.userName === userName)
    return named ?? stored.get(key) ?? (citizens.isRegistered(key) ? { foundBy: key } : undefined)
  }
  return {
    find(criteria) {
      const user = candidate(criteria)
      if (user === undefined || !isMeant(user, criteria)) return undefined
      return { ...answered(user, criteria), uuid: uuidOf(user.foundBy) }
    },
    put: (user) => void stored.set(user.foundBy, { ...stored.get(user.foundBy), ...user }),
    remove: (foundBy) => void stored.delete(foundBy),
  }
}

function isMeant(user: StoredUser, { type, tenantId }: UserCriteria): boolean {
  if (user.type !== undefined && type !== null && user.type !== type) return false
  if (user.tenantId === undefined || tenantId === null) return true
  return user.type === 'EMPLOYEE' ? user.tenantId === tenantId : stateOf(user.tenantId) === stateOf(tenantId)
}

function answered(user: StoredUser, criteria: UserCriteria): Omit<User, 'uuid'> {
  const { foundBy, userName = foundBy, name = 'Citizen', mobileNumber = foundBy, emailId = null } = user
  return {
    foundBy,
    id: idOf(foundBy),
    userName,
    name,
    mobileNumber,
    emailId,
    type: user.type ?? criteria.type ?? 'CITIZEN',
    tenantId: user.tenantId ?? criteria.tenantId,
    password: user.password,
  }
}

/** The first segment of a tenant, where citizens belong. */
export function stateOf(tenantId: string): string {
  return tenantId.split('.')[0] ?? ''
}

/** A number of its own for every mobile number, the same in every search. */
function idOf(mobileNumber: string): number {
  return Number(mobileNumber.replace(/\D/g, '').slice(-9)) + 1
}
