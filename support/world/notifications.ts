// The sentences about notifications of events, between the scenario and support/open-finance.

import type { Mismatch } from '../match/index.js'
import {
  isForConsent,
  judgeDifference,
  judgeEvent,
  judgeEventTime,
  notificationIdHeader,
  type Receiver,
} from '../open-finance/index.js'
import { KataError } from '../shared/index.js'
import { explainMessage, listed } from '../verdict/index.js'
import { expectArrival, expectNoArrival } from './arrivals.js'
import { expectNothing } from './expect.js'
import { messageCalled } from './keeping.js'
import { consentOf, receiverOf } from './transmitter.js'
import type { KataWorld } from './world.js'

/** What a notification must tell. */
export interface Awaited {
  readonly eventType: string
  /** Whose consent; missing for the latest one. */
  readonly receiver?: string
  readonly withinMs: number | undefined
}

/**
 * Claims exactly one notification for a consent, judged now, with `withinMs` the whole time; it must tell of that event of
 * the account whose balance changed last.
 */
export async function expectNotification(world: KataWorld, { eventType, receiver, withinMs }: Awaited): Promise<void> {
  const consent = consentOf(world, receiver)
  demandSubscription(world, consent.receiver)
  const expectation = { suffix: ` for the consent of "${consent.receiver.name}"`, judge: isForConsent(consent) }
  await expectArrival(world, { on: consent.receiver.topic, expectation, limit: 'exactly', withinMs })
  const account = world.openFinance.changed ?? consent.account
  demand(world, judgeEvent(world.message(), eventType, account), {
    must: `tell of a ${eventType} of the account`,
    advice: 'Compare what the transmitter publishes with the event that the scenario caused.',
  })
}

/** Proves that a receiver is told nothing at all, by whatever consent. */
export async function expectNoNotification(world: KataWorld, name: string, withinMs?: number): Promise<void> {
  const receiver = receiverOf(world, name)
  demandSubscription(world, receiver)
  const expectation = { suffix: ` for "${name}"`, judge: () => [] }
  await expectNoArrival(world, { on: receiver.topic, expectation, withinMs })
}

/** The header is there, once, and not empty. */
export function expectNotificationHeader(world: KataWorld, header: string): void {
  const { headers } = world.message()
  const actual = Object.hasOwn(headers, header) ? headers[header] : undefined
  const isThere = typeof actual === 'string' && actual !== ''
  const expected = 'one text that is not empty'
  demand(world, isThere ? [] : [{ path: `headers['${header}']`, rule: 'present', expected, actual }], {
    must: `carry the header "${header}"`,
    advice: `It carries ${listed(Object.keys(headers)) || 'no headers'}.`,
  })
}

/** The event happened at most that long before the record was made, or appended where the topic stamps that. */
export function expectEventTime(world: KataWorld, atMostMs: number): void {
  demand(world, judgeEventTime(world.message(), atMostMs), {
    must: `tell of an event of the last ${atMostMs / 1000} s`,
    advice: 'Compare the clocks of transmitter and broker, and when the transmitter takes the time of the event.',
  })
}

/** The notification differs from a kept one in its own id, or in that of its event. KataError NOTHING_KEPT. */
export function expectOther(world: KataWorld, what: 'event' | 'notification', kept: string): void {
  const mismatches = judgeDifference(world.message(), messageCalled(world, kept), what)
  const [must, advice] =
    what === 'event'
      ? [`tell of another event than "${kept}"`, 'Each event has an id of its own: receivers know repeats by it.']
      : [`have another ${notificationIdHeader} than "${kept}"`, 'Each notification has an id of its own.']
  demand(world, mismatches, { must, advice })
}

function demand(
  world: KataWorld,
  mismatches: readonly Mismatch[],
  { must, advice }: { must: string; advice: string },
): void {
  if (mismatches.length === 0) return
  expectNothing(explainMessage(world.message(), mismatches, { must, advice, mask: world.mask }))
}

function demandSubscription({ subscriptions }: KataWorld, { name, topic }: Receiver): void {
  if (subscriptions.has(topic)) return
  throw new KataError('SUBSCRIPTION_MISSING', {
    couldNot: `The scenario asks what "${name}" is told, but does not listen there.`,
    found:
      subscriptions.size === 0
        ? 'It has no subscription.'
        : `It is subscribed to ${listed([...subscriptions.keys()])}.`,
    todo: `Put \`Given a subscription to the notifications of "${name}"\` before the step that causes them.`,
    facts: { name, topic },
  })
}
