// One connection of kafkajs' own, to a server that hangs up in the middle of an answer, or before any.

import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import Connection from 'kafkajs/src/network/connection.js'
import { expect, it, onTestFinished } from 'vitest'
import { mendConnections } from '../../support/kafka/mended-connections.js'

it('a connection that breaks off in the middle of an answer begins anew', async () => {
  const { connection } = await connectedTo([breakOff, answer])
  await connection.connect()
  await expect(connection.send(question)).rejects.toThrow('Closed connection')
  await connection.connect()
  expect(await connection.send(question)).toBe('01020304')
})

it('two who need a connection at once get one', async () => {
  const { connection, accepted } = await connectedTo([answer, answer])
  await Promise.all([connection.connect(), connection.connect()])
  expect(await connection.send(question)).toBe('01020304')
  expect(accepted()).toBe(1)
})

it('a connection that is hung up before it is made is an error', async () => {
  const { connection } = await connectedTo([hangUp], { isNeverMade: true })
  await expect(connection.connect()).rejects.toThrow('Connection error: the broker hung up')
})

type Behaviour = (socket: Socket, request: Buffer) => void

/** Says that 80 bytes follow, and sends two of them. */
const breakOff: Behaviour = (socket) => socket.write(Buffer.from([0, 0, 0, 80, 0, 0]), () => socket.end())

/** Four bytes behind the correlation id, which follows size, API key and version. */
const answer: Behaviour = (socket, request) =>
  socket.write(Buffer.concat([Buffer.from([0, 0, 0, 8]), request.subarray(8, 12), Buffer.from([1, 2, 3, 4])]))

const hangUp: Behaviour = (socket) => socket.end()

const nothing = Buffer.alloc(0)
const question = {
  request: {
    apiKey: 18,
    apiVersion: 0,
    apiName: 'ApiVersions',
    encode: async () => ({ buf: nothing, buffer: nothing }),
  },
  response: { decode: async (bytes: Buffer) => bytes, parse: async (bytes: Buffer) => bytes.toString('hex') },
}

/** @param behaviours of the server, by the number of the connection */
async function connectedTo(behaviours: readonly Behaviour[], { isNeverMade = false } = {}) {
  mendConnections()
  let accepted = 0
  const server = createServer((socket) => {
    const behave = behaviours[accepted++]
    if (isNeverMade) socket.end()
    socket.on('data', (request) => behave?.(socket, request))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const silent = () => {}
  const logger = { namespace: () => logger, debug: silent, info: silent, warn: silent, error: silent }
  const connection = new Connection({
    host: '127.0.0.1',
    port,
    logger,
    requestTimeout: 2000,
    connectionTimeout: 2000,
    // As a TLS socket does, it tells of the connection only when the handshake is over.
    socketFactory: ({ onConnect }: { onConnect: () => void }) =>
      isNeverMade ? connect({ host: '127.0.0.1', port }) : connect({ host: '127.0.0.1', port }, onConnect),
  })
  onTestFinished(async () => {
    await connection.disconnect()
    server.close()
  })
  return { connection, accepted: () => accepted }
}
