// Heartbeat (12), v0–4. Keeps a member alive; answers REBALANCE_IN_PROGRESS while its group prepares one.
// Left out: quotas (throttleTimeMs is always 0).
import type { heartbeat } from '../protocol/messages/heartbeat.js'
import type { Handler } from './handler.js'

export const handleHeartbeat: Handler<typeof heartbeat> = (request, { cluster }) => {
  const { groupId, memberId, generationId, groupInstanceId: instanceId } = request
  return { errorCode: cluster.groups.heartbeat(groupId, { memberId, generationId, instanceId }) }
}
