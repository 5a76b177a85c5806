// The requests by which a member shows that it is there, or goes: Heartbeat, LeaveGroup, and the right to commit.
import { type ErrorCode, errorCodes } from '../protocol/index.js'
import type { Group } from './group.js'

/** Who a request says it comes from. */
export interface Sender {
  readonly memberId: string
  readonly instanceId: string | null
  /** -1 for somebody outside the group. */
  readonly generationId: number
}

/** Keeps the sender's session alive; REBALANCE_IN_PROGRESS tells it to rejoin. */
export function heartbeat(group: Group, sender: Sender): ErrorCode {
  const member = group.members.identify(sender.memberId, sender.instanceId)
  if (typeof member === 'number') return member
  if (sender.generationId !== group.generationId) return errorCodes.ILLEGAL_GENERATION
  group.touch(member)
  return group.state === 'PreparingRebalance' ? errorCodes.REBALANCE_IN_PROGRESS : errorCodes.NONE
}

/** Who leaves: by member id, or a static member by its instance id alone. */
export interface Leaver {
  readonly memberId: string
  readonly instanceId: string | null
  readonly reason: string | null
}

/** Takes the member out of the group and lets the others share out anew. */
export function leave(group: Group, { memberId, instanceId, reason }: Leaver): ErrorCode {
  if (group.hasPendingId(memberId)) {
    group.dropPendingId(memberId, `${memberId} left before it had joined`)
    return errorCodes.NONE
  }
  const knownId = instanceId !== null && memberId === '' ? (group.members.memberIdOf(instanceId) ?? '') : memberId
  const member = group.members.identify(knownId, instanceId)
  if (typeof member === 'number') return member
  group.removeMember(member, reason ? `${knownId} left: ${reason}` : `${knownId} left`)
  return errorCodes.NONE
}

/** Whether the sender may commit offsets for the group; keeps its session alive as a heartbeat does. */
export function mayCommit(group: Group, sender: Sender): ErrorCode {
  const anonymous = sender.generationId < 0 && sender.memberId === '' && sender.instanceId === null
  if (group.state === 'Empty' && sender.generationId < 0) return errorCodes.NONE
  if (anonymous) return errorCodes.UNKNOWN_MEMBER_ID
  const member = group.members.identify(sender.memberId, sender.instanceId)
  if (typeof member === 'number') return member
  if (sender.generationId !== group.generationId) return errorCodes.ILLEGAL_GENERATION
  if (group.state === 'CompletingRebalance') return errorCodes.REBALANCE_IN_PROGRESS
  group.touch(member)
  return errorCodes.NONE
}
