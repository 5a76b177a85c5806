// DescribeGroups (15), v0–5. State and members of groups.
//   v1 throttleTimeMs   v3 authorized operations   v4 groupInstanceId   v5 flexible
import { api } from '../api.js'
import { array, boolean, bytes, field, int16, int32, nullableString, orElse, since, string, struct } from '../schema.js'

/** The protocol's "not asked for" of authorized operations. */
const notAskedFor = -0x80000000

const describedMember = struct(
  field('memberId', string),
  since(4, 'groupInstanceId', nullableString),
  field('clientId', string),
  field('clientHost', string),
  field('memberMetadata', bytes),
  field('memberAssignment', bytes),
)

export const describeGroups = api({
  key: 15,
  name: 'DescribeGroups',
  versions: [0, 5],
  flexibleFrom: 5,
  request: struct(field('groups', array(string)), since(3, 'includeAuthorizedOperations', boolean)),
  response: struct(
    since(1, 'throttleTimeMs', int32),
    field(
      'groups',
      array(
        struct(
          field('errorCode', int16),
          field('groupId', string),
          field('groupState', string),
          field('protocolType', string),
          field('protocolData', string),
          field('members', array(describedMember)),
          since(3, 'authorizedOperations', orElse(int32, notAskedFor)),
        ),
      ),
    ),
  ),
})
