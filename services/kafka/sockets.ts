// The connections of one kafkajs client, which can be cut at once: kafkajs itself waits for open requests when it disconnects.

import { connect, type Socket } from 'node:net'
import type { ISocketFactory } from 'kafkajs'

/** What kafkajs makes its connections with. */
export interface Sockets {
  readonly factory: ISocketFactory
  /** Breaks every connection, and each that is made from now on. */
  cut(): void
}

/** Makes connections that can be broken all at once. */
export function createSockets(): Sockets {
  const open = new Set<Socket>()
  let isCut = false
  // kafkajs hears of an error, not of a close: without one its open requests would wait for their time limit.
  const destroy = (socket: Socket) => socket.destroy(new Error('the connection was cut'))
  return {
    factory({ host, port, onConnect }) {
      const socket = connect({ host, port }, onConnect)
      socket.setKeepAlive(true, 60_000)
      socket.once('close', () => open.delete(socket))
      open.add(socket)
      if (isCut) setImmediate(destroy, socket)
      return socket
    },
    cut() {
      isCut = true
      for (const socket of open) destroy(socket)
    },
  }
}
