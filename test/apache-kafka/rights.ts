// The rights that a run needs on Kafka, as docs/environments.md lists them. `npm run test:kafka` shows that they suffice,
// and that each of them is needed.

import kafkajs, { type AclEntry } from 'kafkajs'

export interface Right extends Grant {
  /** Such as `without-topic-read`: the user who has every right but this one. */
  readonly userWithout: string
  /** The smallest scenario that does not pass without it: its file, and how it is picked there. */
  readonly scenario: readonly string[]
}

export interface Grant {
  readonly operation: 'READ' | 'WRITE' | 'CREATE' | 'DESCRIBE' | 'DESCRIBE_CONFIGS' | 'DELETE'
  /** The topic of a scenario, the groups that a run makes, or all that there are. */
  readonly on: 'topic' | 'own groups' | 'all topics' | 'all groups'
}

/** It needs a message, so everything that a reader needs. */
export const oneMessage = named('features/otp/sms.feature', 'A citizen who logs in receives an OTP')
const publishing = named('features/kafka/foreign-messages.feature', '^A tombstone$')
const configuration = named('features/kafka/topics.feature', 'The topic keeps what is sent to it for a time')

/** READ, WRITE and DELETE bring DESCRIBE along. */
export const rights: readonly Right[] = [
  right('READ', 'topic', oneMessage),
  right('READ', 'own groups', oneMessage),
  right('DELETE', 'own groups', oneMessage),
  right('WRITE', 'topic', publishing),
  right('DESCRIBE_CONFIGS', 'topic', configuration),
]

/** What more it takes where topics are not known beforehand, and where the groups of services are looked at. */
export const furtherRights: readonly Grant[] = [
  { operation: 'READ', on: 'all topics' },
  { operation: 'WRITE', on: 'all topics' },
  { operation: 'DESCRIBE_CONFIGS', on: 'all topics' },
  { operation: 'CREATE', on: 'all topics' },
  { operation: 'DESCRIBE', on: 'all groups' },
]

function named(file: string, name: string): readonly string[] {
  return [file, '--name', name]
}

function right(operation: Grant['operation'], on: Grant['on'], scenario: readonly string[]): Right {
  const userWithout = `without-${operation}-on-${on}`.toLowerCase().replaceAll(/[_ ]/g, '-')
  return { userWithout, operation, on, scenario }
}

/** The entries that give these rights to a user; `topic` is that of the scenarios. */
export function aclOf(user: string, topic: string, granted: readonly Grant[]): AclEntry[] {
  const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs
  const { TOPIC, GROUP } = AclResourceTypes
  const { LITERAL, PREFIXED } = ResourcePatternTypes
  const resources = {
    topic: { resourceType: TOPIC, resourceName: topic, resourcePatternType: LITERAL },
    'own groups': { resourceType: GROUP, resourceName: 'kata-', resourcePatternType: PREFIXED },
    'all topics': { resourceType: TOPIC, resourceName: '*', resourcePatternType: LITERAL },
    'all groups': { resourceType: GROUP, resourceName: '*', resourcePatternType: LITERAL },
  }
  return granted.map(({ operation, on }) => ({
    principal: `User:${user}`,
    host: '*',
    permissionType: AclPermissionTypes.ALLOW,
    operation: AclOperationTypes[operation],
    ...resources[on],
  }))
}
