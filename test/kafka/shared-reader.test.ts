// What a shared reader makes of a topic that is not what it was, on a topic in memory.

import { expect, it } from 'vitest'
import { type Message, type Readers, Subscription, sharedReaders } from '../../support/kafka/index.js'
import { FakeClock, settled } from './fake-clock.js'
import { FakeTopic } from './fake-topic.js'
import { all, ids } from './listening.js'

it('a topic that was made again with fewer partitions is read from its own fence', async () => {
  const { topic, open, seen } = await shared(2)
  topic.writeTo(1, 1)
  topic.consumer.join()
  await topic.consumer.read()
  topic.logs.length = 1
  const second = await open()
  expect((await second.none(all, 0)).kind).toBe('absent')
  expect([topic.made.length, seen(second)]).toEqual([2, []])
})

it('a topic that was made again with more records is not taken for the old one', async () => {
  const { topic, open, seen } = await shared(1, 'a')
  topic.consumer.join()
  topic.logs[0] = []
  topic.write(1, 2, 3)
  topic.id = 'b'
  const second = await open()
  topic.write(4)
  topic.consumer.join()
  await topic.consumer.read()
  expect([topic.made.length, seen(second)]).toEqual([2, [4]])
})

it('a topic that is away when somebody subscribes is read from its beginning when it is there again', async () => {
  const { topic, open, seen } = await shared(1)
  topic.consumer.join()
  topic.write(1, 2, 3)
  await topic.consumer.read()
  topic.logs.length = 0
  const second = await open()
  expect(topic.disposed).toEqual(['kata-1'])
  topic.grow(1)
  topic.write(4, 5)
  const looking = second.none(all, 0)
  await settled()
  topic.consumer.join()
  await topic.consumer.read()
  expect([(await looking).kind, seen(second)]).toEqual(['present', [4, 5]])
  second.close()
})

it('all of a partition that was added is new to a subscription that is older', async () => {
  const { topic, first, open, seen } = await shared(1)
  topic.consumer.join()
  topic.grow(1)
  topic.writeTo(1, 1)
  const second = await open()
  topic.writeTo(1, 2)
  await settled()
  topic.consumer.join()
  await topic.consumer.read()
  expect([seen(first), seen(second)]).toEqual([[1, 2], [2]])
})

it('a reader that ended is replaced at the next subscription', async () => {
  const { topic, first, open, seen } = await shared(1)
  topic.consumer.join()
  first.close()
  topic.consumer.crash('the coordinator is gone')
  topic.write(1)
  const second = await open()
  topic.write(2)
  await settled()
  topic.consumer.join()
  await topic.consumer.read()
  expect([topic.made.length, seen(second)]).toEqual([2, [2]])
})

/** A first subscription, whose reader has not joined yet. */
async function shared(partitions: number, id?: string) {
  const topic = new FakeTopic(partitions)
  topic.id = id
  const readers: Readers = sharedReaders(topic.consumers())
  const clock = new FakeClock()
  const open = async () => {
    const subscription = await Subscription.open(topic.name, { client: topic, readers, clock, drainMs: 1000 })
    await settled()
    return subscription
  }
  const seen = (subscription: Subscription): readonly number[] =>
    ids(subscription.inbox.all().map(({ message }: { message: Message }) => message))
  return { topic, first: await open(), open, seen }
}
