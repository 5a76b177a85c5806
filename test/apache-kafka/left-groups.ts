import { groupsAt } from '../groups-at.js'

/** The groups of runs that brokers still know, as sentences. */
export async function leftGroups(bootstrap: string): Promise<readonly string[]> {
  const groups = await groupsAt(bootstrap)
  return groups.filter((groupId) => groupId.startsWith('kata-')).map((groupId) => `left behind: group ${groupId}`)
}
