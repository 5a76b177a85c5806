// JoinGroup, as far as it concerns one group: who comes in, who comes back, and whether that begins a rebalance.
import { randomUUID } from 'node:crypto'
import { errorCodes } from '../protocol/index.js'
import type { Group } from './group.js'
import {
  createMember,
  hasProtocols,
  type JoinAnswer,
  type JoinRequest,
  joinError,
  type Member,
  updateMember,
} from './member.js'

type Answer = (answer: JoinAnswer) => void

/** Answers at once, or when the group has all its members together. */
export function join(group: Group, request: JoinRequest, answer: Answer): void {
  if (!supports(group, request)) {
    answer(joinError(errorCodes.INCONSISTENT_GROUP_PROTOCOL, request.memberId))
    return
  }
  if (request.memberId === '') joinAsNew(group, request, answer)
  else joinAgain(group, request, answer)
}

function supports(group: Group, { protocolType, protocols }: JoinRequest): boolean {
  if (protocolType === '' || protocols.length === 0) return false
  if (group.members.size === 0) return true
  return group.protocolType === protocolType && group.members.supportsOneOf(protocols)
}

function joinAsNew(group: Group, request: JoinRequest, answer: Answer): void {
  const { instanceId } = request
  if (instanceId !== null) {
    const oldId = group.members.memberIdOf(instanceId)
    const old = oldId === undefined ? undefined : group.members.get(oldId)
    if (old === undefined) admit(group, { ...request, memberId: `${instanceId}-${randomUUID()}` }, answer)
    else replaceStatic(group, { old, request }, answer)
    return
  }
  const memberId = `${request.clientId}-${randomUUID()}`
  if (!request.idFirst) {
    admit(group, { ...request, memberId }, answer)
    return
  }
  group.addPendingId(memberId, request.sessionTimeoutMs)
  answer(joinError(errorCodes.MEMBER_ID_REQUIRED, memberId))
}

function joinAgain(group: Group, request: JoinRequest, answer: Answer): void {
  const { memberId, instanceId, protocols } = request
  if (group.hasPendingId(memberId)) {
    admit(group, request, answer)
    return
  }
  const member = group.members.identify(memberId, instanceId)
  if (typeof member === 'number') {
    answer(joinError(member, memberId))
    return
  }
  const reason = reasonToRejoin(group, member, hasProtocols(member, protocols))
  if (reason !== undefined) {
    rejoin(group, { member, request, reason }, answer)
    return
  }
  group.touch(member)
  answer(group.generationFor(member))
}

/** Undefined when the member only missed the answer, or asks again without need. */
function reasonToRejoin(group: Group, member: Member, unchanged: boolean): string | undefined {
  if (group.state === 'PreparingRebalance') return `${member.memberId} rejoined`
  if (!unchanged) return `${member.memberId} changed what it supports`
  const leads = group.members.leaderId === member.memberId
  return group.state === 'Stable' && leads ? `the leader ${member.memberId} rejoined` : undefined
}

function admit(group: Group, request: JoinRequest, answer: Answer): void {
  const member = createMember(request.memberId, request)
  member.parkedJoin = answer
  group.addMember(member, request.protocolType)
  group.requestRebalance(withReason(`${member.memberId} joined`, request))
}

function rejoin(
  group: Group,
  { member, request, reason }: { member: Member; request: JoinRequest; reason: string },
  answer: Answer,
): void {
  group.answerJoin(member, joinError(errorCodes.REBALANCE_IN_PROGRESS, member.memberId))
  updateMember(member, request)
  member.parkedJoin = answer
  group.requestRebalance(withReason(reason, request))
}

/** A static member is back under its instance id: it goes on where it was, if the vote stays what it was. */
function replaceStatic(group: Group, { old, request }: { old: Member; request: JoinRequest }, answer: Answer): void {
  const leaderBefore = group.members.leaderId ?? ''
  const next: Member = {
    ...old,
    memberId: `${request.instanceId}-${randomUUID()}`,
    clientId: request.clientId,
    clientHost: request.clientHost,
    parkedJoin: undefined,
    parkedSync: undefined,
  }
  updateMember(next, request)
  group.replaceMember(old, next)
  if (group.state !== 'Stable' || group.members.vote() !== group.protocolName) {
    next.parkedJoin = answer
    group.requestRebalance(withReason(`static member ${next.instanceId} came back as ${next.memberId}`, request))
    return
  }
  const current = group.generationFor(next)
  if (request.canSkipAssignment) answer({ ...current, skipAssignment: current.leaderId === next.memberId })
  // An older client that is told it leads would assign anew: it gets the leader that was.
  else answer({ ...current, leaderId: leaderBefore, members: [] })
}

function withReason(what: string, { reason }: JoinRequest): string {
  return reason === null || reason === '' ? what : `${what}: ${reason}`
}
