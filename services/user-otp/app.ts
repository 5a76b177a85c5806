// The HTTP side of user-otp: which request is a request for an OTP, and how everything else is answered.

import type { Hono } from 'hono'
import {
  type Answer,
  acceptsJson,
  createApp,
  type hangUp,
  jsonAnswer,
  type ReceivedRequest,
  respond,
  type ServiceEnv,
  textAnswer,
} from '../http/index.js'
import { JsonError, type JsonValue, readJson } from '../json/index.js'
import { bindRequest, type SendRequest } from './read-request.js'
import type { Refusal } from './refusals.js'
import { correlationIdOf, createTrace, filterFailed, type Trace } from './trace.js'
import { filterAnswer, noHandler, notSupported, outsideOfContext } from './unserved.js'

export interface UserOtpAppOptions {
  /** Serves a request for an OTP; rejects with what is answered 500. */
  readonly send: (request: SendRequest, trace: Trace) => Promise<Refusal | undefined>
  /** Whether a request's trace goes on. */
  readonly isTraced: boolean
  /** Has the last word on each answer to a request for an OTP. */
  readonly amend: (answer: Answer) => Answer | typeof hangUp
}

const path = '/user-otp/v1/_send'

export function createUserOtpApp({ amend, ...options }: UserOtpAppOptions): Hono<ServiceEnv> {
  const app = createApp()
  app.post(
    path,
    respond(async (request) => amend(await answerTo(request, options))),
  )
  app.all(path, respond(notSupported))
  app.all('/user-otp/*', respond(noHandler))
  app.notFound(respond(outsideOfContext))
  return app
}

async function answerTo(
  request: ReceivedRequest,
  { send, isTraced }: Omit<UserOtpAppOptions, 'amend'>,
): Promise<Answer> {
  const accept = request.header('accept')
  const read = readBody(request, isTraced)
  if (read.kind === 'unreadable') return textAnswer(read.text, accept)
  if (read.kind === 'filtered') return filterAnswer(request.path)
  try {
    const refusal = await send(read.request, read.trace)
    return refusal === undefined ? accepted(accept) : refused(refusal, accept)
  } catch (error) {
    return textAnswer(error instanceof Error ? error.message : null, accept)
  }
}

type ReadBody =
  | { readonly kind: 'read'; readonly request: SendRequest; readonly trace: Trace }
  | { readonly kind: 'unreadable'; readonly text: string }
  | { readonly kind: 'filtered' }

function readBody(request: ReceivedRequest, isTraced: boolean): ReadBody {
  const contentType = request.header('content-type')
  const body = parse(new TextDecoder().decode(request.body))
  const isSeenByFilter = contentType === 'application/json' && request.header('x-correlation-id') === undefined
  const correlationId = isSeenByFilter && 'value' in body ? correlationIdOf(body.value) : null
  if (correlationId === filterFailed) return { kind: 'filtered' }
  const wrongType = complainAboutType(contentType)
  if (wrongType !== undefined) return { kind: 'unreadable', text: wrongType }
  if ('error' in body) return { kind: 'unreadable', text: body.error }
  return bind(body.value, createTrace({ header: request.header, bodyCorrelationId: correlationId, isTraced }))
}

function bind(value: JsonValue, trace: Trace): ReadBody {
  try {
    if (value === null) return { kind: 'unreadable', text: missingBody }
    return { kind: 'read', request: bindRequest(value), trace }
  } catch (error) {
    if (error instanceof JsonError) return { kind: 'unreadable', text: `JSON parse error: ${error.message}` }
    throw error
  }
}

function parse(text: string): { readonly value: JsonValue } | { readonly error: string } {
  if (text === '') return { error: missingBody }
  try {
    return { value: readJson(text) }
  } catch (error) {
    if (error instanceof JsonError) return { error: `JSON parse error: ${error.message}` }
    throw error
  }
}

const missingBody =
  'Required request body is missing: public org.egov.web.contract.OtpResponse ' +
  'org.egov.web.controller.OtpController.sendOtp(org.egov.web.contract.OtpRequest)'

function complainAboutType(contentType: string | undefined): string | undefined {
  if (contentType === undefined) return "Content-Type 'application/octet-stream' is not supported"
  if (/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(contentType)) return undefined
  const full = /;\s*charset=/i.test(contentType) ? contentType : `${contentType};charset=UTF-8`
  return `Content-Type '${full}' is not supported`
}

/** A client that takes no JSON gets its error only here: by now the SMS is on its way. */
function accepted(accept: string | undefined): Answer {
  if (!acceptsJson(accept)) return textAnswer('No acceptable representation', accept)
  return jsonAnswer(201, { responseInfo: null, isSuccessful: true })
}

function refused({ message, fields }: Refusal, accept: string | undefined): Answer {
  if (!acceptsJson(accept)) return textAnswer(null, accept)
  return jsonAnswer(400, { responseInfo: null, error: { code: 400, message, description: null, fields } })
}
