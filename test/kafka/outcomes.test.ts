// What a subscription answers, on a topic in memory and by a clock that stands still.

import { describe, expect, it } from 'vitest'
import type { TakeOutcome, Where } from '../../support/kafka/index.js'
import { settled } from './fake-clock.js'
import { all, claimed, idOf, ids, listening } from './listening.js'

const none: Where = () => false

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
    const topicEnds = topic.topicEnds.bind(topic)
    topic.topicEnds = () => {
      topic.write(2)
      return topicEnds()
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

it('what Kafka told of too late is not taken for what was there at the deadline', async () => {
  const { topic, clock, subscription } = await listening()
  const topicEnds = topic.topicEnds.bind(topic)
  let answer = () => {}
  topic.topicEnds = () =>
    new Promise((resolve) => {
      answer = () => resolve(topicEnds())
    })
  const taking = subscription.take({ count: 1, where: all, timeoutMs: 500 })
  await clock.pass(500)
  topic.write(1)
  const record = topic.log(0)[0]
  if (record !== undefined && record !== null) topic.log(0)[0] = { ...record, timestamp: String(Date.now() + 3000) }
  await topic.consumer.read()
  await clock.pass(4000)
  answer()
  expect(await taking).toMatchObject({ kind: 'not-drained', reason: 'where the log ended was told 4000 ms late' })
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

function surplus(outcome: TakeOutcome): readonly number[] | string {
  return outcome.kind === 'surplus' ? ids(outcome.messages) : outcome.kind
}
