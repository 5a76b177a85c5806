// The baseline of a broker's start: the least that a server on loopback can do.
import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import type { FirstAnswer } from './first-answer.js'

/** Starts a TCP server that echoes, sends it one byte, waits for it to come back, and ends both. */
export async function timeFirstEcho(): Promise<FirstAnswer> {
  const start = performance.now()
  const server = createServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const listeningMs = performance.now() - start
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.write('?')
  await once(socket, 'data')
  const answeredMs = performance.now() - start
  socket.destroy()
  server.close()
  await once(server, 'close')
  return { listeningMs, answeredMs }
}
