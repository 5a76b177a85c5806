// The listening socket and all connections made to it.
import { createServer, type Server, type Socket } from 'node:net'
import { Connection } from './connection.js'
import type { Dispatch } from './dispatch.js'

export interface Listener {
  readonly port: number
  /** Set once, before the first client comes. */
  serve(dispatch: Dispatch): void
  /** Destroys every connection and frees the port. */
  close(): Promise<void>
}

export interface ListenerOptions {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  readonly onFault: (error: unknown) => void
}

/** Listens. Rejects with the error of `node:net`, such as one with the code EADDRINUSE. */
export async function listen({ host, port, onFault }: ListenerOptions): Promise<Listener> {
  const sockets = new Set<Socket>()
  let dispatch: Dispatch | undefined
  const server = createServer((socket) => {
    if (dispatch === undefined) {
      socket.destroy()
      return
    }
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    new Connection({ socket, dispatch, onFault })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    port: portOf(server),
    serve(use) {
      dispatch = use
    },
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
