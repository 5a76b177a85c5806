// A stretch of network between the clients and a broker that can be cut or can stall.

import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export interface Network {
  readonly port: number
  /** Resets every connection. */
  cut(): void
  /** Nothing goes through any more, in either direction, until the function that it returns is called. */
  stall(): () => void
  close(): Promise<void>
}

/** Passes everything on to a port of 127.0.0.1, which may be told later. */
export async function startProxy(target: () => number): Promise<Network> {
  const sockets = new Set<Socket>()
  let isStalled = false
  const server = createServer((client) => {
    const broker = connect({ host: '127.0.0.1', port: target() })
    for (const [socket, other] of [
      [client, broker],
      [broker, client],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => other.resetAndDestroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
      socket.pipe(other)
      if (isStalled) socket.pause()
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const pairs = () => [...sockets]
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    cut() {
      for (const socket of pairs()) socket.resetAndDestroy()
    },
    stall() {
      isStalled = true
      for (const socket of pairs()) socket.pause()
      return () => {
        isStalled = false
        for (const socket of pairs()) socket.resume()
      }
    },
    async close() {
      for (const socket of pairs()) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
