// Servers on loopback that are no Kafka, for one test.
import { createServer as createHttpServer } from 'node:http'
import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, type TlsOptions } from 'node:tls'
import { onTestFinished } from 'vitest'

/** Takes connections and never says a word; gives its address. */
export function silentServer(): Promise<string> {
  return listening(createServer(), (socket) => void socket.resume())
}

/** Takes connections and closes each at the first byte; gives its address. */
export function closingServer(): Promise<string> {
  return listening(createServer(), (socket) => void socket.once('data', () => socket.end()))
}

/** Shakes hands and says nothing; gives its address. */
export function tlsServer(options: TlsOptions): Promise<string> {
  return listening(createTlsServer(options), () => undefined)
}

/** Answers every request in the same way; gives its URL. */
export async function httpServer(status: number, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const server = createHttpServer((_request, response) => {
    response.sendDate = false
    response.writeHead(status, headers).end()
  })
  return `http://${await listening(server, () => undefined)}`
}

/** An address that nobody listens at. */
export async function closedPort(): Promise<string> {
  const server = createServer()
  const address = await started(server)
  await new Promise((resolve) => server.close(resolve))
  return address
}

function listening(server: Server, onConnection: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    onConnection(socket)
  })
  onTestFinished(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return started(server)
}

async function started(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `127.0.0.1:${address.port}`
}
