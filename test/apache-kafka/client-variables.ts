// What a client of a secured node tells `kata run --env external`: the variables of docs/environments.md.

import { ampleUser, clientId, mightyUser, type SecuredNode } from './secured-node.js'

export type Variables = Readonly<Record<string, string>>

/** A password over TLS. */
export function byPassword({ kafka, tls, secrets }: SecuredNode, mechanism = 'SCRAM-SHA-512'): Variables {
  return {
    KAFKA_BROKERS: kafka.addresses.SASL ?? '',
    KAFKA_TLS_CA: tls.caFile,
    KAFKA_SASL_MECHANISM: mechanism,
    KAFKA_SASL_USERNAME: mightyUser,
    KAFKA_SASL_PASSWORD: secrets.password,
  }
}

/** A certificate, issued to the user of that name. */
export function byCertificate({ kafka, tls }: SecuredNode, name = ampleUser): Variables {
  const { cert, key } = tls.authority.issue(name)
  return {
    KAFKA_BROKERS: kafka.addresses.MTLS ?? '',
    KAFKA_TLS_CA: tls.caFile,
    KAFKA_TLS_CERT: cert,
    KAFKA_TLS_KEY: key,
  }
}

/** Tokens over TLS, from an endpoint that is trusted by the same authority. */
export function byToken({ kafka, tls, tokens, secrets }: SecuredNode): Variables {
  return {
    KAFKA_BROKERS: kafka.addresses.SASL ?? '',
    KAFKA_TLS_CA: tls.caFile,
    KAFKA_SASL_MECHANISM: 'OAUTHBEARER',
    KAFKA_OAUTH_TOKEN_URL: tokens.url,
    KAFKA_OAUTH_CLIENT_ID: clientId,
    KAFKA_OAUTH_CLIENT_SECRET: secrets.clientSecret,
  }
}
