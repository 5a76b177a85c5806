// What kafkajs is told of TLS and SASL.

import type { KafkaConfig, SASLOptions } from 'kafkajs'
import type { KafkaSettings } from '../config/index.js'
import { bearerSignIn } from './bearer-sign-in.js'
import { createTokens } from './bearer-token.js'

/** How a client proves who it is, and makes sure of the broker. */
export interface Security {
  /** Missing where the connection is not encrypted. */
  readonly tls?: KafkaSettings['tls']
  readonly sasl?: KafkaSettings['sasl']
  /** Hears of every token that was fetched, so that it can be masked. */
  readonly onToken?: (token: string) => void
}

type SecurityConfig = Pick<KafkaConfig, 'ssl' | 'sasl' | 'reauthenticationThreshold'>

/**
 * How long before the end of a session kafkajs signs in again, in milliseconds. With its default of 10 seconds it does so
 * before every request where a session is no longer than that, and Kafka, which allows it once a second, refuses.
 */
const reauthenticationThreshold = 2000

/** The part of a kafkajs configuration; kafkajs writes into it, so each client has its own. */
export function securityOf({ tls, sasl, onToken }: Security): SecurityConfig {
  const ssl = tls === undefined ? {} : { ssl: tlsOptionsOf(tls) }
  if (sasl === undefined) return ssl
  if (sasl.mechanism !== 'oauthbearer') return { ...ssl, reauthenticationThreshold, sasl: { ...sasl } as SASLOptions }
  const ca = tls?.ca
  const tokens = createTokens(sasl.oauth, {
    ...(ca === undefined ? {} : { ca }),
    ...(onToken === undefined ? {} : { onToken }),
  })
  const authenticationProvider = bearerSignIn(tokens)
  return { ...ssl, reauthenticationThreshold, sasl: { mechanism: 'oauthbearer', authenticationProvider } }
}

/** The settings as options of `tls.connect`. */
export function tlsOptionsOf({ verify, ...texts }: NonNullable<Security['tls']>): {
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
  readonly rejectUnauthorized?: false
} {
  return { ...texts, ...(verify === false ? { rejectUnauthorized: false } : {}) }
}
