// Double of DIGIT's egov-otp: creates, validates and finds one-time passwords, in memory. It sends nothing to anybody.
//
// POST /otp/v1/_create 201 · /otp/v1/_validate 200 · /otp/v1/_search 200; what is refused is 400 in the envelope that user-otp has as well.
//
// Control calls, which the original does not have: those of http/failures.ts and http/calls.ts, by identity, and
//   POST /_control/clock   {"forwardMs": 900001, "identity": "98…"}: that much time passes for the OTPs of one identity, or without one for all

import type { Context } from 'hono'
import {
  type Answer,
  addCallControls,
  addFailureControls,
  type Calls,
  createApp,
  type Failures,
  type hangUp,
  jsonAnswer,
  type ReceivedRequest,
  respond,
  type Service,
  type ServiceEnv,
  serve,
} from '../http/index.js'
import { isObject, JsonError, type JsonObject, readJson, textField } from '../json/index.js'
import { type OtpDeviationName, otpDeviations } from './deviations.js'
import { createOtps, encodedCode, type Otps, type StoredOtp, type WallClock } from './otps.js'
import { type OtpRefusal, refuseCreation, refuseValidation, unsuccessful } from './refusals.js'

export { type OtpDeviation, type OtpDeviationName, otpDeviations } from './deviations.js'
export type { WallClock } from './otps.js'

export interface EgovOtpOptions {
  /** @default 0, any free port */
  readonly port?: number
  /** @default the machine's clock */
  readonly clock?: WallClock
  /**
   * How long an OTP is valid, in milliseconds.
   *
   * @default 900000
   */
  readonly ttlMs?: number
  /** The wrong behaviour of this instance. @default none */
  readonly deviation?: OtpDeviationName
}

/** Starts an egov-otp without any OTP. */
export function startEgovOtp(options: EgovOtpOptions = {}): Promise<Service> {
  const { port, clock = Date, ttlMs = 900_000, deviation } = options
  const otps = createOtps({ clock, ttlMs, deviation: deviation && otpDeviations[deviation] })
  const app = createApp()
  const controls = { failures: addFailureControls(app), calls: addCallControls(app) }
  app.post('/otp/v1/_create', respond(withOtp(controls, (otp) => create(otps, otp))))
  app.post('/otp/v1/_validate', respond(withOtp(controls, (otp) => validate(otps, otp))))
  app.post('/otp/v1/_search', respond(withOtp(controls, (otp) => search(otps, otp))))
  app.post('/_control/clock', (context) => forward(otps, context))
  return serve({ name: 'egov-otp', app, port })
}

async function forward(otps: Otps, context: Context<ServiceEnv>): Promise<Response> {
  const body: unknown = await context.req.json().catch(() => undefined)
  const { forwardMs, identity } = { forwardMs: undefined, identity: undefined, ...Object(body) }
  if (typeof forwardMs !== 'number' || (identity !== undefined && typeof identity !== 'string')) {
    return context.text('The body must be {"forwardMs": N}, with an "identity" if only its OTPs are meant.', 400)
  }
  otps.age(forwardMs, identity)
  return context.body(null, 204)
}

/** Hands the request's `otp` part on; a missing one has no fields. */
function withOtp(
  { failures, calls }: { readonly failures: Failures; readonly calls: Calls },
  answer: (otp: JsonObject) => Answer,
): (request: ReceivedRequest) => Answer | typeof hangUp {
  return (received) => {
    try {
      const request = readJson(new TextDecoder().decode(received.body))
      const part = isObject(request) ? request.get('otp') : undefined
      const otp: JsonObject = isObject(part) ? part : new Map()
      const identity = textField(otp, 'identity') ?? ''
      calls.note(identity, received)
      return failures.answerFor(identity) ?? answer(otp)
    } catch (error) {
      if (error instanceof JsonError) return notReadable(error)
      throw error
    }
  }
}

function create(otps: Otps, otp: JsonObject): Answer {
  const request = { tenantId: textField(otp, 'tenantId') ?? '', identity: textField(otp, 'identity') ?? '' }
  const refusal = refuseCreation(request)
  if (refusal !== undefined) return refused(refusal)
  const created = otps.create(request.identity, request.tenantId)
  return jsonAnswer(201, envelope({ ...shape(created, created.code), tenantId: request.tenantId }))
}

function validate(otps: Otps, otp: JsonObject): Answer {
  const request = {
    tenantId: textField(otp, 'tenantId') ?? '',
    identity: textField(otp, 'identity') ?? '',
    code: textField(otp, 'otp') ?? '',
  }
  const refusal = refuseValidation(request)
  if (refusal !== undefined) return refused(refusal)
  const used = otps.use(request)
  return used === undefined ? refused(unsuccessful) : jsonAnswer(200, envelope(shape(used, used.code)))
}

function search(otps: Otps, otp: JsonObject): Answer {
  const found = otps.find(textField(otp, 'UUID') ?? '')
  return jsonAnswer(200, envelope(found === undefined ? null : shape(found, encodedCode(found))))
}

function shape(otp: StoredOtp, code: string) {
  return {
    otp: code,
    UUID: otp.uuid,
    identity: otp.identity,
    tenantId: otp.tenantId,
    isValidationSuccessful: otp.isUsed,
  }
}

function envelope(otp: ReturnType<typeof shape> | null) {
  return { responseInfo: null, otp }
}

function refused({ message, fields }: OtpRefusal): Answer {
  return jsonAnswer(400, { responseInfo: null, error: { code: 400, message, description: null, fields } })
}

function notReadable({ message }: JsonError): Answer {
  const error = { code: 'InvalidRequest', message: `JSON parse error: ${message}`, description: null, params: null }
  return jsonAnswer(400, { ResponseInfo: null, Errors: [error] })
}
