// One service calls another. No retry and no time limit, as in the originals; connections are kept for the next call.

import { Agent, request } from 'node:http'

export interface CallOptions {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Ends the call: it rejects then. */
  readonly signal: AbortSignal
}

/** What came back, whatever its status. */
export interface CallAnswer {
  readonly status: number
  readonly text: string
}

/** The server says how long it keeps a connection, and Node gives it up a second before; unused, it holds no process. */
const agent = new Agent({ keepAlive: true })

/** Sends a POST with exactly these headers and the length of the body; rejects when the connection fails. */
export function post(url: string, { headers, body, signal }: CallOptions): Promise<CallAnswer> {
  const bytes = Buffer.from(body)
  const length = { 'Content-Length': `${bytes.length}` }
  return new Promise((resolve, reject) => {
    const call = request(url, { method: 'POST', signal, agent, headers: { ...headers, ...length } })
    call.on('error', reject)
    call.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }))
    })
    call.end(bytes)
  })
}

/** Posts JSON as Spring's client does; answers the body as text, and rejects on a status from 400 on as well. */
export async function postJson(
  url: string,
  { body, headers, signal }: Omit<CallOptions, 'body'> & { readonly body: unknown },
): Promise<string> {
  const json = { Accept: 'application/json, application/*+json', 'Content-Type': 'application/json' }
  const { status, text } = await post(url, { headers: { ...json, ...headers }, body: JSON.stringify(body), signal })
  if (status < 400) return text
  throw Object.assign(new Error(`${url} answered ${status}`), { code: 'HTTP_STATUS', status })
}
