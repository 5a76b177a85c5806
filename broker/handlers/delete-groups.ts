// DeleteGroups (42), v0–2. Takes empty groups away with their positions. Nothing is left out.
import type { deleteGroups } from '../protocol/messages/delete-groups.js'
import type { Handler } from './handler.js'

export const handleDeleteGroups: Handler<typeof deleteGroups> = ({ groupsNames }, { cluster }) => ({
  throttleTimeMs: 0,
  results: groupsNames.map((groupId) => ({ groupId, errorCode: cluster.groups.delete(groupId) })),
})
