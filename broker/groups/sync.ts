// SyncGroup, as far as it concerns one group: the leader's assignments go in, everybody's own one comes out.
import { type ErrorCode, errorCodes } from '../protocol/index.js'
import type { Group } from './group.js'
import { type SyncAnswer, syncError } from './member.js'

export interface SyncRequest {
  readonly groupId: string
  readonly generationId: number
  readonly memberId: string
  readonly instanceId: string | null
  /** Null where the client does not tell it. */
  readonly protocolType: string | null
  readonly protocolName: string | null
  readonly assignments: readonly { readonly memberId: string; readonly assignment: Buffer }[]
}

/** Answers at once, or when the leader has assigned. */
export function sync(group: Group, request: SyncRequest, answer: (answer: SyncAnswer) => void): void {
  const member = group.members.identify(request.memberId, request.instanceId)
  if (typeof member === 'number') {
    answer(syncError(member))
    return
  }
  const error = syncErrorOf(group, request)
  if (error !== undefined) {
    answer(syncError(error))
    return
  }
  group.expectNoSync(member)
  if (group.state === 'Stable') {
    group.touch(member)
    answer(group.assignmentOf(member))
    return
  }
  group.answerSync(member, syncError(errorCodes.REBALANCE_IN_PROGRESS))
  member.parkedSync = answer
  if (group.members.leaderId !== member.memberId) return
  const assignments = request.assignments.map(
    ({ memberId, assignment }) => [memberId, Buffer.from(assignment)] as const,
  )
  group.assign(new Map(assignments), `the leader ${member.memberId} assigned`)
}

function syncErrorOf(group: Group, request: SyncRequest): ErrorCode | undefined {
  if (request.generationId !== group.generationId) return errorCodes.ILLEGAL_GENERATION
  const { protocolType, protocolName } = request
  const otherType = protocolType !== null && protocolType !== group.protocolType
  const otherName = protocolName !== null && protocolName !== group.protocolName
  if (otherType || otherName) return errorCodes.INCONSISTENT_GROUP_PROTOCOL
  if (group.state === 'PreparingRebalance') return errorCodes.REBALANCE_IN_PROGRESS
  return undefined
}
