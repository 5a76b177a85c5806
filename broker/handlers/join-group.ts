// JoinGroup (11), v0–9. Answers when the group has all its members together; a new dynamic member first gets an id
// (MEMBER_ID_REQUIRED) from v4 on, a static one never. The rules are in groups/join.ts.
// Left out: a limit on the size of groups.
import type { JoinAnswer } from '../groups/index.js'
import type { ResponseOf } from '../protocol/index.js'
import type { joinGroup } from '../protocol/messages/join-group.js'
import { Deferred, type Handler } from './handler.js'

type Response = ResponseOf<typeof joinGroup>

const rebalanceTimeoutSince = 1
const idFirstSince = 4
const nullableProtocolSince = 7
const skipAssignmentSince = 9

export const handleJoinGroup: Handler<typeof joinGroup> = (request, { cluster, version, clientId, clientHost }) => {
  const deferred = new Deferred<Response>()
  const { sessionTimeoutMs, rebalanceTimeoutMs } = request
  cluster.groups.join(
    {
      ...request,
      clientId,
      clientHost,
      instanceId: request.groupInstanceId,
      rebalanceTimeoutMs: version < rebalanceTimeoutSince ? sessionTimeoutMs : rebalanceTimeoutMs,
      idFirst: version >= idFirstSince,
      canSkipAssignment: version >= skipAssignmentSince,
    },
    (answer) => deferred.settle(render(answer, version)),
  )
  return deferred
}

function render({ leaderId, protocolName, ...answer }: JoinAnswer, version: number): Response {
  return { ...answer, leader: leaderId, protocolName: protocolName ?? (version < nullableProtocolSince ? '' : null) }
}
