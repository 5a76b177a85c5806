// The connections of one kafkajs client, in our own hands: kafkajs cannot be told to stop, but without a connection it does.

import { connect, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { ISocketFactory } from 'kafkajs'

export interface Sockets {
  readonly open: ISocketFactory
  /** What the system or TLS said last, such as `connect ECONNREFUSED 127.0.0.1:9092`; kafkajs tells less. */
  lastError(): string | undefined
  /** Destroys every connection, and every one that is opened later. */
  destroy(): void
}

export function createSockets(): Sockets {
  const sockets = new Set<Socket>()
  let isDestroyed = false
  let lastError: string | undefined
  return {
    open: ({ host, port, ssl, onConnect }) => {
      const name = isIP(host) === 0 ? { servername: host } : {}
      const socket = ssl ? connectTls({ host, port, ...name, ...ssl }, onConnect) : connect({ host, port }, onConnect)
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
      socket.on('error', (error) => {
        if (!isDestroyed) lastError = describeTlsError(error.message)
      })
      if (isDestroyed) socket.destroy(ended())
      return socket
    },
    lastError: () => lastError,
    destroy() {
      isDestroyed = true
      for (const socket of sockets) socket.destroy(ended())
    },
  }
}

/** What OpenSSL says, such as `sslv3 alert bad certificate`, without where in its source it says so. */
export function describeTlsError(message: string): string {
  return /:SSL routines:[^:]*:([^:]+):/.exec(message)?.[1] ?? message.trim()
}

/** Without an error kafkajs would not notice, and would wait for its timeouts. */
function ended(): Error {
  return new Error('The connection was ended by kata.')
}
