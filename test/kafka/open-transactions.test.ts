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

it('nothing is absent behind the fence while a transaction hides what lies there', async () => {
  const { topic, clock, subscription } = await listening({ ...startedBefore, drainMs: 500 })
  topic.write(4)
  const looking = subscription.none(all, 0)
  await clock.pass(500)
  expect(await looking).toMatchObject({
    kind: 'not-drained',
    cause: 'open-transaction',
    reason: 'an open transaction holds back 3 offsets',
    end: new Map([[0, 4]]),
  })
})

it('what was there when the question was asked is present once the transaction has ended', async () => {
  const { topic, subscription } = await listening(startedBefore)
  topic.write(4)
  const looking = subscription.none(all, 0)
  await settled()
  topic.write(5)
  topic.openFrom = Number.POSITIVE_INFINITY
  await topic.consumer.read()
  const outcome = await looking
  expect(outcome.kind === 'present' && ids(outcome.messages)).toEqual([4])
})

it('how many there are is not told while a transaction hides another', async () => {
  const { topic, clock, subscription } = await listening({ drainMs: 500 })
  topic.write(1)
  topic.openFrom = 1
  topic.write(2)
  await topic.consumer.read()
  const exactly = subscription.take({ count: 1, where: all, timeoutMs: 0, limit: 'exactly' })
  await clock.pass(500)
  expect(await exactly).toMatchObject({ kind: 'not-drained' })
  expect(await claimed(subscription, { count: 1, where: all, timeoutMs: 0 })).toEqual([1])
})

it('what becomes readable after the deadline is late', async () => {
  const { topic, clock, subscription } = await listening(startedBefore)
  topic.write(4)
  const taking = subscription.take({ count: 1, where: all, timeoutMs: 1000 })
  await clock.pass(1000)
  topic.openFrom = Number.POSITIVE_INFINITY
  await topic.consumer.read()
  await settled()
  for (const consumer of topic.made.slice(1)) {
    consumer.join()
    await consumer.read()
  }
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
})
