// Turns what a judgement found on a message or an HTTP answer into the words of a CONTRACT failure.

import type { Message } from '../kafka/index.js'
import type { Mismatch } from '../match/index.js'
import type { Explanation } from './explanation.js'
import { cut, hintOf, type MaskText, mismatchLines, placeOf, position, wrapped } from './words.js'

/** An HTTP answer, as far as a judgement speaks of it. */
export interface Answer {
  readonly method: string
  readonly url: string
  readonly status: number
  readonly responseBody: unknown
}

/** What a message must do, in words, and what to do where it does not. */
export interface Demand {
  /** Such as `conform to its contract "otp-sms"`. */
  readonly must: string
  readonly advice: string
  readonly mask: MaskText
}

/** Explains why a message is not what it must be. */
export function explainMessage(message: Message, mismatches: readonly Mismatch[], demand: Demand): Explanation {
  const text = [
    wrapped(`The message on "${message.topic}" does not ${demand.must}.`),
    `  ${position(message)}, ${new Date(message.timestamp).toISOString()}`,
    ...mismatchLines(mismatches, demand.mask, 2),
    wrapped(advice(mismatches, demand.advice)),
  ]
  return contract(text, { ...placeOf(message), mismatches })
}

/** What an answer should have been. */
export interface AnswerDemand {
  /** Such as `201`. */
  readonly expected: string
  /** Empty where the status alone is wrong. */
  readonly mismatches?: readonly Mismatch[]
  readonly mask: MaskText
}

/** Explains why an HTTP answer is not the expected one. */
export function explainAnswer(answer: Answer, { expected, mismatches = [], mask }: AnswerDemand): Explanation {
  const { method, url, status, responseBody } = answer
  const body = mask(typeof responseBody === 'string' ? responseBody : (JSON.stringify(responseBody) ?? ''))
  const text = [
    wrapped(`${method} ${url} answered ${status} where ${expected} was expected.`),
    `  body      ${body === '' ? 'empty' : cut(body, 300)}`,
    ...(mismatches.length === 0 ? [] : mismatchLines(mismatches, mask, 2)),
    wrapped(advice(mismatches, 'Check the log of the service for this call, and what the step sends to it.')),
  ]
  return contract(text, { method, url, status, body: cut(body, 2000), mismatches })
}

function contract(text: readonly string[], facts: Readonly<Record<string, unknown>>): Explanation {
  return { class: 'CONTRACT', code: 'CONTRACT', text: text.join('\n'), facts }
}

/** A hint says what the difference is; what to do comes behind it. */
function advice(mismatches: readonly Mismatch[], todo: string): string {
  const hint = hintOf(mismatches)
  return hint === undefined ? todo : `${hint} ${todo}`
}
