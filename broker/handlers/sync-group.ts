// SyncGroup (14), v0–5. The leader brings the assignments; everybody is answered with its own. The rules are in
// groups/sync.ts. Nothing is left out.
import type { ResponseOf } from '../protocol/index.js'
import type { syncGroup } from '../protocol/messages/sync-group.js'
import { Deferred, type Handler } from './handler.js'

export const handleSyncGroup: Handler<typeof syncGroup> = (request, { cluster }) => {
  const deferred = new Deferred<ResponseOf<typeof syncGroup>>()
  cluster.groups.sync({ ...request, instanceId: request.groupInstanceId }, (answer) => deferred.settle(answer))
  return deferred
}
