// The rights that a run needs on Kafka, as docs/environments.md lists them. `npm run test:kafka` shows that they suffice,
// and that each of them is needed.

import kafkajs, { type AclEntry } from 'kafkajs'

export interface Right {
  /** Such as `without-topic-read`: the user who has every right but this one. */
  readonly userWithout: string
  readonly operation: 'READ' | 'WRITE' | 'DESCRIBE_CONFIGS' | 'DELETE'
  readonly on: 'topic' | 'group'
  /** The smallest scenario that does not pass without it. */
  readonly feature: string
}

/** READ, WRITE and DELETE bring DESCRIBE along. */
export const rights: readonly Right[] = [
  right('READ', 'topic', 'features/otp/sms.feature:3'),
  right('READ', 'group', 'features/otp/sms.feature:3'),
  right('DELETE', 'group', 'features/otp/sms.feature:3'),
  right('WRITE', 'topic', 'features/kafka/foreign-messages.feature:25'),
  right('DESCRIBE_CONFIGS', 'topic', 'features/kafka/topics.feature:18'),
]

function right(operation: Right['operation'], on: Right['on'], feature: string): Right {
  const userWithout = `without-${on}-${operation.toLowerCase().replaceAll('_', '-')}`
  return { userWithout, operation, on, feature }
}

/** The entries that give these rights to a user, on one topic and on the groups of a run. */
export function aclOf(user: string, topic: string, granted: readonly Right[]): AclEntry[] {
  const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs
  return granted.map(({ operation, on }) => ({
    principal: `User:${user}`,
    host: '*',
    permissionType: AclPermissionTypes.ALLOW,
    operation: AclOperationTypes[operation],
    ...(on === 'topic'
      ? { resourceType: AclResourceTypes.TOPIC, resourceName: topic, resourcePatternType: ResourcePatternTypes.LITERAL }
      : {
          resourceType: AclResourceTypes.GROUP,
          resourceName: 'kata-',
          resourcePatternType: ResourcePatternTypes.PREFIXED,
        }),
  }))
}
