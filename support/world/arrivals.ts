// Steps about arriving messages: they ask a subscription, keep what it answers, and fail with an explanation.

import type { Message, Subscription, TakeOptions } from '../kafka/index.js'
import { isUnjudged, type Mismatch } from '../match/index.js'
import { KataError } from '../shared/index.js'
import { type Expectation, explainArrival, type Trigger } from '../verdict/index.js'
import { refuseAbsentTopic } from './absent-topics.js'
import { expectNothing } from './expect.js'
import { type Asked, noteUnseen, refuseMisspelt, refuseMisspeltAbsence } from './misspelt-paths.js'
import { refuseMiswritten } from './miswritten-rows.js'
import { allowStep } from './run-step.js'
import { subscriptionTo } from './subscriptions.js'
import type { Cause, KataWorld } from './world.js'

/** What a step wants to arrive. */
export interface Arrival {
  /** A channel or a topic. */
  readonly on: string
  readonly expectation: Expectation
  /** @default 1 */
  readonly count?: number
  /** @default 'at least' */
  readonly limit?: 'at least' | 'exactly'
  /** Missing where the step says nothing of time: then the environment's `timeouts.messageMs`. */
  readonly withinMs?: number | undefined
}

/**
 * Claims messages; the last of them is "the message" from then on, all of them are `messages`.
 *
 * @throws MatchError MISSING, LATE, CONTRACT; KataError KAFKA_LOST, NOT_DRAINED, SUBSCRIPTION_TOO_LATE,
 *   SUBSCRIPTION_MISSING, PATH_INVALID
 */
export async function expectArrival(world: KataWorld, arrival: Arrival): Promise<readonly Message[]> {
  if (arrival.count !== undefined && arrival.count < 1) return await expectNone(world, arrival, arrival.count)
  const subscription = await subscriptionTo(world, arrival.on)
  const timeoutMs = arrival.withinMs ?? world.worker.settings.timeouts.messageMs
  allowWait(world, timeoutMs)
  const { expectation } = arrival
  const outcome = await subscription.take({
    count: arrival.count ?? 1,
    where: accepts(expectation.judge),
    timeoutMs,
    limit: limitOf(arrival),
  })
  if (outcome.kind === 'missing') {
    // A message that a pattern was stopped on may be the one.
    outcome.others.some(isSurelyMeant(expectation.judge))
    refuseMisspelt(world, askedOf(subscription, expectation))
  }
  expectNothing(explainArrival(outcome, surroundings(world, subscription, expectation)))
  if (arrival.limit === 'exactly') refuseUncausedCount(world, subscription)
  const messages = 'messages' in outcome ? outcome.messages : []
  refuseMisspeltAbsence(world, { topic: subscription.topic, expectation, messages })
  for (const message of messages) world.causesOf.set(message, world.causes.length)
  world.variables.set('messages', messages)
  world.variables.set('message', messages.at(-1))
  return messages
}

/** What must not arrive. */
export interface Absence extends Pick<Arrival, 'on' | 'expectation' | 'withinMs'> {
  /** The service that would send it, where the step knows: calls to others cause nothing of the kind. */
  readonly by?: string
}

/**
 * Proves that nothing unclaimed is there: now, or after the whole of `withinMs`.
 *
 * @throws MatchError CONTRACT; KataError KAFKA_LOST, NOT_DRAINED, SUBSCRIPTION_MISSING, PATH_INVALID, TABLE_INVALID,
 *   CHANNEL_UNKNOWN
 */
export async function expectNoArrival(world: KataWorld, { on, expectation, withinMs = 0, by }: Absence): Promise<void> {
  const subscription = await subscriptionTo(world, on)
  refuseLateSubscription(world, subscription, by)
  allowWait(world, withinMs)
  const outcome = await subscription.none(isSurelyMeant(expectation.judge), withinMs)
  expectNothing(explainArrival(outcome, surroundings(world, subscription, expectation)))
  refuseAbsentTopic(world, subscription)
  const asked = askedOf(subscription, expectation)
  refuseMiswritten(world, { ...asked, messages: subscription.inbox.unclaimed().map(({ message }) => message) })
  refuseMisspelt(world, asked)
  noteUnseen(world, asked)
}

function askedOf({ topic, inbox }: Subscription, expectation: Expectation): Asked {
  return { topic, expectation, messages: inbox.all().map(({ message }) => message) }
}

