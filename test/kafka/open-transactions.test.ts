// What a transaction that is still open does to fence, absence and explanation, on a topic in memory.

import { expect, it } from 'vitest'
import { settled } from './fake-clock.js'
import { all, claimed, ids, listening } from './listening.js'

const startedBefore = { written: [1, 2, 3], openFrom: 1 }

it('what was written before the subscription does not count when the transaction ends after it', async () => {
  const { topic, subscription } = await listening(startedBefore)
  topic.write(4)
  topic.openFrom = Number.POSITIVE_INFINITY
  await topic.consumer.read()
  expect(await claimed(subscription, { count: 1, where: all, timeoutMs: 0, limit: 'exactly' })).toEqual([4])
})

it('a log that is readable only to before the fence is not taken for one of another topic', async () => {
  const { subscription } = await listening(startedBefore)
  expect(await subscription.none(all, 0)).toMatchObject({ kind: 'absent' })
})

it('an absence says how much nobody could read', async () => {
  const { topic, subscription } = await listening(startedBefore)
  topic.write(4)
  expect((await subscription.none(all, 0)).proof.heldBack).toBe(3)
})

it('what becomes readable within the grace time is late', async () => {
  const { topic, clock, subscription } = await listening(startedBefore)
  topic.write(4)
  const taking = subscription.take({ count: 1, where: all, timeoutMs: 1000 })
  await clock.pass(1000)
  topic.openFrom = Number.POSITIVE_INFINITY
  for (const consumer of topic.made.slice(1)) consumer.join()
  for (const consumer of topic.made) await consumer.read()
  await clock.pass(3000)
  const outcome = await taking
  expect(outcome.kind === 'missing' && ids(outcome.late?.messages ?? [])).toEqual([4])
})

it('the look back for stale messages ends where readers are held back', async () => {
  const { topic, clock, subscription } = await listening({ ...startedBefore, lateMs: 0 })
  const taking = subscription.take({ count: 1, where: all, timeoutMs: 0 })
  await clock.pass(0)
  const lookingBack = topic.consumer
  lookingBack.join()
  await lookingBack.read()
  await settled()
  const outcome = await taking
  expect(outcome.kind === 'missing' && ids(outcome.before)).toEqual([1])
  expect(outcome.proof.heldBack).toBe(2)
})
