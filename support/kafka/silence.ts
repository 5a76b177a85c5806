// Why a call to Kafka came to nothing, made out from what kafkajs threw and what the connection said.

import { protocolText } from './protocol-error.js'

/** Why Kafka did not answer; stands in the `facts` of the error, as `kind`. */
export type Silence = 'unanswered' | 'hung up' | 'security' | 'authentication' | 'refused'

export interface Reason {
  readonly kind: Silence
  readonly reason: string
}

/** Kafka's own word first; where there was no connection, the system's, which says more than kafkajs. */
export function silenceOf(error: unknown, socketError: string | undefined): Reason {
  const { name, message } = error instanceof Error ? error : new Error(String(error))
  if (name.includes('SASL')) return { kind: 'authentication', reason: message }
  const answer = protocolText(error)
  if (answer !== undefined) return { kind: 'refused', reason: answer }
  if (socketError !== undefined) {
    const isSecurity = /alert|certificate|SSL|TLS/i.test(socketError)
    return { kind: isSecurity ? 'security' : 'unanswered', reason: socketError }
  }
  if (message === 'Closed connection') {
    return { kind: 'hung up', reason: 'The connection is taken and closed again without a word.' }
  }
  const isSilent = message === 'Broker not connected'
  return { kind: 'unanswered', reason: isSilent ? 'The connection is taken, but no request is answered.' : message }
}

const down = 'Check that Kafka runs, and that the brokers of this environment are right (kata.config.yaml).'
export const todoOf: Readonly<Record<Silence, string>> = {
  unanswered: down,
  'hung up': 'The port may ask for TLS or a password: see kafka.tls and kafka.sasl in kata.config.yaml.',
  security: 'Check kafka.tls of this environment (kata.config.yaml).',
  authentication: 'Check kafka.sasl of this environment (kata.config.yaml), and where its password leads.',
  refused: 'Give this user the right to do so, or compare kafka.sasl with what the broker offers.',
}
