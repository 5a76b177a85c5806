// What a subscription answers when things come late, in part, or never: on a topic in memory and a clock that stands still.

import { describe, expect, it } from 'vitest'
import {
  type Message,
  Subscription,
  type TakeOptions,
  type TakeOutcome,
  type Where,
} from '../../support/kafka/index.js'
import { FakeClock, settled } from './fake-clock.js'
import { FakeTopic } from './fake-topic.js'

const all: Where = () => true
const none: Where = () => false
const idOf = ({ value }: Message) => (value as { id: number }).id
const ids = (messages: readonly Message[]) => messages.map(idOf)

describe('"at least"', () => {
  it('claims the first that match in the order of their arrival and leaves the others', async () => {
    const { topic, subscription } = await listening()
    topic.write(1, 2, 3, 4)
    await topic.consumer.read()
    const even: Where = (message) => idOf(message) % 2 === 0
    expect(await claimed(subscription, { count: 1, where: even, timeoutMs: 0, limit: 'at least' })).toEqual([2])
    expect(await claimed(subscription, { count: 2, where: all, timeoutMs: 0 })).toEqual([1, 3])
    expect(await claimed(subscription, { count: 1, where: all, timeoutMs: 0 })).toEqual([4])
  })

  it('ends as soon as there are enough', async () => {
    const { topic, subscription } = await listening()
    const taking = claimed(subscription, { count: 2, where: all, timeoutMs: 5000 })
    topic.write(1)
    await topic.consumer.read()
    topic.write(2)
    await topic.consumer.read()
    expect(await taking).toEqual([1, 2])
  })

  it('claims what lay there at the deadline and was read after it', async () => {
    const { topic, clock, subscription } = await listening()
    const taking = claimed(subscription, { count: 1, where: all, timeoutMs: 5000 })
    await settled()
    topic.write(1)
    await clock.pass(5000)
    await topic.consumer.read()
    expect(await taking).toEqual([1])
  })

  it('does not claim what came while the reader was still reading up to the deadline', async () => {
    const { topic, clock, subscription } = await listening()
    const taking = subscription.take({ count: 1, where: (message) => idOf(message) === 2, timeoutMs: 5000 })
    await settled()
    topic.write(1)
    await clock.pass(5000)
    topic.write(2)
    await topic.consumer.read()
    const outcome = await taking
    expect(outcome).toMatchObject({ kind: 'missing', matched: [], late: { byMs: 0 } })
    expect(outcome.kind === 'missing' && ids(outcome.others)).toEqual([1])
  })
})

describe('"exactly"', () => {
  it('judges when the number is reached, up to the end of the log as it is then', async () => {
    const { topic, subscription } = await listening()
    const taking = subscription.take({ count: 1, where: all, timeoutMs: 5000, limit: 'exactly' })
    const endOffsets = topic.endOffsets.bind(topic)
    topic.endOffsets = () => {
      topic.write(2)
      return endOffsets()
    }
    topic.write(1)
    await topic.consumer.read()
    await settled()
    await topic.consumer.read()
    expect(surplus(await taking)).toEqual([1, 2])
  })

  it('does not count what was written after the end of the log had been read', async () => {
    const { topic, subscription } = await listening()
    const taking = claimed(subscription, { count: 1, where: all, timeoutMs: 5000, limit: 'exactly' })
    topic.write(1)
    await topic.consumer.read()
    expect(await taking).toEqual([1])
    topic.write(2)
    await topic.consumer.read()
    expect(await claimed(subscription, { count: 1, where: all, timeoutMs: 0 })).toEqual([2])
  })

  it('over the whole time goes on waiting when the number is reached', async () => {
    const { topic, clock, subscription } = await listening()
    let isOver = false
    const taking = claimed(subscription, { count: 1, where: all, timeoutMs: 5000, limit: 'exactly, whole time' })
    void taking.then(() => {
      isOver = true
    })
    topic.write(1)
    await topic.consumer.read()
    await clock.pass(4999)
    expect(isOver).toBe(false)
    await clock.pass(1)
    expect(await taking).toEqual([1])
  })

  it('over the whole time ends at once when there is one too many', async () => {
    const { topic, subscription } = await listening()
    const taking = subscription.take({ count: 1, where: all, timeoutMs: 5000, limit: 'exactly, whole time' })
    topic.write(1, 2)
    await topic.consumer.read()
    expect(surplus(await taking)).toEqual([1, 2])
  })

  it('claims nothing where there was one too many', async () => {
    const { topic, subscription } = await listening()
    topic.write(1, 2)
    await topic.consumer.read()
    await subscription.take({ count: 1, where: all, timeoutMs: 0, limit: 'exactly' })
    expect(subscription.inbox.all().map(({ claimed }) => claimed)).toEqual([false, false])
  })
})

