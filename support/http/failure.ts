// What went wrong where no answer came. A status is never an error here: a step judges it.

import { KataError } from '../shared/index.js'
import type { HttpRequest } from './exchange.js'

/** What is known of a call that got no answer. */
export interface FailedCall {
  readonly request: HttpRequest
  readonly startedAt: Date
  readonly durationMs: number
}

const notReached: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused: nothing listens there',
  ENOTFOUND: 'the name of the host is not known',
  EAI_AGAIN: 'the name of the host could not be looked up',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ETIMEDOUT: 'the host did not take the connection in time',
  EADDRNOTAVAIL: 'this machine has no free port left',
}

const brokenOff: Readonly<Record<string, string>> = {
  ECONNRESET: 'the service closed the connection before its answer was whole',
  EPIPE: 'the service closed the connection while the request was sent',
  ERR_BAD_RESPONSE: 'the service closed the connection before its answer was whole',
  ECONNABORTED: 'the connection was given up before the answer was whole',
}

/** The error for a call that failed below HTTP, with service, method and address in its text. */
export function failureOf(call: FailedCall, cause: unknown): KataError {
  const code = codeOf(cause)
  if (code in brokenOff || code.startsWith('HPE_')) return hungUp(call, cause, code)
  const reason = notReached[code] ?? (isCertificateProblem(code) ? 'its certificate is not trusted' : messageOf(cause))
  return failed('HTTP_NO_CONNECTION', call, {
    found: `No connection: ${reason} (${code}).`,
    todo: `Is the service up, and is the address of "${call.request.service}" right in kata.config.yaml?`,
    cause,
  })
}

/** The error for a call that no answer came to in time. */
export function noAnswer(call: FailedCall, timeoutMs: number): KataError {
  return failed('HTTP_NO_ANSWER', call, {
    found: `No whole answer came within ${timeoutMs} ms.`,
    todo: 'Look into the log of the service, or raise `timeouts.httpMs` in kata.config.yaml.',
  })
}

/** The error for an answer that is larger than what is read. */
export function tooLarge(call: FailedCall, maxBodyBytes: number, cause: unknown): KataError {
  return failed('HTTP_NO_ANSWER', call, {
    found: `The body of the answer is larger than ${maxBodyBytes} bytes: reading was stopped.`,
    todo: 'Ask for less, or judge this answer by other means.',
    cause,
  })
}

function hungUp(call: FailedCall, cause: unknown, code: string): KataError {
  const reason = brokenOff[code] ?? `what came is not HTTP: ${messageOf(cause)}`
  return failed('HTTP_HUNG_UP', call, {
    found: `It hung up: ${reason} (${code}).`,
    todo: 'Look into the log of the service at that time, and at what stands between (proxy, load balancer).',
    cause,
  })
}

interface Explanation {
  readonly found: string
  readonly todo: string
  readonly cause?: unknown
}

function failed(code: 'HTTP_NO_CONNECTION' | 'HTTP_HUNG_UP' | 'HTTP_NO_ANSWER', call: FailedCall, said: Explanation) {
  const { service, method } = call.request
  const url = withoutCredentials(call.request.url)
  return new KataError(code, {
    couldNot: `The service "${service}" did not answer ${method} ${url}`,
    ...said,
    facts: { service, method, url, startedAt: call.startedAt.toISOString(), durationMs: call.durationMs },
  })
}

function withoutCredentials(url: string): string {
  const shown = url.replace(/^(\w+:\/\/)[^/@]*@/, '$1')
  return shown.length > 300 ? `${shown.slice(0, 300)}…` : shown
}

function codeOf(cause: unknown): string {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined
  return typeof code === 'string' ? code : 'UNKNOWN'
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}

function isCertificateProblem(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/.test(code)
}
