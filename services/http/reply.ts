// Lets a function from a request to an answer serve a route, and writes the answer byte for byte as Tomcat does: no reason phrase, headers in a
// fixed order, and a connection that is closed after every error.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import { type Answer, type hangUp, textAnswer } from './answer.js'

/** The environment of every route here: node's own request and response. */
export interface ServiceEnv {
  Bindings: HttpBindings
}

/** A request as a service sees it. */
export interface ReceivedRequest {
  readonly method: string
  /** Without the query; slashes that follow each other are one. */
  readonly path: string
  /** As it was sent: with the query, and with every slash. */
  readonly url: string
  /** A header's value, by its name in lower case. */
  header(name: string): string | undefined
  readonly body: Uint8Array
}

export type Responder = (request: ReceivedRequest) => Promise<Answer | typeof hangUp> | Answer | typeof hangUp

/** The route handler of a responder. What the responder throws is answered as text with status 500. */
export function respond(responder: Responder): (context: Context<ServiceEnv>) => Promise<Response> {
  return async (context) => {
    const { incoming, outgoing } = context.env
    const answer = await answerOf(responder, context)
    if (answer === 'hang-up') incoming.socket.destroy()
    else if (!outgoing.destroyed) write(answer, incoming, outgoing)
    return RESPONSE_ALREADY_SENT
  }
}

async function answerOf(responder: Responder, context: Context<ServiceEnv>): Promise<Answer | typeof hangUp> {
  const { headers, method = 'GET' } = context.env.incoming
  try {
    return await responder({
      method,
      path: context.req.path,
      url: context.env.incoming.url ?? '',
      header: (name) => headers[name]?.toString(),
      body: await bodyOf(context.env.incoming),
    })
  } catch (error) {
    return textAnswer(error instanceof Error ? error.message : null, headers.accept)
  }
}

/** Read from node's own request: to read it through that of the web costs as much again as all else of an answer. */
function bodyOf(incoming: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.once('end', () => resolve(Buffer.concat(chunks)))
    incoming.once('error', reject)
  })
}

function write(answer: Answer, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const body = Buffer.from(answer.body)
  const headers = answer.headers.flat()
  if (answer.chunked) headers.push('Transfer-Encoding', 'chunked')
  else headers.push('Content-Length', `${body.length}`)
  headers.push('Date', new Date().toUTCString(), ...connectionHeaders(answer, incoming.headers.connection))
  outgoing.sendDate = false
  if (!headers.includes('Connection')) outgoing.removeHeader('connection')
  outgoing.writeHead(answer.status, '', headers)
  outgoing.end(incoming.method === 'HEAD' ? undefined : body)
}

function connectionHeaders({ status, closes = status >= 400 }: Answer, asked: string | undefined): string[] {
  if (closes || asked?.toLowerCase() === 'close') return ['Connection', 'close']
  return asked?.toLowerCase() === 'keep-alive' ? ['Keep-Alive', 'timeout=60', 'Connection', 'keep-alive'] : []
}
