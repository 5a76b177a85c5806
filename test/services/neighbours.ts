// The services next to user-otp, with answers that a test dictates, and a list of the calls that they got.

import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A body, a status without a body, or nobody who listens. */
export type Dictated = object | number | 'down'

/** MDMS and localization are tables inside user-otp unless they are named. */
export interface Answers {
  /** @default nobody is registered */
  readonly egovUser?: Dictated | undefined
  /** @default the OTP 100001 */
  readonly egovOtp?: Dictated | undefined
  readonly mdms?: Dictated | undefined
  readonly localization?: Dictated | undefined
}

export interface Call {
  /** `egov-user POST /user/_search {…}`. */
  readonly text: string
  readonly headers: IncomingHttpHeaders
}

export interface Neighbours {
  readonly urls: {
    readonly egovUserUrl: string
    readonly egovOtpUrl: string
    readonly mdmsUrl?: string
    readonly localizationUrl?: string
  }
  readonly calls: readonly Call[]
  close(): void
}

export async function startNeighbours(answers: Answers): Promise<Neighbours> {
  const calls: Call[] = []
  const egovUser = await listen('egov-user', answers.egovUser ?? { user: [] }, calls)
  const egovOtp = await listen('egov-otp', answers.egovOtp ?? { otp: { otp: '100001' } }, calls)
  const mdms = answers.mdms === undefined ? undefined : await listen('mdms', answers.mdms, calls)
  const localization =
    answers.localization === undefined ? undefined : await listen('localization', answers.localization, calls)
  return {
    urls: {
      egovUserUrl: egovUser.url,
      egovOtpUrl: egovOtp.url,
      ...(mdms === undefined ? {} : { mdmsUrl: mdms.url }),
      ...(localization === undefined ? {} : { localizationUrl: localization.url }),
    },
    calls,
    close() {
      for (const one of [egovUser, egovOtp, mdms, localization]) one?.close()
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
