// A subscription to a topic in memory, by a clock that stands still.

import { expect } from 'vitest'
import { type Message, Subscription, type TakeOptions, type Where } from '../../support/kafka/index.js'
import { FakeClock, settled } from './fake-clock.js'
import { FakeTopic } from './fake-topic.js'

export const all: Where = () => true
export const idOf = ({ value }: Message) => (value as { id: number }).id
export const ids = (messages: readonly Message[]) => messages.map(idOf)

/** Subscribes when so many records lie there; the reader has joined, but has read nothing. */
export async function listening(
  options: {
    written?: readonly number[]
    openFrom?: number
    partitions?: number
    id?: string
    drainMs?: number
    lateMs?: number
  } = {},
) {
  const { written = [], openFrom, partitions = 1, id, drainMs = 10_000, lateMs = 3000 } = options
  const topic = new FakeTopic(partitions)
  if (openFrom !== undefined) topic.openFrom = openFrom
  topic.write(...written)
  topic.id = id
  const clock = new FakeClock()
  const subscription = await Subscription.open(topic.name, { client: topic, drainMs, lateMs, clock })
  await settled()
  if (partitions > 0) topic.consumer.join()
  return { topic, clock, subscription }
}

/** The ids of what is claimed; anything else fails. */
export async function claimed(subscription: Subscription, options: TakeOptions): Promise<readonly number[]> {
  const outcome = await subscription.take(options)
  expect(outcome.kind).toBe('claimed')
  return outcome.kind === 'claimed' ? ids(outcome.messages) : []
}
