// Turns what an inbox answered into the words and the class of a failure.

import type { Message, Missing, NoneOutcome, NotDrained, Present, Surplus, TakeOutcome } from '../kafka/index.js'
import { type Mismatch, rankNearMisses } from '../match/index.js'
import type { Expectation, Explanation, Trigger } from './explanation.js'
import {
  counted,
  duration,
  hintOf,
  type MaskText,
  messageLines,
  mismatchLines,
  offsets,
  placeOf,
  position,
  proofLines,
  wrapped,
} from './words.js'

/** What surrounds a step about arriving messages. */
export interface Surroundings {
  readonly expectation: Expectation
  /** The last call or publish of the scenario before the step. */
  readonly trigger?: Trigger
  /** When the subscription was made, in milliseconds since 1970, UTC. */
  readonly subscribedAt: number
  readonly mask: MaskText
}

/** Explains an outcome; nothing where the step has what it wants. */
export function explainArrival(outcome: TakeOutcome | NoneOutcome, around: Surroundings): Explanation | undefined {
  switch (outcome.kind) {
    case 'claimed':
    case 'absent':
      return undefined
    case 'missing':
      return explainMissing(outcome, around)
    case 'surplus':
      return explainSurplus(outcome, around)
    case 'present':
      return explainPresent(outcome, around)
    case 'not-drained':
      return explainNotDrained(outcome)
  }
}

function explainMissing(outcome: Missing, around: Surroundings): Explanation {
  if (outcome.late !== undefined) return explainLate(outcome, around)
  if (cameTooEarly(outcome, around)) return explainTooLateSubscription(outcome, around)
  const { expectation } = around
  const { proof, wanted, matched, timeoutMs } = outcome
  const nearest = rankNearMisses(
    outcome.others.map((message) => ({ message, mismatches: expectation.judge(message) })),
    1,
  )[0]
  const amount = wanted === 1 ? 'No message' : `Only ${matched.length} of ${wanted} messages`
  const within = timeoutMs > 0 ? ` within ${timeoutMs} ms` : ''
  const text = [
    wrapped(`${amount}${expectation.suffix} arrived on "${proof.topic}"${within}.`),
    ...proofLines(proof, matched.length),
    ...(nearest === undefined ? [] : nearestLines(nearest, around)),
    ...staleLines(outcome.before, around),
    wrapped(missingAdvice(outcome, nearest?.mismatches)),
  ]
  const facts = {
    topic: proof.topic,
    fence: Object.fromEntries(proof.fence),
    readTo: Object.fromEntries(proof.readTo),
    seen: proof.seen,
    matched: matched.length,
    wanted,
    timeoutMs,
    ...(nearest === undefined ? {} : { nearest: { ...placeOf(nearest.message), mismatches: nearest.mismatches } }),
    stale: outcome.before.map(placeOf),
  }
  return { class: 'MISSING', code: 'MISSING', text: text.join('\n'), facts }
}

function nearestLines(nearest: { message: Message; mismatches: readonly Mismatch[] }, around: Surroundings): string[] {
  const { message, mismatches } = nearest
  const { trigger, mask } = around
  const when = trigger === undefined ? '' : `, ${duration(message.timestamp - trigger.at)} after ${trigger.name}`
  return [`  closest   ${position(message)}${when}`, ...mismatchLines(mismatches, mask, 12)]
}

function staleLines(before: readonly Message[], { subscribedAt }: Surroundings): string[] {
  const last = before.at(-1)
  if (last === undefined) return []
  const age = duration(subscribedAt - last.timestamp)
  return [`  earlier   ${position(last)} matches, but was written ${age} before the subscription`]
}

function missingAdvice(outcome: Missing, mismatches: readonly Mismatch[] | undefined): string {
  const hint = hintOf(mismatches ?? [])
  if (hint !== undefined) return hint
  if (!outcome.proof.topicExists)
    return 'Nothing has created the topic: check its name, and what the service is configured with.'
  if (outcome.proof.seen > 0) return 'Compare what the service publishes with what the step asks for.'
  return 'Nothing was published there: check the log of the service, and the topic that it is configured with.'
}

