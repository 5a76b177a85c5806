// Whether anybody listens at the brokers of an environment: a bare TCP connection, no Kafka in it.
import { connect } from 'node:net'
import { KataError } from '../shared/index.js'

/**
 * Resolves when one of the brokers accepts a connection.
 *
 * @param brokers `host:port`
 * @throws KataError KAFKA_UNREACHABLE with the answer of each, where none does within `timeoutMs`
 */
export async function checkReachable(brokers: readonly string[], timeoutMs: number): Promise<void> {
  const answers = await Promise.all(brokers.map((broker) => tryBroker(broker, timeoutMs)))
  if (answers.some(({ isOpen }) => isOpen)) return
  throw new KataError('KAFKA_UNREACHABLE', {
    couldNot: 'Kafka could not be reached, so no scenario was started.',
    found: answers.map(({ broker, answer }) => `  ${broker}  ${answer}`).join('\n'),
    todo: 'Start Kafka, or correct kafka.brokers of this environment in the settings file.',
    facts: { brokers, answers },
  })
}

interface Answer {
  readonly broker: string
  readonly isOpen: boolean
  readonly answer: string
}

function tryBroker(broker: string, timeoutMs: number): Promise<Answer> {
  const separator = broker.lastIndexOf(':')
  const host = broker.slice(0, separator).replace(/^\[|\]$/g, '')
  const port = Number(broker.slice(separator + 1))
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: timeoutMs })
    const settle = (isOpen: boolean, answer: string) => {
      socket.destroy()
      resolve({ broker, isOpen, answer })
    }
    socket.once('connect', () => settle(true, 'open'))
    socket.once('timeout', () => settle(false, `no answer within ${timeoutMs} ms`))
    socket.once('error', (error: NodeJS.ErrnoException) => settle(false, describe(error)))
  })
}

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused the connection, nobody listens there',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the host name could not be looked up',
  ETIMEDOUT: 'no answer',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no way to that network',
}

function describe({ code = '', message }: NodeJS.ErrnoException): string {
  const text = words[code]
  return text === undefined ? message : `${text} (${code})`
}
