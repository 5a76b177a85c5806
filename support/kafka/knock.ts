// Whether anybody listens at an address: a bare TCP connection, no Kafka in it.
import { connect } from 'node:net'

/** What came of it. */
export interface Knocked {
  readonly broker: string
  readonly isOpen: boolean
  /** In words; `open` where the connection was taken. */
  readonly answer: string
}

/** Connects to `host:port` and hangs up; it never rejects. */
export function knock(broker: string, timeoutMs: number): Promise<Knocked> {
  const { host, port } = placeOf(broker)
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: timeoutMs })
    const settle = (isOpen: boolean, answer: string) => {
      socket.destroy()
      resolve({ broker, isOpen, answer })
    }
    socket.once('connect', () => settle(true, 'open'))
    socket.once('timeout', () => settle(false, `no answer within ${timeoutMs} ms`))
    socket.once('error', (error: NodeJS.ErrnoException) => settle(false, describeSystemError(error)))
  })
}

/** The two parts of `host:port`, without the brackets of an IPv6 address. */
export function placeOf(broker: string): { readonly host: string; readonly port: number } {
  const separator = broker.lastIndexOf(':')
  return {
    host: broker.slice(0, separator).replace(/^\[|\]$/g, ''),
    port: Number(broker.slice(separator + 1)),
  }
}

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused the connection, nobody listens there',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the host name could not be looked up',
  ETIMEDOUT: 'no answer',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no way to that network',
}

/** What an error of a connection means, with its code. */
export function describeSystemError({ code = '', message }: NodeJS.ErrnoException): string {
  const text = words[code]
  return text === undefined ? message : `${text} (${code})`
}