function explainLate(outcome: Missing, { expectation }: Surroundings): Explanation {
  const { late, proof, timeoutMs } = outcome
  const byMs = Math.round(late?.byMs ?? 0)
  const text = [
    wrapped(
      `The message${expectation.suffix} arrived on "${proof.topic}" ${byMs} ms after the deadline of ${timeoutMs} ms.`,
    ),
    ...messageLines(late?.messages ?? []),
    'Find out why the service is slow, or give the step more time with "within N seconds".',
  ]
  const facts = { topic: proof.topic, byMs, timeoutMs, messages: (late?.messages ?? []).map(placeOf) }
  return { class: 'LATE', code: 'LATE', text: text.join('\n'), facts }
}

/** A match before the fence, yet after the trigger: the scenario subscribed when the message was already there. */
function cameTooEarly({ before }: Missing, { trigger, subscribedAt }: Surroundings): boolean {
  if (trigger === undefined || trigger.at >= subscribedAt) return false
  return before.some(({ timestamp }) => timestamp >= trigger.at)
}

function explainTooLateSubscription({ before, proof }: Missing, { expectation, trigger }: Surroundings): Explanation {
  const text = [
    wrapped(`The message${expectation.suffix} was on "${proof.topic}" before the scenario subscribed to it.`),
    ...messageLines(before.slice(-1)),
    `Move the line \`Given a subscription to "…"\` before ${trigger?.name ?? 'the call'}.`,
  ]
  const facts = { topic: proof.topic, before: before.map(placeOf) }
  return { class: 'TEST', code: 'SUBSCRIPTION_TOO_LATE', text: text.join('\n'), facts }
}

function explainSurplus({ messages, wanted, proof }: Surplus, { expectation }: Surroundings): Explanation {
  const was = wanted === 1 ? 'exactly 1 was' : `exactly ${wanted} were`
  const text = [
    wrapped(`${counted(messages.length)}${expectation.suffix} arrived on "${proof.topic}" where ${was} expected.`),
    ...messageLines(messages),
    'The service publishes more often than it promises, or another call caused one of them.',
  ]
  const facts = { topic: proof.topic, wanted, messages: messages.map(placeOf) }
  return { class: 'CONTRACT', code: 'CONTRACT', text: text.join('\n'), facts }
}

function explainPresent({ messages, proof }: Present, { expectation }: Surroundings): Explanation {
  const text = [
    wrapped(`${counted(messages.length)}${expectation.suffix} arrived on "${proof.topic}" where none was expected.`),
    ...messageLines(messages),
    'The service publishes what it should not, or another call caused it.',
  ]
  const facts = { topic: proof.topic, wanted: 0, messages: messages.map(placeOf) }
  return { class: 'CONTRACT', code: 'CONTRACT', text: text.join('\n'), facts }
}

function explainNotDrained({ proof, brokers, reason, end, waitedMs, budgetMs }: NotDrained): Explanation {
  const lost = end === undefined
  const text = [
    wrapped(`Kafka could not be read to the end of "${proof.topic}", so nothing is proved about the service.`),
    `  brokers   ${brokers.join(', ')}`,
    `  fence     ${offsets(proof.fence)}     read to  ${offsets(proof.readTo)}`,
    ...(lost ? [] : [`  end       ${offsets(end)}`]),
    `  waited    ${waitedMs} ms, then at most ${budgetMs} ms to read the rest`,
    wrapped(reason, '  client    '),
    lost
      ? 'Check that Kafka still runs and can be reached.'
      : 'Check the load of Kafka, or give `timeouts.drainMs` more time.',
  ]
  const facts = { topic: proof.topic, brokers, reason, waitedMs, budgetMs }
  return { class: 'INFRASTRUCTURE', code: lost ? 'KAFKA_LOST' : 'NOT_DRAINED', text: text.join('\n'), facts }
}
