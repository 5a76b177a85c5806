// ListGroups (16), v0–4. All groups, from v4 only those in the given states. Nothing is left out.
import { errorCodes } from '../protocol/index.js'
import type { listGroups } from '../protocol/messages/list-groups.js'
import type { Handler } from './handler.js'

export const handleListGroups: Handler<typeof listGroups> = ({ statesFilter }, { cluster }) => {
  const wanted = new Set(statesFilter.map((state) => state.toLowerCase()))
  const groups = cluster.groups.all().filter(({ state }) => wanted.size === 0 || wanted.has(state.toLowerCase()))
  return {
    errorCode: errorCodes.NONE,
    groups: groups.map(({ groupId, protocolType = '', state }) => ({ groupId, protocolType, groupState: state })),
  }
}
