// HTTP calls. Whatever status comes back is an answer; only where none comes back there is an error.

import { validateHeaderName, validateHeaderValue } from 'node:http'
import axios, { type AxiosResponse } from 'axios'
import { type Clock, Deadline, KataError, systemClock } from '../shared/index.js'
import { decodeBody, encodeBody } from './body.js'
import { agents } from './connections.js'
import type { Exchange, HttpRequest } from './exchange.js'
import { type FailedCall, failureOf, noAnswer, tooLarge } from './failure.js'

export interface HttpOptions {
  /** How long a call may take, from connecting to the last byte, in milliseconds. */
  readonly timeoutMs: number
  /** Largest body of an answer, in bytes. @default 52428800 */
  readonly maxBodyBytes?: number
  readonly clock?: Clock
}

export interface Http {
  /**
   * Calls a service. Redirects are answers, and proxies of the machine's environment are not used.
   *
   * @throws KataError HTTP_NO_CONNECTION, HTTP_HUNG_UP, HTTP_NO_ANSWER; ARGUMENT_INVALID for an address that is none
   */
  send(request: HttpRequest): Promise<Exchange>
}

/** Makes what calls services; all of it shares its connections. */
export function createHttp(options: HttpOptions): Http {
  const { timeoutMs, maxBodyBytes = 50 * 1024 * 1024, clock = systemClock } = options
  return {
    async send(asked) {
      const request = { ...asked, method: asked.method.toUpperCase() }
      checkAddress(request)
      checkHeaders(request)
      const startedAt = new Date()
      const began = clock.now()
      const call = (): FailedCall => ({ request, startedAt, durationMs: Math.round(clock.now() - began) })
      const headers = headersOf(request)
      const response = await callInTime({ request, headers, maxBodyBytes, timeoutMs, clock, call })
      return exchangeOf(call(), headers, response)
    },
  }
}

/** `false` keeps axios from sending its own, such as the label of a form where there is no body. */
const nothingOfItsOwn = { accept: false, 'accept-encoding': false, 'content-type': false, 'user-agent': false } as const

interface TimedCall {
  readonly request: HttpRequest
  readonly headers: Readonly<Record<string, string>>
  readonly maxBodyBytes: number
  readonly timeoutMs: number
  readonly clock: Clock
  readonly call: () => FailedCall
}

async function callInTime(timed: TimedCall): Promise<AxiosResponse<Buffer>> {
  const { timeoutMs, clock, call, maxBodyBytes } = timed
  const abort = new AbortController()
  const answer = callAxios(timed, abort.signal).catch((cause: unknown) => {
    throw isTooLarge(cause) ? tooLarge(call(), maxBodyBytes, cause) : failureOf(call(), cause)
  })
  return new Deadline(timeoutMs, clock).race(answer, () => {
    abort.abort()
    throw noAnswer(call(), timeoutMs)
  })
}

function callAxios({ request, headers, maxBodyBytes }: TimedCall, signal: AbortSignal) {
  const body = encodeBody(request.body)
  return axios.request<Buffer>({
    url: request.url,
    method: request.method,
    headers: { ...nothingOfItsOwn, ...headers },
    ...(body === undefined ? {} : { data: body.bytes }),
    transformRequest: [(data: unknown) => data],
    transformResponse: [(data: unknown) => data],
    responseType: 'arraybuffer',
    validateStatus: () => true,
    maxRedirects: 0,
    maxContentLength: maxBodyBytes,
    maxBodyLength: Number.POSITIVE_INFINITY,
    proxy: false,
    ...agents,
    signal,
  })
}

function headersOf(request: HttpRequest): Readonly<Record<string, string>> {
  const body = encodeBody(request.body)
  const own = Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const)
  const all = new Map<string, string | undefined>([
    ['accept', 'application/json, text/plain, */*'],
    ['accept-encoding', 'gzip, deflate, br'],
    ['user-agent', 'kafka-kata'],
    ...(body === undefined ? [] : [['content-type', body.contentType] as const]),
    ...own,
  ])
  return Object.fromEntries([...all].flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}

function exchangeOf(
  { request, startedAt, durationMs }: FailedCall,
  requestHeaders: Readonly<Record<string, string>>,
  response: AxiosResponse<Buffer>,
): Exchange {
  const responseHeaders = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name, Array.isArray(value) ? value : String(value)]),
  )
  return {
    service: request.service,
    method: request.method,
    url: request.url,
    requestHeaders,
    requestBody: request.body,
    status: response.status,
    responseHeaders,
    ...decodeBody(Buffer.from(response.data), String(responseHeaders['content-type'] ?? '')),
    startedAt,
    durationMs,
  }
}

function isTooLarge(cause: unknown): boolean {
  return cause instanceof Error && /maxContentLength/.test(cause.message)
}

function checkAddress({ service, url }: HttpRequest): void {
  if (URL.canParse(url) && /^https?:/i.test(url)) return
  throw new KataError('ARGUMENT_INVALID', {
    couldNot: `The service "${service}" cannot be called.`,
    found: `"${url.slice(0, 300)}" is not an address that begins with http:// or https://.`,
    todo: 'Correct the address, or the path that was put after it.',
    facts: { service, url },
  })
}

// axios would drop the signs that a header cannot hold without a word.
function checkHeaders({ service, headers = {} }: HttpRequest): void {
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue
    try {
      validateHeaderName(name)
      validateHeaderValue(name, value)
    } catch (cause) {
      throw new KataError('ARGUMENT_INVALID', {
        couldNot: `The service "${service}" cannot be called with the header \`${name.slice(0, 60)}\`.`,
        found: 'Its name or its value holds a sign that HTTP does not allow there.',
        todo: 'Take line ends, blanks in the name and letters beyond Latin-1 out of it.',
        facts: { service, header: name },
        cause,
      })
    }
  }
}
