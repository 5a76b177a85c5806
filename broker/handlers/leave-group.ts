// LeaveGroup (13), v0–5. Takes one member out, or from v3 several, each with its own error code. Nothing is left out.
import { errorCodes } from '../protocol/index.js'
import type { leaveGroup } from '../protocol/messages/leave-group.js'
import type { Handler } from './handler.js'

const severalSince = 3

export const handleLeaveGroup: Handler<typeof leaveGroup> = (request, { cluster, version }) => {
  const { groupId, memberId } = request
  if (version < severalSince) {
    return { errorCode: cluster.groups.leave(groupId, { memberId, instanceId: null, reason: null }) }
  }
  const members = request.members.map(({ memberId, groupInstanceId, reason }) => {
    const errorCode = cluster.groups.leave(groupId, { memberId, instanceId: groupInstanceId, reason })
    return { memberId, groupInstanceId, errorCode }
  })
  return { errorCode: errorCodes.NONE, members }
}
