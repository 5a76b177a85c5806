// The gateway behind egov-notification-sms, as a sink: it takes every message, keeps it, and answers as it is told. It
// sends nothing to anybody.
//
// POST or GET /send, with the parameters as JSON, as a form or in the query: 200 {"success":true}. The number stands in
// `mobileno`, the text in `content`, as `sms.config.map` of egov-notification-sms has them by default.

import { setTimeout as pause } from 'node:timers/promises'
import type { Answer, hangUp } from '../http/index.js'
import { createApp, type ReceivedRequest, respond, type Service, serve } from '../http/index.js'
import {
  addControls,
  bodyFields,
  createDeliveries,
  createDictatedAnswers,
  type Dictated,
  textIn,
  wholeField,
} from '../sink/index.js'
import { readParameters } from './read-parameters.js'

export interface SmsGatewayOptions {
  /** @default 0, any free port */
  readonly port?: number
}

/** One request to send, whatever was answered. */
export interface SmsDelivery {
  /** `mobileno`, as it came. */
  readonly to: string
  /** `content`, as it came. */
  readonly text: string
  readonly method: string
  /** Every parameter as it came, number and text among them. */
  readonly parameters: Readonly<Record<string, string>>
  /** Status of the answer; 0 for a connection that was closed instead. */
  readonly answered: number
  /** Milliseconds since 1970, UTC. */
  readonly at: number
}

/** What is answered to messages for one number: PUT /_control/answers/NUMBER {status, body, afterMs, times}. */
interface SmsAnswer {
  /** 0 closes the connection instead. */
  readonly status: number
  readonly body: string
  readonly afterMs: number
}

const usual: SmsAnswer = { status: 200, body: '{"success":true}', afterMs: 0 }

/** Starts a gateway that nothing has reached yet. */
export function startSmsGateway({ port }: SmsGatewayOptions = {}): Promise<Service> {
  const deliveries = createDeliveries<SmsDelivery>(lastDigits)
  const answers = createDictatedAnswers<SmsAnswer>(lastDigits)
  const closing = new AbortController()
  const send = async (request: ReceivedRequest, query: string): Promise<Answer | typeof hangUp> => {
    const parameters = readParameters(request, query)
    const to = parameters.get('mobileno') ?? ''
    const { status, body, afterMs } = answers.next(to) ?? usual
    const { method } = request
    const delivery = { to, text: parameters.get('content') ?? '', method, parameters: Object.fromEntries(parameters) }
    deliveries.add([to], { ...delivery, answered: status, at: Date.now() })
    if (afterMs > 0) await pause(afterMs, undefined, { signal: closing.signal }).catch(() => undefined)
    if (status === 0) return 'hang-up'
    return { status, headers: [['Content-Type', 'application/json']], body, chunked: false }
  }
  const app = createApp()
  app.on(['GET', 'POST'], '/send', (context) =>
    respond((request) => send(request, new URL(context.req.url).search))(context),
  )
  addControls(app, { deliveries, answers, read: readAnswer })
  const release = async () => {
    deliveries.close()
    closing.abort()
  }
  return serve({ name: 'sms-gateway', app, port, release })
}

function readAnswer(body: unknown): Dictated<SmsAnswer> {
  const fields = bodyFields(body)
  const times = wholeField(fields, 'times', [1, 1_000_000])
  const status = wholeField(fields, 'status', [0, 599]) ?? usual.status
  if (status !== 0 && status < 200) throw new Error('status must be 0, or from 200 on.')
  const answer = {
    status,
    body: textIn(fields, 'body') ?? (status < 300 ? usual.body : ''),
    afterMs: wholeField(fields, 'afterMs', [0, 600_000]) ?? 0,
  }
  return { answer, ...(times === undefined ? {} : { times }) }
}

/** A number is found with and without its country code. */
function lastDigits(number: string): string {
  return number.replace(/\D/g, '').slice(-10)
}
