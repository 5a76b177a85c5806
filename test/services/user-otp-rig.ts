// A user-otp between neighbours whose answers a test dictates, with its records in a list.

import { type OutgoingRecord, type Service, startUserOtp, type UserOtpOptions } from '../../services/index.js'
import { type Exchanged, exchange } from './exchange.js'
import { type Answers, type Neighbours, startNeighbours } from './neighbours.js'

/** The time at which every OTP is sent, so that its expiryTime is 1795300445382. */
export const sentAt = 1795300442382

export interface Rig {
  readonly service: Service
  readonly neighbours: Neighbours
  readonly records: readonly OutgoingRecord[]
  close(): Promise<void>
}

/** Nobody is registered and egov-otp gives 100001, unless the answers say otherwise. */
export async function startRig(options: Partial<UserOtpOptions> = {}, answers: Answers = {}): Promise<Rig> {
  const neighbours = await startNeighbours(answers)
  const records: OutgoingRecord[] = []
  const service = await startUserOtp({
    ...neighbours.urls,
    kafkaBrokers: [],
    clock: { now: () => sentAt },
    publisher: { publish: async (record) => void records.push(record), close: async () => undefined },
    ...options,
  })
  return {
    service,
    neighbours,
    records,
    async close() {
      await service.close()
      neighbours.close()
    },
  }
}

/** A request for an OTP for 9000000001 in pb.amritsar; a registration unless `otp` says otherwise. */
export function requestOtp(
  { url }: Service,
  { headers = {}, otp = {}, more = {} }: { headers?: Record<string, string>; otp?: object; more?: object } = {},
): Promise<Exchanged> {
  const body = JSON.stringify({ otp: { mobileNumber: '9000000001', tenantId: 'pb.amritsar', ...otp }, ...more })
  const all = { 'Content-Type': 'application/json', ...headers }
  return exchange(url, { path: '/user-otp/v1/_send', headers: all, body })
}
