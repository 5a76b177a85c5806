// The one-time passwords that egov-otp has given out: several may live for one identity, each is good for one validation.

import { createHash, randomInt, randomUUID } from 'node:crypto'
import type { OtpDeviation } from './deviations.js'

/** A clock of the wall: `now()` is milliseconds since the epoch. */
export interface WallClock {
  now(): number
}

/** One OTP, as it is kept. */
export interface StoredOtp {
  readonly uuid: string
  readonly code: string
  readonly identity: string
  /** The first segment of the tenant that asked. */
  readonly tenantId: string
  createdAt: number
  isUsed: boolean
}

export interface OtpCriteria {
  readonly code: string
  readonly identity: string
  readonly tenantId: string
}

export interface Otps {
  create(identity: string, tenantId: string): StoredOtp
  /** Uses up a live OTP; nothing when there is none with this code. */
  use(criteria: OtpCriteria): StoredOtp | undefined
  /** Finds an OTP in whatever state. */
  find(uuid: string): StoredOtp | undefined
  /** Makes the OTPs of one identity, or all, older than they are. OTPs to come begin young. */
  age(ms: number, identity?: string): void
}

export interface OtpsOptions {
  readonly clock: WallClock
  /** An OTP lives so long from its creation, the last moment included. */
  readonly ttlMs: number
  readonly deviation?: OtpDeviation | undefined
}

/** An empty store. */
export function createOtps({ clock, ttlMs, deviation = { description: '' } }: OtpsOptions): Otps {
  const { isReusable = false, isImmortal = false, isAnybodys = false, isAlone = false, digits = 6 } = deviation
  const byUuid = new Map<string, StoredOtp>()
  const byIdentity = new Map<string, StoredOtp[]>()
  const isLive = (otp: StoredOtp) => (isReusable || !otp.isUsed) && (isImmortal || clock.now() - otp.createdAt <= ttlMs)
  const candidates = (identity: string) => (isAnybodys ? [...byUuid.values()] : (byIdentity.get(identity) ?? []))
  return {
    create(identity, tenantId) {
      const otp = {
        uuid: randomUUID(),
        code: randomInt(10 ** digits)
          .toString()
          .padStart(digits, '0'),
        identity,
        tenantId: stateOf(tenantId),
        createdAt: clock.now(),
        isUsed: false,
      }
      const earlier = isAlone ? [] : (byIdentity.get(identity) ?? [])
      while (earlier[0] !== undefined && !isLive(earlier[0])) earlier.shift()
      byUuid.set(otp.uuid, otp)
      byIdentity.set(identity, [...earlier, otp])
      return otp
    },
    use({ code, identity, tenantId }) {
      const found = candidates(identity).find(
        (otp) => isLive(otp) && otp.code === code && otp.tenantId === stateOf(tenantId),
      )
      if (found !== undefined) found.isUsed = true
      return found
    },
    find: (uuid) => byUuid.get(uuid),
    age(ms, identity) {
      for (const otp of byUuid.values()) {
        if (identity === undefined || otp.identity === identity) otp.createdAt -= ms
      }
    },
  }
}

/** What a search shows instead of the code: text of BCrypt's shape, because the original keeps no code in clear. */
export function encodedCode({ uuid, code }: StoredOtp): string {
  const digest = createHash('sha512').update(`${uuid}:${code}`).digest('base64').replaceAll('+', '.')
  return `$2a$10$${digest.slice(0, 53)}`
}

function stateOf(tenantId: string): string {
  return tenantId.split('.')[0] ?? ''
}
