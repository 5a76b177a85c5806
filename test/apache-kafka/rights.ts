// The rights that a run needs on Kafka, as docs/environments.md lists them. `npm run test:kafka` shows that they suffice,
// and that each of them is needed.

import kafkajs, { type AclEntry } from 'kafkajs'

export interface Right {
  /** Such as `without-topic-read`: the user who has every right but this one. */
  readonly userWithout: string
  readonly operation: 'READ' | 'WRITE' | 'DESCRIBE_CONFIGS' | 'DELETE'
  readonly on: 'topic' | 'group'
  /** The smallest scenario that does not pass without it: its file, and how it is picked there. */
  readonly scenario: readonly string[]
}

/** It needs a message, so everything that a reader needs. */
export const oneMessage = named('features/otp/sms.feature', 'A citizen who logs in receives an OTP')
const publishing = named('features/kafka/foreign-messages.feature', '^A tombstone$')
const configuration = named('features/kafka/topics.feature', 'The topic keeps what is sent to it for a time')

/** READ, WRITE and DELETE bring DESCRIBE along. */
export const rights: readonly Right[] = [
  right('READ', 'topic', oneMessage),
  right('READ', 'group', oneMessage),
  right('DELETE', 'group', oneMessage),
  right('WRITE', 'topic', publishing),
  right('DESCRIBE_CONFIGS', 'topic', configuration),
]

function named(file: string, name: string): readonly string[] {
  return [file, '--name', name]
}

function right(operation: Right['operation'], on: Right['on'], scenario: readonly string[]): Right {
  const userWithout = `without-${on}-${operation.toLowerCase().replaceAll('_', '-')}`
  return { userWithout, operation, on, scenario }
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
