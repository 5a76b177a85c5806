// What a subscription answers when its reader does not get to the end of the log, or a message comes too late.

import { describe, expect, it } from 'vitest'
import { settled } from './fake-clock.js'
import { all, claimed, idOf, ids, listening } from './listening.js'

describe('what cannot be read to its end', () => {
  it('proves nothing: neither that a message is missing nor that there is none', async () => {
    const { topic, clock, subscription } = await listening({ drainMs: 2000 })
    topic.write(1)
    const taking = subscription.take({ count: 1, where: all, timeoutMs: 1000 })
    const looking = subscription.none(all, 1000)
    await clock.pass(1000)
    await clock.pass(2000)
    const expected = { kind: 'not-drained', reason: 'nothing', end: new Map([[0, 1]]), waitedMs: 1000, budgetMs: 2000 }
    expect([await taking, await looking]).toMatchObject([expected, expected])
  })

  it('is a partition that somebody else in the group reads', async () => {
    const { topic, clock, subscription } = await listening({ drainMs: 2000, partitions: 2 })
    topic.consumer.join([0])
    topic.writeTo(0, 1)
    topic.writeTo(1, 2)
    await topic.consumer.read()
    const looking = subscription.none((message) => idOf(message) === 2, 0)
    await clock.pass(2000)
    expect((await looking).kind).toBe('not-drained')
  })

  it('says why the consumer crashed', async () => {
    const { topic, clock, subscription } = await listening({ drainMs: 2000 })
    topic.write(1)
    topic.consumer.crash('the coordinator is gone')
    const looking = subscription.none(all, 0)
    await clock.pass(2000)
    expect(await looking).toMatchObject({ kind: 'not-drained', reason: 'the coordinator is gone' })
    subscription.close()
  })

  it('is a topic that was deleted, or deleted and made again', async () => {
    const { topic, subscription } = await listening({ written: [1, 2] })
    const deleted = { kind: 'not-drained', reason: 'the topic was deleted' }
    topic.logs[0] = [null]
    expect(await subscription.none(all, 0)).toMatchObject(deleted)
    topic.logs.length = 0
    expect(await subscription.none(all, 0)).toMatchObject(deleted)
    expect(await subscription.take({ count: 1, where: all, timeoutMs: 0 })).toMatchObject(deleted)
  })

  it('is a topic that was made again with as many records, where the broker tells one from the other', async () => {
    const { topic, subscription } = await listening({ written: [1], id: 'a' })
    topic.id = 'b'
    expect(await subscription.none(all, 0)).toMatchObject({ kind: 'not-drained', reason: 'the topic was deleted' })
  })

  it('is a topic that is made again while the reader is on its way', async () => {
    const { topic, subscription } = await listening({ id: 'a' })
    topic.write(1)
    const looking = subscription.none((message) => idOf(message) === 7, 0)
    await settled()
    topic.id = 'b'
    await topic.consumer.read()
    expect(await looking).toMatchObject({ kind: 'not-drained', reason: 'the topic was deleted' })
  })

  it('is not waited for where the log no longer holds what comes next', async () => {
    const { topic, subscription } = await listening()
    topic.write(1)
    const looking = subscription.none(all, 0)
    await settled()
    await topic.consumer.leap(0)
    expect(await looking).toMatchObject({
      kind: 'not-drained',
      reason: 'records were deleted before they could be read, or the topic was made again (OFFSET_OUT_OF_RANGE)',
    })
  })

  it('is a topic that appeared after the fence and was deleted', async () => {
    const { topic, subscription } = await listening({ partitions: 0 })
    topic.grow(1)
    expect((await subscription.none(all, 0)).kind).toBe('absent')
    topic.logs.length = 0
    expect(await subscription.none(all, 0)).toMatchObject({ kind: 'not-drained', reason: 'the topic was deleted' })
    subscription.close()
  })

  it('is a partition that was added, until the reader has joined for it', async () => {
    const { topic, subscription } = await listening()
    topic.grow(1)
    topic.writeTo(1, 7)
    const taking = claimed(subscription, { count: 1, where: all, timeoutMs: 0 })
    await settled()
    topic.consumer.join()
    await topic.consumer.read()
    expect(await taking).toEqual([7])
  })
})

describe('a message that is missing', () => {
  it('is late by the time between the deadline and its arrival', async () => {
    const { topic, clock, subscription } = await listening()
    const taking = subscription.take({ count: 2, where: all, timeoutMs: 5000 })
    topic.write(1)
    await topic.consumer.read()
    await clock.pass(5000)
    await clock.pass(700)
    topic.write(2)
    await topic.consumer.read()
    const outcome = await taking
    expect(outcome.kind === 'missing' && [ids(outcome.matched), ids(outcome.late?.messages ?? [])]).toEqual([[1], [2]])
    expect(outcome).toMatchObject({ late: { byMs: 700 } })
  })

  it('is looked for before the fence as long as a drain may take, so that a slow join hides nothing', async () => {
    const { topic, clock, subscription } = await listening({ written: [1, 2], lateMs: 3000, drainMs: 10_000 })
    const taking = subscription.take({ count: 1, where: all, timeoutMs: 0 })
    await clock.pass(0)
    await clock.pass(3000)
    topic.consumer.join()
    await topic.consumer.read()
    const outcome = await taking
    expect(outcome.kind === 'missing' && ids(outcome.before)).toEqual([1, 2])
    expect(topic.disposed).toEqual(['kata-2'])
  })

  it('stays missing where nobody can look before the fence', async () => {
    const { clock, subscription } = await listening({ written: [1], lateMs: 3000, drainMs: 10_000 })
    const taking = subscription.take({ count: 1, where: all, timeoutMs: 0 })
    await clock.pass(0)
    await clock.pass(10_000)
    expect(await taking).toMatchObject({ kind: 'missing', before: [] })
  })
})
