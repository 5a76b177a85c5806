// The one-time passwords that egov-otp has given out: several may live for one identity, each is good for one validation.

import { createHash, randomInt, randomUUID } from 'node:crypto'

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
  readonly createdAt: number
  isUsed: boolean
}

export interface Otps {
  create(identity: string, tenantId: string): StoredOtp
  /** Uses up a live OTP; nothing when there is none with this code. */
  use(criteria: { readonly code: string; readonly identity: string; readonly tenantId: string }): StoredOtp | undefined
  /** Finds an OTP in whatever state. */
  find(uuid: string): StoredOtp | undefined
}

/** An empty store; an OTP lives `ttlMs` from its creation, the last moment included. */
export function createOtps(clock: WallClock, ttlMs: number): Otps {
  const byUuid = new Map<string, StoredOtp>()
  const byIdentity = new Map<string, StoredOtp[]>()
  const isLive = (otp: StoredOtp) => !otp.isUsed && clock.now() - otp.createdAt <= ttlMs
  return {
    create(identity, tenantId) {
      const code = randomInt(1_000_000).toString().padStart(6, '0')
      const otp = {
        uuid: randomUUID(),
        code,
        identity,
        tenantId: stateOf(tenantId),
        createdAt: clock.now(),
        isUsed: false,
      }
      byUuid.set(otp.uuid, otp)
      const ofIdentity = byIdentity.get(identity) ?? []
      while (ofIdentity[0] !== undefined && !isLive(ofIdentity[0])) ofIdentity.shift()
      byIdentity.set(identity, ofIdentity)
      ofIdentity.push(otp)
      return otp
    },
    use({ code, identity, tenantId }) {
      const found = byIdentity
        .get(identity)
        ?.find((otp) => isLive(otp) && otp.code === code && otp.tenantId === stateOf(tenantId))
      if (found !== undefined) found.isUsed = true
      return found
    },
    find: (uuid) => byUuid.get(uuid),
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
