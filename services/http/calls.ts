// What a service has been asked about a number, to be looked at: a control call tells it. Only the latest are kept.
//
//   GET /_control/calls/{number}   [{"path": "/user/_search", "headers": {…}, "body": {…}, "agoMs": 12}], the oldest first
//
// `agoMs` says how long ago it was: whoever asks has another clock.

import type { Hono } from 'hono'
import type { ReceivedRequest, ServiceEnv } from './reply.js'

export interface Calls {
  /** Keeps a request that is about a number. */
  note(number: string, request: ReceivedRequest): void
}

interface Call {
  /** On the steady clock. */
  readonly at: number
  readonly request: ReturnType<typeof told>
}

const keptNumbers = 1000
const keptCalls = 10
/** What ties the calls of one request together, and the tenant. */
const toldHeaders = ['traceparent', 'x-correlation-id', 'tenantid']

/** Adds the control call to the app of a service. */
export function addCallControls(app: Hono<ServiceEnv>): Calls {
  const calls = new Map<string, Call[]>()
  app.get('/_control/calls/:number', (context) => {
    const now = performance.now()
    const kept = calls.get(context.req.param('number')) ?? []
    return context.json(kept.map(({ at, request }) => ({ ...request, agoMs: Math.floor(now - at) })))
  })
  return {
    note(number, request) {
      const earlier = calls.get(number) ?? []
      calls.delete(number)
      calls.set(number, [...earlier, { at: performance.now(), request: told(request) }].slice(-keptCalls))
      const [oldest] = calls.keys()
      if (calls.size > keptNumbers && oldest !== undefined) calls.delete(oldest)
    },
  }
}

function told({ url, header, body }: ReceivedRequest) {
  const headers = toldHeaders.flatMap((name) => {
    const value = header(name)
    return value === undefined ? [] : [[name, value]]
  })
  return { path: url, headers: Object.fromEntries(headers), body: parsed(body) }
}

function parsed(body: Uint8Array): unknown {
  const text = new TextDecoder().decode(body)
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
