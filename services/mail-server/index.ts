// The mail server behind egov-notification-mail, as a sink: a real SMTP server on the loopback interface that keeps every
// mail, and HTTP to look at them. It delivers to nobody.
//
// GET /smtp 200 smtp://127.0.0.1:PORT, where mails are taken. The control calls are those of every sink; a dictated answer
// is {code, text, times}: the reply to RCPT TO, such as 451 for later and 550 for never; 0 breaks the connection.

import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { createApp, type Service, serve } from '../http/index.js'
import {
  addControls,
  bodyFields,
  createDeliveries,
  createDictatedAnswers,
  type Dictated,
  textIn,
  wholeField,
} from '../sink/index.js'
import { type ReadMail, readMail } from './read-mail.js'
import { type Envelope, type Refusal, serveSession } from './smtp-session.js'

export interface MailServerOptions {
  /** Where it answers HTTP. @default 0, any free port */
  readonly port?: number
  /** Where it takes mails. @default 0, any free port */
  readonly smtpPort?: number
}

/** A mail that was taken. */
export interface MailDelivery extends ReadMail {
  readonly from: string
  /** Everybody whom it was handed over for, as the sender said it. */
  readonly to: readonly string[]
  /** Milliseconds since 1970, UTC. */
  readonly at: number
}

export interface MailServer extends Service {
  /** Such as `smtp://127.0.0.1:40125`. */
  readonly smtpUrl: string
}

/** Starts a mail server that nothing has reached yet; rejects with node's error when a port can't be had. */
export async function startMailServer({ port, smtpPort = 0 }: MailServerOptions = {}): Promise<MailServer> {
  const deliveries = createDeliveries<MailDelivery>(lowerCase)
  const answers = createDictatedAnswers<Refusal>(lowerCase)
  const keep = ({ from, to, content }: Envelope) =>
    deliveries.add(to, { from, to, ...readMail(content), at: Date.now() })
  const smtp = await listen(smtpPort, (socket) => {
    serveSession(socket, { refuse: (recipient) => answers.next(recipient), keep })
  })
  const app = createApp()
  app.get('/smtp', (context) => context.text(smtp.url))
  addControls(app, { deliveries, answers, read: readRefusal })
  const release = async () => {
    deliveries.close()
    await smtp.close()
  }
  return { ...(await serve({ name: 'mail-server', app, port, release })), smtpUrl: smtp.url }
}

async function listen(port: number, serveSocket: (socket: Socket) => void) {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    serveSocket(socket)
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

function readRefusal(body: unknown): Dictated<Refusal> {
  const fields = bodyFields(body)
  const code = wholeField(fields, 'code', [0, 599])
  if (code === undefined || (code !== 0 && code < 400)) throw new Error('code must be 0, or from 400 to 599.')
  const times = wholeField(fields, 'times', [1, 1_000_000])
  const text = (textIn(fields, 'text') ?? 'Not now').replace(/[\r\n]+/g, ' ')
  return { answer: { code, text }, ...(times === undefined ? {} : { times }) }
}

function lowerCase(address: string): string {
  return address.toLowerCase()
}
