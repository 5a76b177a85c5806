// What the calls of the transmitter carry, and what is wrong with what they carry.

import { type Answer, jsonAnswer, type ReceivedRequest } from '../http/index.js'

/** A call that is refused; `answer` says why. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly answer: Answer

  constructor(status: number, code: string, detail: string) {
    super(detail)
    this.answer = errorAnswer(status, { code, detail })
  }
}

/** Errors as the APIs of Open Finance Brasil word them. */
export function errorAnswer(status: number, { code, detail }: { code: string; detail: string }): Answer {
  return jsonAnswer(status, { errors: [{ code, title: titles[status] ?? 'Error', detail }] })
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  404: 'Not found',
  409: 'Conflict',
  500: 'Internal error',
}

/** The fields of a JSON object; an empty body has none. Throws `Refusal`. */
export function readFields({ body }: ReceivedRequest): ReadonlyMap<string, unknown> {
  const text = new TextDecoder().decode(body)
  if (text === '') return new Map()
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return new Map(Object.entries(value))
  } catch {
    throw new Refusal(400, 'INVALID_BODY', 'The body is not JSON.')
  }
  throw new Refusal(400, 'INVALID_BODY', 'The body is not a JSON object.')
}

/** A field that fits the pattern; a missing one is `fallback`, or refused where there is none. Throws `Refusal`. */
export function textField(
  fields: ReadonlyMap<string, unknown>,
  name: string,
  { pattern, fallback }: { pattern: RegExp; fallback?: string },
): string {
  const value = fields.get(name) ?? fallback
  if (typeof value === 'string' && pattern.test(value)) return value
  throw new Refusal(400, 'INVALID_FIELD', `The field ${name} is missing or does not match ${pattern.source}.`)
}

export const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i
export const amount = /^\d{1,15}\.\d{2}$/
export const timestampType = /^(?:CreateTime|LogAppendTime)$/
