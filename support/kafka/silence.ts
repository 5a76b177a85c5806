// Why a call to Kafka came to nothing, and what to do: made out from what kafkajs threw, which hides much, and where that
// says nothing from what the port answers to a question of our own.

import { type AskOptions, askPort, type PortAnswer } from './ask-port.js'
import { errorType, isCoordinatorMissing, protocolText } from './protocol-error.js'
import type { Security } from './security.js'
import { SignInFault } from './sign-in-fault.js'
import { tlsFault, withoutTls } from './tls-fault.js'

/** Why Kafka did not answer; stands in the `facts` of the error, as `kind`. */
export type Silence = 'unanswered' | 'hung up' | 'security' | 'authentication' | 'refused'

export interface Reason {
  readonly kind: Silence
  readonly reason: string
  readonly todo: string
}

/** What was tried, and with what. */
export interface Attempt extends Security {
  /** `host:port` of each bootstrap broker. */
  readonly brokers: readonly string[]
  /** The right that the call needs, such as `READ on the topic "a"`. */
  readonly right?: string | undefined
  /** What the connection said last, where we know. */
  readonly socketError?: string | undefined
  /** True where Kafka has just refused a group, which kafkajs hides. */
  readonly isGroupRefused?: boolean
  /** What to do where nothing better is known. */
  readonly todo?: string
}

/** What to do where nobody seems to be there. */
export const checkRunning =
  'Check that Kafka runs, and that the brokers of this environment are right (kata.config.yaml).'

/** Makes out why; it asks a port where kafkajs tells nothing, which takes as long as the port does, and never rejects. */
export async function explainSilence(error: unknown, attempt: Attempt): Promise<Reason> {
  return refusalOf(error, attempt) ?? (await signInReason(error, attempt)) ?? (await connectionReason(error, attempt))
}

/** Of a right that the user lacks. Without any right on a group there is no coordinator for it either. */
function refusalOf(error: unknown, { right = 'the right to do so', isGroupRefused }: Attempt): Reason | undefined {
  const isHidden = isGroupRefused === true && isCoordinatorMissing(error)
  const reason = isHidden ? 'GROUP_AUTHORIZATION_FAILED (30)' : (protocolText(error) ?? '')
  if (!/_AUTHORIZATION_FAILED \(/.test(reason)) return undefined
  return { kind: 'refused', reason, todo: `Give this user ${right}.` }
}

async function signInReason(error: unknown, attempt: Attempt): Promise<Reason | undefined> {
  const fault = causesOf(error).find((each) => each instanceof SignInFault)
  if (fault !== undefined) return { kind: 'authentication', reason: fault.message, todo: fault.todo }
  const type = errorType(error)
  const refused = causesOf(error).find(({ name }) => name === 'KafkaJSSASLAuthenticationError')
  if (refused !== undefined || type === 'SASL_AUTHENTICATION_FAILED') {
    const todo = 'Check kafka.sasl of this environment (kata.config.yaml), and where its password leads.'
    return { kind: 'authentication', reason: refused?.message ?? messageOf(error), todo }
  }
  if (type === 'UNSUPPORTED_SASL_MECHANISM') return unsupported(await askFirst(attempt), attempt)
  const isUnknown = causesOf(error).some(({ name }) => name === 'KafkaJSServerDoesNotSupportApiKey')
  if (type === 'ILLEGAL_SASL_STATE' || (isUnknown && attempt.sasl !== undefined)) {
    const reason = 'The port asks for no sign-in, and kafka.sasl is set.'
    return { kind: 'authentication', reason, todo: 'Name the port for it in kafka.brokers, or leave kafka.sasl unset.' }
  }
  return undefined
}

function unsupported(answer: PortAnswer, { sasl }: Attempt): Reason {
  const offered = answer.kind === 'kafka' ? (answer.mechanisms ?? []) : []
  const there = offered.length === 0 ? '' : ` It offers ${offered.join(', ')}.`
  const reason = `The broker does not know the mechanism ${sasl?.mechanism.toUpperCase() ?? ''} at this port.${there}`
  return { kind: 'authentication', reason, todo: 'Choose another kafka.sasl.mechanism (KAFKA_SASL_MECHANISM).' }
}

async function connectionReason(error: unknown, attempt: Attempt): Promise<Reason> {
  const ownCertificate = attempt.tls?.cert
  for (const each of causesOf(error)) {
    const fault = tlsFault(each, { whose: 'broker', ownCertificate })
    if (fault !== undefined) return { kind: 'security', ...fault }
  }
  const answer = protocolText(error)
  if (answer !== undefined) {
    return { kind: 'refused', reason: `${messageOf(error)}: ${answer}`, todo: attempt.todo ?? checkRunning }
  }
  const message = attempt.socketError ?? messageOf(error)
  const hasHungUp = /Closed connection|ECONNRESET|socket disconnected|Not connected|closed by the server/.test(message)
  if (hasHungUp) return await hungUp(attempt, message)
  const isSilent = message === 'Broker not connected'
  const reason = isSilent ? 'The connection is taken, but no request is answered.' : message
  return { kind: 'unanswered', reason, todo: attempt.todo ?? checkRunning }
}

/** The port takes the connection and ends it: most often it speaks otherwise than we do. */
async function hungUp(attempt: Attempt, message: string): Promise<Reason> {
  const { tls, sasl } = attempt
  const same = await askFirst(attempt)
  if (same.kind === 'kafka' && same.mechanisms !== undefined && sasl === undefined) {
    const reason = `The port asks for a sign-in (${same.mechanisms.join(', ')}), and kafka.sasl is not set.`
    const todo = 'Set kafka.sasl (KAFKA_SASL_MECHANISM, _USERNAME, _PASSWORD, or KAFKA_OAUTH_…).'
    return { kind: 'authentication', reason, todo }
  }
  if (same.kind === 'nothing') {
    const other = await askFirst(attempt, tls === undefined)
    if (tls === undefined && other.kind !== 'nothing') {
      const reason = 'The port speaks TLS, and kafka.tls is not set.'
      return {
        kind: 'security',
        reason,
        todo: 'Set kafka.tls (KAFKA_TLS=true, KAFKA_TLS_CA where the authority is your own).',
      }
    }
    if (tls !== undefined && other.kind === 'kafka') {
      return { kind: 'security', reason: 'The port speaks without TLS, and kafka.tls is set.', todo: withoutTls }
    }
  }
  const reason = message === 'Closed connection' ? 'The connection is taken and closed again without a word.' : message
  const todo = 'The port may ask for TLS or a password: see kafka.tls and kafka.sasl in kata.config.yaml.'
  return { kind: 'hung up', reason, todo }
}

/** The first answer that says anything, of three brokers at most. */
async function askFirst({ brokers, tls }: Attempt, isTls = tls !== undefined): Promise<PortAnswer> {
  const options: AskOptions = { isTls, cert: tls?.cert, key: tls?.key }
  const answers = await Promise.all(brokers.slice(0, 3).map((broker) => askPort(broker, options)))
  return answers.find(({ kind }) => kind !== 'nothing') ?? { kind: 'nothing' }
}

const deepest = 10

/** The error and what caused it, from the outside in. */
function causesOf(error: unknown, depth = 0): readonly Error[] {
  if (!(error instanceof Error) || depth > deepest) return []
  return [error, ...causesOf(error.cause, depth + 1)]
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
