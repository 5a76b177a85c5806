// One service calls another: a POST of JSON with exactly the headers that are asked for. No retry and no time limit, as in the originals.

import { request } from 'node:http'

export interface PostOptions {
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  /** Ends the call: it rejects then. */
  readonly signal: AbortSignal
}

/** The body of the answer as text; rejects on a status from 400 on and when the connection fails. */
export function postJson(url: string, { headers, body, signal }: PostOptions): Promise<string> {
  const bytes = Buffer.from(JSON.stringify(body))
  return new Promise((resolve, reject) => {
    const call = request(url, { method: 'POST', signal, agent: false, headers: jsonHeaders(headers, bytes) })
    call.on('error', reject)
    call.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const status = response.statusCode ?? 0
        if (status >= 400)
          reject(Object.assign(new Error(`${url} answered ${status}`), { code: 'HTTP_STATUS', status }))
        else resolve(Buffer.concat(chunks).toString())
      })
    })
    call.end(bytes)
  })
}

function jsonHeaders(headers: Readonly<Record<string, string>>, bytes: Buffer): Record<string, string> {
  return {
    Accept: 'application/json, application/*+json',
    'Content-Type': 'application/json',
    'Content-Length': `${bytes.length}`,
    ...headers,
  }
}
