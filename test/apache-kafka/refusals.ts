// What a secured node refuses, and how a user comes to it; what `kata run` says of each is in refusals.md. And what it
// lets pass.

import { byCertificate, byPassword, byToken, type Variables } from './client-variables.js'
import { oneMessage, type Right, rights } from './rights.js'
import { limitedUser, type SecuredNode } from './secured-node.js'

export interface Refusal {
  readonly name: string
  /** Of the run. */
  readonly exitCode: 0 | 3
  readonly scenario: readonly string[]
  readonly reader: 'scenario' | 'worker'
  variables(node: SecuredNode): Variables
}

/** It, too, is nobody's business. */
export const wrongSecret = 'mistaken-a7c1f0'

/** What passes with the rights of rights.ts and no others: a feature for each of them. */
export const granted: readonly Refusal[] = (['scenario', 'worker'] as const).map((reader) => ({
  name: `Every right, a reader for each ${reader}`,
  exitCode: 0,
  scenario: ['features/otp/sms.feature', 'features/kafka/foreign-messages.feature', 'features/kafka/topics.feature'],
  reader,
  variables: (node) => byCertificate(node, limitedUser),
}))

export const refusals: readonly Refusal[] = [
  refusal('A wrong password', (node) => ({ ...byPassword(node), KAFKA_SASL_PASSWORD: wrongSecret })),
  refusal('A mechanism that the broker does not know', (node) => ({
    ...byPassword(node, 'PLAIN'),
    KAFKA_BROKERS: node.kafka.addresses.EXPIRED ?? '',
    KAFKA_TLS_CA: '',
    KAFKA_TLS_VERIFY: 'false',
    KAFKA_INSECURE: 'true',
  })),
  refusal('An authority that has not signed the certificate of the broker', (node) => ({
    ...byPassword(node),
    KAFKA_TLS_CA: node.tls.otherCaFile,
  })),
  refusal('A certificate of the broker that has expired', (node) => ({
    ...byPassword(node),
    KAFKA_BROKERS: node.kafka.addresses.EXPIRED ?? '',
  })),
  refusal('No certificate of the client', (node) => ({
    ...byCertificate(node),
    KAFKA_TLS_CERT: '',
    KAFKA_TLS_KEY: '',
  })),
  refusal('A wrong client secret', (node) => ({ ...byToken(node), KAFKA_OAUTH_CLIENT_SECRET: wrongSecret })),
  refusal('A TLS port that is spoken to in plain', (node) => ({
    KAFKA_BROKERS: node.kafka.addresses.MTLS ?? '',
  })),
  refusal('A plain port that is spoken to in TLS', (node) => ({
    ...byCertificate(node),
    KAFKA_BROKERS: node.kafka.bootstrap,
  })),
  refusal('A port that asks for a password, which is not given', (node) => ({
    ...byPassword(node),
    KAFKA_SASL_MECHANISM: '',
    KAFKA_SASL_USERNAME: '',
    KAFKA_SASL_PASSWORD: '',
  })),
  ...rights.flatMap((right) => lifetimesOf(right).map((reader) => without(right, reader))),
]

function refusal(name: string, variables: Refusal['variables']): Refusal {
  return { name, exitCode: 3, scenario: oneMessage, reader: 'scenario', variables }
}

/** Publishing and configuration have nothing to do with readers. */
function lifetimesOf({ operation }: Right): readonly Refusal['reader'][] {
  return operation === 'READ' || operation === 'DELETE' ? ['scenario', 'worker'] : ['scenario']
}

/** Without DELETE on groups a run goes on, and says what it leaves. */
function without(right: Right, reader: Refusal['reader']): Refusal {
  const { operation, on, userWithout } = right
  const isOptional = operation === 'DELETE'
  return {
    name: `No right to ${operation} on ${on === 'topic' ? 'the topic' : 'groups'}, a reader for each ${reader}`,
    exitCode: isOptional ? 0 : 3,
    scenario: right.scenario,
    reader,
    variables: (node) => byCertificate(node, userWithout),
  }
}
