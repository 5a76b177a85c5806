// One reader for many subscriptions: paid once, and each subscription sees what it would see with a reader of its own.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Broker, startBroker } from '../../broker/index.js'
import { KafkaClient, type Message, type Readers, Subscription, sharedReaders } from '../../support/kafka/index.js'

let broker: Broker
let client: KafkaClient
let readers: Readers
const warnings: string[] = []

beforeAll(async () => {
  broker = await startBroker()
  const warn = (text: string) => void warnings.push(text)
  client = new KafkaClient({ brokers: [broker.bootstrap], groupPrefix: 'kata-shared-', warn })
  readers = sharedReaders(client.consumers())
})

afterAll(async () => {
  readers.close()
  await client.close(5000)
  expect(broker.groups()).toEqual([])
  expect(warnings).toEqual([])
  await broker.close()
})

const open = (topic: string) => Subscription.open(topic, { client, readers, lateMs: 200 })
const all = () => true
const ids = (messages: readonly Message[]) => messages.map(({ value }) => (value as { id: number }).id)
const publish = (topic: string, id: number) => client.publish(topic, { value: JSON.stringify({ id }) })

it('subscriptions to one topic share one group, one after the other and at once', async () => {
  broker.createTopic('t')
  const first = await open('t')
  await publish('t', 1)
  const taken = await first.take({ count: 1, where: all, timeoutMs: 5000, limit: 'exactly' })
  first.close()
  const second = await open('t')
  const third = await open('t')
  await publish('t', 2)
  const outcomes = [second, third].map((subscription) =>
    subscription.take({ count: 1, where: all, timeoutMs: 5000, limit: 'exactly' }),
  )
  expect(
    [taken, ...(await Promise.all(outcomes))].map((outcome) => outcome.kind === 'claimed' && ids(outcome.messages)),
  ).toEqual([[1], [2], [2]])
  expect(new Set([first, second, third].flatMap((subscription) => subscription.proof().groupIds)).size).toBe(1)
  for (const subscription of [second, third]) subscription.close()
})

it('what lay there before a subscription is stale to it, although the reader has read it', async () => {
  broker.createTopic('stale')
  const first = await open('stale')
  await publish('stale', 1)
  await first.take({ count: 1, where: all, timeoutMs: 5000 })
  const second = await open('stale')
  expect((await second.none(all, 0)).kind).toBe('absent')
  for (const subscription of [first, second]) subscription.close()
})

it('what the reader reads while the fence is still being asked for is not lost', async () => {
  broker.createTopic('racing', { partitions: 1 })
  const first = await open('racing')
  const slowFence: Pick<
    KafkaClient,
    'brokers' | 'consumers' | 'lastErrorWithin' | 'topicEnds' | 'topicFence' | 'topicId'
  > = {
    brokers: client.brokers,
    consumers: () => client.consumers(),
    lastErrorWithin: (ms) => client.lastErrorWithin(ms),
    topicId: (topic) => client.topicId(topic),
    // The record comes between the reading of the fence and its arrival here, and the reader is faster.
    topicEnds: (topic, timeoutMs) => client.topicEnds(topic, timeoutMs),
    async topicFence(topic) {
      const fence = await client.topicFence(topic)
      await publish(topic, 7)
      await first.take({ count: 1, where: all, timeoutMs: 5000 })
      return fence
    },
  }
  const second = await Subscription.open('racing', { client: slowFence, readers, lateMs: 200 })
  const outcome = await second.take({ count: 1, where: all, timeoutMs: 0 })
  expect(outcome.kind === 'claimed' && ids(outcome.messages)).toEqual([7])
  for (const subscription of [first, second]) subscription.close()
})

it('a topic that was deleted and made again is read from its beginning', async () => {
  broker.createTopic('again', { partitions: 1 })
  const first = await open('again')
  for (const id of [1, 2, 3]) await publish('again', id)
  await first.take({ count: 3, where: all, timeoutMs: 5000 })
  first.close()
  await deleteTopic('again')
  broker.createTopic('again', { partitions: 1 })
  const second = await open('again')
  await publish('again', 4)
  const outcome = await second.take({ count: 1, where: all, timeoutMs: 5000, limit: 'exactly' })
  expect(outcome.kind === 'claimed' && ids(outcome.messages)).toEqual([4])
  second.close()
})

async function deleteTopic(topic: string): Promise<void> {
  const { Kafka } = await import('kafkajs')
  const admin = new Kafka({ brokers: [broker.bootstrap], logLevel: 0 }).admin()
  await admin.connect()
  await admin.deleteTopics({ topics: [topic] })
  await admin.disconnect()
}
