// The services next to user-otp, with answers that a test dictates, and a list of the calls that they got.

import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A body, a status without a body, or nobody who listens. */
export type Dictated = object | number | 'down'

export interface Call {
  /** `egov-user POST /user/_search {…}`. */
  readonly text: string
  readonly headers: IncomingHttpHeaders
}

export interface Neighbours {
  readonly egovUserUrl: string
  readonly egovOtpUrl: string
  readonly calls: readonly Call[]
  close(): void
}

export async function startNeighbours(answers: { egovUser: Dictated; egovOtp: Dictated }): Promise<Neighbours> {
  const calls: Call[] = []
  const egovUser = await listen('egov-user', answers.egovUser, calls)
  const egovOtp = await listen('egov-otp', answers.egovOtp, calls)
  return {
    egovUserUrl: egovUser.url,
    egovOtpUrl: egovOtp.url,
    calls,
    close() {
      egovUser.close()
      egovOtp.close()
    },
  }
}

async function listen(name: string, answer: Dictated, calls: Call[]): Promise<{ url: string; close(): void }> {
  const server = createServer(async (request, response) => {
    const chunks = await request.toArray()
    calls.push({ text: `${name} ${request.method} ${request.url} ${Buffer.concat(chunks)}`, headers: request.headers })
    response.statusCode = typeof answer === 'number' ? answer : 200
    response.end(JSON.stringify(answer))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  if (answer === 'down') close(server)
  return { url, close: () => close(server) }
}

function close(server: Server): void {
  server.close()
  server.closeAllConnections()
}