/**
 * Nothing was caused since the subscription, so its silence says nothing about what came before. A look causes nothing. The
 * last call counts, of the sender where it is known; where none was made to it, a record of the scenario's own may be what is
 * meant, if it follows the subscription.
 */
function refuseLateSubscription({ causes, causesBefore }: KataWorld, subscription: Subscription, by?: string): void {
  const at = causesBefore.get(subscription) ?? 0
  const isCall = ({ kind }: Cause) => kind === 'call'
  const asked = causes.findLast((cause) => by !== undefined && isCall(cause) && cause.service === by)
  if (asked === undefined && causes.slice(at).some(({ kind }) => kind === 'publish')) return
  const last = asked ?? causes.findLast(isCall) ?? causes.findLast(({ kind }) => kind === 'publish')
  if (last === undefined || causes.indexOf(last) >= at) return
  throw tooLate(subscription, last, `That nothing arrived on "${subscription.topic}" could not be proved.`)
}

/** What a call has caused may lie on both sides of a fence that came after it: then nobody can say how many there are. */
function refuseUncausedCount({ causes, causesBefore }: KataWorld, subscription: Subscription): void {
  const at = causesBefore.get(subscription) ?? 0
  const call = causes.slice(0, at).findLast(({ kind }) => kind === 'call')
  if (call === undefined || causes.slice(at).some(({ kind }) => kind !== 'look')) return
  throw tooLate(subscription, call, `That no more messages arrived on "${subscription.topic}" could not be proved.`)
}

function tooLate({ topic }: Subscription, { name }: Trigger, couldNot: string): KataError {
  return new KataError('SUBSCRIPTION_TOO_LATE', {
    couldNot,
    found: `The scenario subscribed after ${name}: what that caused lies before the fence.`,
    todo: `Move the line \`Given a subscription to "…"\` before ${name}.`,
    facts: { topic, trigger: name },
  })
}

/** "Exactly 0" is an absence; "at least 0" is nothing at all. */
async function expectNone(world: KataWorld, arrival: Arrival, count: number): Promise<readonly Message[]> {
  if (arrival.limit === 'exactly' && count === 0) {
    await expectNoArrival(world, arrival)
    return []
  }
  throw new KataError('TABLE_INVALID', {
    couldNot: 'At least 0 messages always arrive: the step would prove nothing.',
    found: `The number in the step is ${count}.`,
    todo: 'Write 1 or more, or `no message has arrived on "…"`.',
  })
}

function allowWait(world: KataWorld, timeoutMs: number): void {
  const { drainMs, lateMs } = world.worker.settings.timeouts
  // The deadline, up to the end of the log, then the grace time and a look before the fence, both at once.
  allowStep(world, timeoutMs + drainMs + Math.max(lateMs, drainMs))
}

function limitOf({ limit, withinMs }: Arrival): NonNullable<TakeOptions['limit']> {
  if (limit !== 'exactly') return 'at least'
  return withinMs === undefined ? 'exactly' : 'exactly, whole time'
}

/** Where it decides, a pattern that was stopped is no answer: the message may be the one. */
function isSurelyMeant(judge: (message: Message) => readonly Mismatch[]): (message: Message) => boolean {
  return (message) => {
    const mismatches = judge(message)
    const unjudged = mismatches.find(isUnjudged)
    if (unjudged === undefined || mismatches.length > mismatches.filter(isUnjudged).length)
      return mismatches.length === 0
    throw new KataError('MARKER_INVALID', {
      couldNot: `Whether such a message arrived on "${message.topic}" could not be told.`,
      found: `partition ${message.partition} offset ${message.offset}, \`${unjudged.path}\`: ${unjudged.hint}`,
      todo: 'Write a simpler pattern, or ask for something else of the message.',
      facts: { topic: message.topic, partition: message.partition, offset: message.offset },
    })
  }
}

function accepts(judge: (message: Message) => readonly Mismatch[]): (message: Message) => boolean {
  return (message) => judge(message).length === 0
}

function surroundings(world: KataWorld, { createdAt }: Subscription, expectation: Expectation) {
  const trigger = world.trigger === undefined ? {} : { trigger: world.trigger }
  return { expectation, subscribedAt: createdAt, mask: world.mask, ...trigger }
}