describe('"none"', () => {
  it('with a time ends at once when something matches', async () => {
    const { topic, subscription } = await listening()
    const looking = subscription.none(all, 5000)
    topic.write(1)
    await topic.consumer.read()
    expect(await looking).toMatchObject({ kind: 'present', messages: [{ offset: 0 }] })
  })

  it('with a time waits the whole of it and then reads up to the end of the log', async () => {
    const { topic, clock, subscription } = await listening()
    const looking = subscription.none(all, 5000)
    await clock.pass(4999)
    topic.write(1)
    await clock.pass(1)
    await topic.consumer.read()
    expect((await looking).kind).toBe('present')
  })

  it('is proved up to the end of the log as it is now', async () => {
    const { topic, subscription } = await listening()
    topic.write(1)
    const looking = subscription.none(none, 0)
    await settled()
    await topic.consumer.read()
    expect(await looking).toMatchObject({ kind: 'absent', proof: { seen: 1, readTo: new Map([[0, 1]]) } })
  })

  it('does not see what was claimed', async () => {
    const { topic, subscription } = await listening()
    topic.write(1)
    await topic.consumer.read()
    await subscription.take({ count: 1, where: all, timeoutMs: 0 })
    expect((await subscription.none(all, 0)).kind).toBe('absent')
  })
})

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

describe('a predicate', () => {
  it('is asked once about each message', async () => {
    const { topic, subscription } = await listening()
    const asked: number[] = []
    const where: Where = (message) => asked.push(idOf(message)) > 3
    const taking = subscription.take({ count: 1, where, timeoutMs: 5000 })
    for (const id of [1, 2, 3, 4]) {
      topic.write(id)
      await topic.consumer.read()
    }
    await taking
    expect(asked).toEqual([1, 2, 3, 4])
  })

  it('that throws ends the waiting, and the reader goes on', async () => {
    const { topic, subscription } = await listening()
    const taking = subscription.take({
      count: 1,
      where: () => {
        throw new Error('no such marker')
      },
      timeoutMs: 5000,
    })
    const refused = expect(taking).rejects.toThrow('no such marker')
    topic.write(1, 2)
    await topic.consumer.read()
    await refused
    expect(await claimed(subscription, { count: 2, where: all, timeoutMs: 0 })).toEqual([1, 2])
  })
})

async function listening(
  options: { written?: readonly number[]; partitions?: number; drainMs?: number; lateMs?: number } = {},
) {
  const { written = [], partitions = 1, drainMs = 10_000, lateMs = 3000 } = options
  const topic = new FakeTopic(partitions)
  topic.write(...written)
  const clock = new FakeClock()
  const subscription = await Subscription.open(topic.name, { client: topic, drainMs, lateMs, clock })
  await settled()
  if (partitions > 0) topic.consumer.join()
  return { topic, clock, subscription }
}

async function claimed(subscription: Subscription, options: TakeOptions): Promise<readonly number[]> {
  const outcome = await subscription.take(options)
  expect(outcome.kind).toBe('claimed')
  return outcome.kind === 'claimed' ? ids(outcome.messages) : []
}

function surplus(outcome: TakeOutcome): readonly number[] | string {
  return outcome.kind === 'surplus' ? ids(outcome.messages) : outcome.kind
}
