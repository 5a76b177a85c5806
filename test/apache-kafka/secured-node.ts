// A node that lets nobody in unknown, but the test itself on the listener without security: with its certificates, its
// users and their rights, and a token endpoint. What a client tells `kata run` is in client-variables.ts.

import { pbkdf2Sync, randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { alterUserScramCredentialsV0, Connection } from '@platformatic/kafka'
import kafkajs from 'kafkajs'
import { type Authority, type Certified, createAuthority } from './certificates.js'
import { createTopic } from './create-topic.js'
import type { Distribution } from './distribution.js'
import type { Properties } from './properties.js'
import { aclOf, furtherRights, type Right, rights } from './rights.js'
import { type RunningKafka, startKafka } from './start-kafka.js'
import { startTokenEndpoint, type TokenEndpoint } from './token-endpoint.js'

export interface SecuredNodeOptions {
  /** Made for it, and removed when it stops. */
  readonly folder: string
  readonly joinDelayMs: number
  /** Made beforehand; all rights on topics are for this one. */
  readonly topic: string
}

export interface SecuredNode {
  readonly kafka: RunningKafka
  readonly tls: Tls
  readonly tokens: TokenEndpoint
  readonly secrets: Secrets
  /** Ends node and endpoint, and removes the folder. */
  stop(): Promise<void>
}

interface Tls {
  readonly authority: Authority
  /** Paths of PEM files: of the authority, and of another one that has signed nothing. */
  readonly caFile: string
  readonly otherCaFile: string
}

/** Random; none of them may be found in what a run writes. */
export interface Secrets {
  readonly password: string
  readonly clientSecret: string
}

/** The user of a certificate who has exactly the rights of rights.ts, and one who has the further ones as well. */
export const limitedUser = 'kata'
export const ampleUser = 'kata-ample'
/** The user of the password and the tokens, who has all rights. */
export const mightyUser = 'kata-super'
export const clientId = 'kata-client'
const audience = 'kafka'

/** Lifetime of a token: short enough that one expires within a leg. */
export const tokenSeconds = 8
/** After so long a connection must sign in again, which Kafka allows once a second. */
const sessionSeconds = 6

/** Listeners by name: passwords and tokens over TLS, client certificates, and passwords behind an expired certificate. */
const listeners = { SASL: 'SASL_SSL', MTLS: 'SSL', EXPIRED: 'SASL_SSL' }

/** Starts it; the user's rights and those of everybody who lacks one of them are granted. */
export async function startSecuredNode(distribution: Distribution, options: SecuredNodeOptions): Promise<SecuredNode> {
  const secrets = { password: randomBytes(12).toString('hex'), clientSecret: randomBytes(12).toString('hex') }
  const files = join(options.folder, 'security')
  mkdirSync(files, { recursive: true })
  const tls = writeCertificates(files)
  const certificate = tls.authority.issue('token-endpoint')
  const { clientSecret } = secrets
  const client = { clientId, clientSecret, subject: mightyUser }
  const tokens = await startTokenEndpoint({ certificate, ...client, audience, lifetimeSeconds: tokenSeconds })
  const keySet = join(files, 'keys.json')
  writeFileSync(keySet, tokens.keySet)
  const kafka = await startKafka(trusting(distribution, keySet), {
    folder: options.folder,
    listeners,
    properties: propertiesOf(options, { files, keySet: pathToFileURL(keySet).href, password: secrets.password }),
  })
  await setPassword(kafka.bootstrap, secrets.password)
  await createTopic(kafka.bootstrap, options.topic)
  await grant(kafka.bootstrap, options.topic)
  const stop = async () => {
    await Promise.all([kafka.stop(), tokens.close()])
  }
  return { kafka, tls, tokens, secrets, stop }
}

function writeCertificates(folder: string): Tls {
  const authority = createAuthority('test-ca')
  const write = (name: string, text: string) => {
    const file = join(folder, name)
    writeFileSync(file, text)
    return file
  }
  const store = ({ key, cert }: Certified) => `${key}${cert}${authority.cert}`
  const past = { from: new Date('2020-01-01T00:00:00Z'), to: new Date('2020-02-01T00:00:00Z') }
  write('broker.pem', store(authority.issue('broker')))
  write('expired.pem', store(authority.issue('expired-broker', past)))
  return {
    authority,
    caFile: write('ca.pem', authority.cert),
    otherCaFile: write('other-ca.pem', createAuthority('other-ca').cert),
  }
}

/** Kafka reads keys for tokens from no place that it was not told at its start. */
function trusting(distribution: Distribution, keySet: string): Distribution {
  const { java } = distribution
  const allowed = `-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=${pathToFileURL(keySet).href}`
  return { ...distribution, java: { ...java, options: [allowed, ...java.options] } }
}

interface Material {
  readonly files: string
  readonly keySet: string
  readonly password: string
}

function propertiesOf(options: SecuredNodeOptions, { files, keySet, password }: Material): Properties {
  const login = 'org.apache.kafka.common.security'
  return {
    'group.initial.rebalance.delay.ms': options.joinDelayMs,
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    // The listener without security knows nobody by name: the test's own admin, the doubles, and the controller.
    'super.users': `User:ANONYMOUS;User:${mightyUser}`,
    'allow.everyone.if.no.acl.found': false,
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': join(files, 'broker.pem'),
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': join(files, 'ca.pem'),
    'listener.name.expired.ssl.keystore.location': join(files, 'expired.pem'),
    'listener.name.mtls.ssl.client.auth': 'required',
    'ssl.principal.mapping.rules': 'RULE:^CN=([^,]+).*$/$1/,DEFAULT',
    'sasl.enabled.mechanisms': 'SCRAM-SHA-256,SCRAM-SHA-512,PLAIN,OAUTHBEARER',
    'listener.name.expired.sasl.enabled.mechanisms': 'SCRAM-SHA-512',
    ...scram('sasl', 'scram-sha-256'),
    ...scram('sasl', 'scram-sha-512'),
    ...scram('expired', 'scram-sha-512'),
    'listener.name.sasl.plain.sasl.jaas.config': `${login}.plain.PlainLoginModule required user_${mightyUser}="${password}";`,
    'listener.name.sasl.oauthbearer.sasl.jaas.config': `${login}.oauthbearer.OAuthBearerLoginModule required;`,
    'listener.name.sasl.oauthbearer.sasl.server.callback.handler.class': `${login}.oauthbearer.OAuthBearerValidatorCallbackHandler`,
    'listener.name.sasl.oauthbearer.sasl.oauthbearer.jwks.endpoint.url': keySet,
    'listener.name.sasl.oauthbearer.sasl.oauthbearer.expected.audience': audience,
    'listener.name.sasl.oauthbearer.connections.max.reauth.ms': sessionSeconds * 1000,
  }
}

function scram(listener: string, mechanism: string): Properties {
  const login = 'org.apache.kafka.common.security.scram.ScramLoginModule required;'
  return { [`listener.name.${listener}.${mechanism}.sasl.jaas.config`]: login }
}

/** As kafkajs cannot: a password is known to Kafka by its salted hashes (RFC 5802), told one by one. */
async function setPassword(bootstrap: string, password: string): Promise<void> {
  const connection = new Connection('kata-test')
  const [host = '', port] = bootstrap.split(':')
  await connection.connect(host, Number(port))
  for (const { mechanism, digest, bytes } of hashes) {
    const salt = randomBytes(16)
    const saltedPassword = pbkdf2Sync(password, salt, iterations, bytes, digest)
    const credential = { name: mightyUser, mechanism, iterations, salt, saltedPassword }
    await alterUserScramCredentialsV0.api.async(connection, [], [credential])
  }
  await connection.close()
}

const iterations = 4096
/** Of SCRAM-SHA-256 and SCRAM-SHA-512, by the numbers that Kafka's protocol gives them. */
const hashes = [
  { mechanism: 1, digest: 'sha256', bytes: 32 },
  { mechanism: 2, digest: 'sha512', bytes: 64 },
]

async function grant(bootstrap: string, topic: string): Promise<void> {
  const admin = new kafkajs.Kafka({ brokers: [bootstrap], logLevel: kafkajs.logLevel.NOTHING }).admin()
  await admin.connect()
  const all = [
    ...aclOf(limitedUser, topic, rights),
    ...aclOf(ampleUser, topic, [...rights, ...furtherRights]),
    ...rights.flatMap((right) => aclOf(right.userWithout, topic, allBut(right))),
  ]
  await admin.createAcls({ acl: all })
  await admin.disconnect()
}

function allBut(right: Right): readonly Right[] {
  return rights.filter((other) => other !== right)
}
