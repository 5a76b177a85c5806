// One HTTP request as bytes that a test controls, and its answer with the headers in the order in which they came.

import { request } from 'node:http'

export interface ExchangeOptions {
  readonly method?: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface Exchanged {
  readonly status: number
  readonly reason: string
  /** `Name: value`, in the order of the wire. */
  readonly headers: readonly string[]
  readonly body: string
}

/** Sends exactly these headers (and Host and Content-Length), and no `Connection` unless it is among them. */
export function exchange(
  base: string,
  { method = 'POST', path, headers = {}, body }: ExchangeOptions,
): Promise<Exchanged> {
  return new Promise((resolve, reject) => {
    const call = request(`${base}${path}`, { method, agent: false, headers })
    if (headers.Connection === undefined) call.removeHeader('Connection')
    call.on('error', reject)
    call.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        call.destroy()
        resolve({
          status: response.statusCode ?? 0,
          reason: response.statusMessage ?? '',
          headers: pairs(response.rawHeaders),
          body: Buffer.concat(chunks).toString(),
        })
      })
    })
    call.end(body)
  })
}

function pairs(rawHeaders: readonly string[]): string[] {
  return rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1]}`] : []))
}
