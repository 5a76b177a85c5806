// Turns what a judgement found on a message or an HTTP answer into the words of a CONTRACT failure.

import type { Message } from '../kafka/index.js'
import { type Mismatch, previewValue, withoutControls } from '../match/index.js'
import type { Explanation } from './explanation.js'
import { cut, labelled, wrapped } from './lines.js'
import { factsOf, hintOf, type MaskText, mismatchLines, placeAndTime, placeOf } from './words.js'

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
  const { must, mask } = demand
  const text = [
    wrapped(mask(`The message on "${message.topic}" does not ${must}.`)),
    `  ${placeAndTime(message)}`,
    ...mismatchLines(mismatches, mask, 2),
    wrapped(adviceOf(mismatches, demand.advice, mask)),
  ]
  return contract(text, { ...placeOf(message), mismatches: factsOf(mismatches) })
}

/** What an answer should have been. */
export interface AnswerDemand {
  /** Such as `201`. */
  readonly expected: string
  /** Empty where the status alone is wrong. */
  readonly mismatches?: readonly Mismatch[]
  readonly mask: MaskText
}

/** Explains why the latest call that a neighbour got is not the expected one, or that it got none. */
export function explainNeighbourCall(
  service: string,
  { call, mismatches, mask }: { call: unknown; mismatches: readonly Mismatch[]; mask: MaskText },
): Explanation {
  const isThere = call !== undefined
  const text = [
    isThere ? `The latest call of ${service} is not the expected one.` : `${service} was not called for the number.`,
    ...(isThere ? mismatchLines(mismatches, mask, 2) : []),
    wrapped(adviceOf(mismatches, `Check which ${service} the service under test is configured with.`, mask)),
  ]
  return contract(text, { service, mismatches: factsOf(mismatches) })
}

/** More of a body is neither masked nor shown. */
const maxCharacters = 10_000

/** Explains why an HTTP answer is not the expected one. */
export function explainAnswer(answer: Answer, { expected, mismatches = [], mask }: AnswerDemand): Explanation {
  const { method, url, status, responseBody } = answer
  const body = mask(textOf(responseBody))
  const todo = 'Check the log of the service for this call, and what the step sends to it.'
  const text = [
    wrapped(mask(`${method} ${url} answered ${status} where ${expected} was expected.`)),
    labelled('body', body === '' ? 'empty' : cut(body, 300)),
    ...(mismatches.length === 0 ? [] : mismatchLines(mismatches, mask, 2)),
    wrapped(adviceOf(mismatches, todo, mask)),
  ]
  return contract(text, { method, url, status, body: cut(body, 2000), mismatches: factsOf(mismatches) })
}

/** A text as one line without signs that a terminal would obey; everything else as JSON, however big or deep it is. */
function textOf(body: unknown): string {
  if (body === undefined) return ''
  if (typeof body !== 'string') return previewValue(body, maxCharacters)
  return withoutControls(body.slice(0, maxCharacters).trim().replace(/\s+/g, ' '))
}

function contract(text: readonly string[], facts: Readonly<Record<string, unknown>>): Explanation {
  return { class: 'CONTRACT', code: 'CONTRACT', text: text.join('\n'), facts }
}

/** A hint says what the difference is; what to do comes behind it. */
function adviceOf(mismatches: readonly Mismatch[], todo: string, mask: MaskText): string {
  const hint = hintOf(mismatches, mask)
  return hint === undefined ? mask(todo) : `${hint} ${mask(todo)}`
}
