// DescribeGroups (15), v0–5. State, protocol and members of groups; an unknown group is "Dead". What members told about
// themselves and what they were assigned is shown only in a stable group.
// Left out: authorized operations.
import { type Group, type Member, metadataFor } from '../groups/index.js'
import { errorCodes } from '../protocol/index.js'
import type { describeGroups } from '../protocol/messages/describe-groups.js'
import type { Handler } from './handler.js'

export const handleDescribeGroups: Handler<typeof describeGroups> = ({ groups }, { cluster }) => ({
  groups: groups.map((groupId) => ({ errorCode: errorCodes.NONE, groupId, ...describe(cluster.groups.get(groupId)) })),
})

function describe(group: Group | undefined) {
  if (group === undefined) return { groupState: 'Dead', protocolType: '', protocolData: '', members: [] }
  return {
    groupState: group.state,
    protocolType: group.protocolType ?? '',
    protocolData: group.state === 'Stable' ? (group.protocolName ?? '') : '',
    members: group.members.all().map((member) => describeMember(member, group)),
  }
}

function describeMember(member: Member, { state, protocolName }: Group) {
  const isStable = state === 'Stable'
  return {
    memberId: member.memberId,
    groupInstanceId: member.instanceId,
    clientId: member.clientId,
    clientHost: member.clientHost,
    memberMetadata: isStable ? metadataFor(member, protocolName) : nothing,
    memberAssignment: isStable ? member.assignment : nothing,
  }
}

const nothing = Buffer.alloc(0)
