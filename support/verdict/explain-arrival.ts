// Turns what an inbox answered into the words and the class of a failure.

import type { Message, Missing, NoneOutcome, NotDrained, Present, Surplus, TakeOutcome } from '../kafka/index.js'
import { type Mismatch, rankNearMisses } from '../match/index.js'
import type { Expectation, Explanation, Trigger } from './explanation.js'
import { labelled, wrapped } from './lines.js'
import {
  contentLines,
  counted,
  duration,
  factsOf,
  fenceLines,
  hintOf,
  listed,
  type MaskText,
  messageLines,
  mismatchLines,
  offsets,
  placeOf,
  placesOf,
  position,
  proofLines,
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
      return explainNotDrained(outcome, around)
  }
}

function explainMissing(outcome: Missing, around: Surroundings): Explanation {
  if (outcome.late !== undefined) return explainLate(outcome, around)
  if (cameTooEarly(outcome, around)) return explainTooLateSubscription(outcome, around)
  const { expectation, mask } = around
  const { proof, wanted, matched, timeoutMs } = outcome
  const nearest = rankNearMisses(
    outcome.others.map((message) => ({ message, mismatches: expectation.judge(message) })),
    1,
  )[0]
  const amount = wanted === 1 ? 'No message' : `Only ${matched.length} of ${wanted} messages`
  const within = timeoutMs > 0 ? ` within ${timeoutMs} ms` : ''
  const text = [
    wrapped(mask(`${amount}${expectation.suffix} arrived on "${proof.topic}"${within}.`)),
    ...proofLines(proof, matched.length),
    ...(nearest === undefined ? [] : nearestLines(nearest, around)),
    ...takenLines(outcome.taken),
    ...staleLines(outcome.before, around),
    wrapped(missingAdvice(outcome, nearest?.mismatches ?? [], mask)),
  ]
  const facts = {
    topic: proof.topic,
    fence: Object.fromEntries(proof.fence),
    readTo: Object.fromEntries(proof.readTo),
    seen: proof.seen,
    matched: matched.length,
    wanted,
    timeoutMs,
    ...(nearest === undefined
      ? {}
      : { nearest: { ...placeOf(nearest.message), mismatches: factsOf(nearest.mismatches) } }),
    stale: placesOf(outcome.before),
  }
  return { class: 'MISSING', code: 'MISSING', text: text.join('\n'), facts }
}

function nearestLines(nearest: { message: Message; mismatches: readonly Mismatch[] }, around: Surroundings): string[] {
  const { message, mismatches } = nearest
  const { trigger, mask } = around
  const when = trigger === undefined ? '' : `, ${mask(since(message, trigger))}`
  return [labelled('closest', `${position(message)}${when}`), ...mismatchLines(mismatches, mask, 12)]
}

/** The clock of the producer may go before ours. */
function since({ timestamp }: Message, { at, name }: Trigger): string {
  return timestamp < at ? `${duration(at - timestamp)} before ${name}` : `${duration(timestamp - at)} after ${name}`
}

function takenLines(taken: readonly Message[]): string[] {
  return taken
    .slice(-1)
    .map((message) => `  taken     ${position(message)} matches, but an earlier step of the scenario took it`)
}

function staleLines(before: readonly Message[], { subscribedAt }: Surroundings): string[] {
  const last = before.at(-1)
  if (last === undefined) return []
  const age = since(last, { at: subscribedAt, name: 'the subscription' })
  return [labelled('earlier', `${position(last)} matches, but was written ${age}`)]
}

function missingAdvice(outcome: Missing, mismatches: readonly Mismatch[], mask: MaskText): string {
  if (outcome.taken.length > 0)
    return 'If both steps mean the same message, leave one out; if not, the service did not send another.'
  const hint = hintOf(mismatches, mask)
  if (hint !== undefined) return hint
  if (!outcome.proof.topicExists)
    return 'Nothing has created the topic: check its name, and what the service is configured with.'
  if (outcome.proof.seen > 0) return 'Compare what the service publishes with what the step asks for.'
  return 'Nothing was published there: check the log of the service, and the topic that it is configured with.'
}

function explainLate(outcome: Missing, { expectation, mask }: Surroundings): Explanation {
  const { late, proof, timeoutMs, wanted } = outcome
  const what = wanted === 1 ? 'The message' : `The last of ${wanted} messages`
  const byMs = Math.round(late?.byMs ?? 0)
  const text = [
    wrapped(
      mask(
        `${what}${expectation.suffix} arrived on "${proof.topic}" ${byMs} ms after the deadline of ${timeoutMs} ms.`,
      ),
    ),
    ...messageLines(late?.messages ?? []),
    'Find out why the service is slow, or give the step more time with "within N seconds".',
  ]
  const facts = { topic: proof.topic, byMs, timeoutMs, messages: placesOf(late?.messages ?? []) }
  return { class: 'LATE', code: 'LATE', text: text.join('\n'), facts }
}

