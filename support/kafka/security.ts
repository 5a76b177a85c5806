// What kafkajs is told of TLS and SASL.

import type { KafkaConfig, SASLOptions } from 'kafkajs'
import type { KafkaSettings } from '../config/index.js'

/** How a client proves who it is, and makes sure of the broker. */
export interface Security {
  /** Missing where the connection is not encrypted. */
  readonly tls?: KafkaSettings['tls']
  readonly sasl?: KafkaSettings['sasl']
}

/** The part of a kafkajs configuration; kafkajs writes into it, so each client has its own. */
export function securityOf({ tls, sasl }: Security): Pick<KafkaConfig, 'ssl' | 'sasl'> {
  return {
    ...(tls === undefined ? {} : { ssl: { ...tls } }),
    ...(sasl === undefined ? {} : { sasl: { ...sasl } as SASLOptions }),
  }
}
