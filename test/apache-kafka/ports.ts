// Free ports of 127.0.0.1, and whether Kafka answers at one.

import { connect, createServer, type Server } from 'node:net'

/** So many ports that nobody listens at now; they are not reserved. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listen(0)))
  const ports = servers.map(portOf)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}

/** Below those that systems give to clients: so a port stays free while its process is down. */
const [lowest, highest] = [20_000, 32_000]

/** So many ports that nobody listens at now, and that no connection takes by chance. */
export async function lastingPorts(count: number): Promise<readonly number[]> {
  const servers: Server[] = []
  while (servers.length < count) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest))
    const server = await listen(port).catch(() => undefined)
    if (server !== undefined) servers.push(server)
  }
  const ports = servers.map(portOf)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

const answerTimeoutMs = 1_000

/** Asks for the versions of the APIs, which a broker answers as soon as it serves. */
export function answersKafka(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: answerTimeoutMs })
    const settle = (answers: boolean) => {
      socket.destroy()
      resolve(answers)
    }
    socket.once('connect', () => socket.write(apiVersionsRequest))
    socket.once('data', () => settle(true))
    for (const event of ['error', 'timeout', 'close']) socket.once(event, () => settle(false))
  })
}

/** ApiVersions, version 0: size, API key 18, version 0, correlation id 1, no client id. */
const apiVersionsRequest = Buffer.from('0000000a0012000000000001ffff', 'hex')