/** A match before the fence, yet after the trigger: the scenario subscribed when the message was already there. */
function cameTooEarly({ before }: Missing, { trigger, subscribedAt }: Surroundings): boolean {
  if (trigger === undefined || trigger.at >= subscribedAt) return false
  return before.some(({ timestamp }) => timestamp >= trigger.at)
}

function explainTooLateSubscription({ before, proof }: Missing, around: Surroundings): Explanation {
  const { expectation, trigger, mask } = around
  const text = [
    wrapped(mask(`The message${expectation.suffix} was on "${proof.topic}" before the scenario subscribed to it.`)),
    ...messageLines(before.slice(-1)),
    wrapped(mask(`Move the line \`Given a subscription to "…"\` before ${trigger?.name ?? 'the call'}.`)),
  ]
  const facts = { topic: proof.topic, before: placesOf(before) }
  return { class: 'TEST', code: 'SUBSCRIPTION_TOO_LATE', text: text.join('\n'), facts }
}

function explainSurplus({ messages, wanted, proof }: Surplus, { expectation, mask }: Surroundings): Explanation {
  const was = wanted === 1 ? 'exactly 1 was' : `exactly ${wanted} were`
  const found = `${counted(messages.length)}${expectation.suffix}`
  const text = [
    wrapped(mask(`${found} arrived on "${proof.topic}" where ${was} expected.`)),
    ...messageLines(messages),
    'The service publishes more often than it promises, or another call caused one of them.',
  ]
  const facts = { topic: proof.topic, wanted, found: messages.length, messages: placesOf(messages) }
  return { class: 'CONTRACT', code: 'CONTRACT', text: text.join('\n'), facts }
}

function explainPresent({ messages, proof }: Present, { expectation, mask }: Surroundings): Explanation {
  const found = `${counted(messages.length)}${expectation.suffix}`
  const text = [
    wrapped(mask(`${found} arrived on "${proof.topic}" where none was expected.`)),
    ...contentLines(messages, mask),
    'The service publishes what it should not, or another call caused it.',
  ]
  const facts = { topic: proof.topic, wanted: 0, found: messages.length, messages: placesOf(messages) }
  return { class: 'CONTRACT', code: 'CONTRACT', text: text.join('\n'), facts }
}

function explainNotDrained(outcome: NotDrained, { mask }: Surroundings): Explanation {
  const { proof, brokers, reason, end, waitedMs, budgetMs } = outcome
  const text = [
    wrapped(mask(`Kafka could not be read to the end of "${proof.topic}", so nothing is proved about the service.`)),
    labelled('brokers', listed(brokers)),
    ...fenceLines(proof),
    ...(end === undefined ? [] : [labelled('end', end.size === 0 ? 'none' : offsets(end))]),
    `  waited    ${waitedMs} ms, then at most ${budgetMs} ms to read the rest`,
    labelled('client', mask(reason.replace(/\s+/g, ' '))),
    wrapped(notDrainedAdvice(outcome)),
  ]
  const facts = { topic: proof.topic, brokers, reason, waitedMs, budgetMs }
  const code = end === undefined ? 'KAFKA_LOST' : 'NOT_DRAINED'
  return { class: 'INFRASTRUCTURE', code, text: text.join('\n'), facts }
}

/** kafkajs' own words, which it has for no other cause. */
function missingRight({ reason, proof }: NotDrained): string | undefined {
  const groups = 'READ on groups with the prefix "kata-"'
  if (reason.includes('Group authorization failed')) return `Give this user ${groups}.`
  if (reason.includes('Topic authorization failed')) return `Give this user READ on the topic "${proof.topic}".`
  if (!reason.includes('Failed to find group coordinator')) return undefined
  return `Most often this user lacks ${groups}, which Kafka then hides; else see the log of Kafka.`
}

function notDrainedAdvice(outcome: NotDrained): string {
  const { end, cause } = outcome
  const right = missingRight(outcome)
  if (right !== undefined) return right
  if (end === undefined) return 'Check that Kafka still runs and can be reached.'
  if (cause === 'open-transaction')
    return 'Find out whose transaction it is: nothing behind its start is read before it ends.'
  if (cause === 'topic-deleted') return 'Do not delete a topic while scenarios listen to it.'
  return 'Check the load of Kafka, or give `timeouts.drainMs` more time.'
}
