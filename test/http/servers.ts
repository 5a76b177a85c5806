// Servers on loopback for one test.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** Starts an HTTP server that ends with the test; gives its base URL. */
export function httpServer(answer: (request: IncomingMessage, response: ServerResponse) => unknown): Promise<string> {
  const server = createServer((request, response) => {
    Promise.resolve(answer(request, response)).catch((error) => response.destroy(error))
  })
  onTestFinished(() => server.closeAllConnections())
  return listen(server)
}

/** Starts a server that speaks no HTTP. */
export function tcpServer(onConnection: (socket: Socket) => void): Promise<string> {
  return listen(createTcpServer(onConnection))
}

/** The URL of a port that nothing listens on. */
export async function unusedUrl(): Promise<string> {
  const server = createTcpServer()
  const url = await started(server)
  await new Promise((resolve) => server.close(resolve))
  return url
}

/** The body of a request, as text. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString()
}

function listen(server: Server): Promise<string> {
  onTestFinished(() => {
    server.close()
  })
  return started(server)
}

async function started(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return `http://127.0.0.1:${port}`
}
