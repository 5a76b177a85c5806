// The callback by which a gateway reports what became of a message: GET or POST /notification-sms/smsbounce/callback.

import { createHash } from 'node:crypto'
import type { Answer, ReceivedRequest } from '../http/index.js'
import { jsonAnswer } from '../http/index.js'
import type { OutgoingRecord } from '../kafka/index.js'

/** Where the callback is. */
export const bouncePath = '/notification-sms/smsbounce/callback'

const needed = ['userId', 'jobno', 'mobilenumber', 'status', 'DoneTime', 'messagepart', 'sender_name'] as const

export interface BounceOptions {
  readonly topic: string
  readonly publish: (record: OutgoingRecord) => Promise<void>
}

/** Answers a report: 200 once it is on Kafka, 400 where a parameter is missing or the status is none from 0 to 11. */
export async function takeBounce(
  { topic, publish }: BounceOptions,
  request: ReceivedRequest,
  query: string,
): Promise<Answer> {
  const parameters = new Map([...new URLSearchParams(query), ...formOf(request)])
  const status = Number(parameters.get('status') ?? '')
  if (needed.some((name) => !parameters.has(name)) || !/^-?\d{1,9}$/.test(parameters.get('status') ?? '')) {
    return badRequest(request.path)
  }
  if (status < 0 || status > 11) return text(400, 'Status value should be 0 to 11')
  const value = JSON.stringify({
    jobno: parameters.get('jobno'),
    messagestatus: status,
    doneTime: parameters.get('DoneTime'),
    usernameHash: createHash('sha256')
      .update(parameters.get('mobilenumber') ?? '')
      .digest('hex'),
  })
  await publish({ topic, key: null, headers: { __TypeId__: 'org.egov.web.notification.sms.models.Report' }, value })
  return text(200, 'Status successfully sent')
}

function formOf(request: ReceivedRequest): readonly (readonly [string, string])[] {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(request.header('content-type') ?? '')
  return isForm ? [...new URLSearchParams(new TextDecoder().decode(request.body))] : []
}

function badRequest(path: string): Answer {
  const timestamp = new Date().toISOString().replace('Z', '+00:00')
  return jsonAnswer(400, { timestamp, status: 400, error: 'Bad Request', path })
}

function text(status: number, body: string): Answer {
  return { status, headers: [['Content-Type', 'text/plain;charset=UTF-8']], body, chunked: false }
}
