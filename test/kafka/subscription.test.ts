// The one mechanism that everything rests on, against the embedded broker: nothing lost, nothing twice, nothing stale.

import kafkajs from 'kafkajs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Broker, startBroker } from '../../broker/index.js'
import { KafkaClient, type Message, Subscription, type Where } from '../../support/kafka/index.js'

const all: Where = () => true
const numbered =
  (id: number): Where =>
  (message) =>
    (message.value as { id?: number } | null)?.id === id
const ids = (messages: readonly Message[]) => messages.map(({ value }) => (value as { id: number }).id)
const payload = (id: number) => JSON.stringify({ id })

let broker: Broker
let client: KafkaClient
const warnings: string[] = []

beforeAll(async () => {
  broker = await startBroker()
  client = clientOf(broker, 'kata-test-')
})

afterAll(async () => {
  await client.close(5000)
  await broker.close()
})

describe('a subscription', () => {
  it('takes what was published after it, although its reader has not joined yet', async () => {
    const slow = await startBroker({ initialRebalanceDelayMs: 400 })
    const slowClient = clientOf(slow, 'kata-slow-')
    slow.createTopic('t')
    const subscription = await open('t', slowClient)
    for (const id of [1, 2, 3]) await slowClient.publish('t', { value: payload(id) })
    const outcome = await subscription.take({ count: 3, where: all, timeoutMs: 200, limit: 'exactly' })
    expect(outcome.kind === 'claimed' && ids(outcome.messages).sort()).toEqual([1, 2, 3])
    subscription.close()
    await slowClient.close(8000)
    await slow.close()
  })

  it('never takes what lay there before it, and tells that it was there', async () => {
    broker.createTopic('stale')
    await client.publish('stale', { value: payload(1) })
    const subscription = await open('stale')
    const outcome = await subscription.take({ count: 1, where: all, timeoutMs: 0 })
    expect(outcome).toMatchObject({ kind: 'missing', matched: [], others: [], proof: { seen: 0 } })
    expect(outcome.kind === 'missing' && ids(outcome.before)).toEqual([1])
  })

  it('keeps one fence when it is asked for twice, and takes nothing twice', async () => {
    broker.createTopic('claims')
    const subscription = await open('claims')
    await client.publish('claims', { value: payload(1) })
    await client.publish('claims', { value: payload(2) })
    const first = await subscription.take({ count: 1, where: numbered(2), timeoutMs: 5000 })
    const second = await subscription.take({ count: 1, where: all, timeoutMs: 5000 })
    const third = await subscription.none(all, 0)
    expect([first, second].map((outcome) => outcome.kind === 'claimed' && ids(outcome.messages))).toEqual([[2], [1]])
    expect(third.kind).toBe('absent')
  })

  it('says that one more arrived than was wanted', async () => {
    broker.createTopic('surplus')
    const subscription = await open('surplus')
    for (const id of [1, 2]) await client.publish('surplus', { value: payload(id) })
    const outcome = await subscription.take({ count: 1, where: all, timeoutMs: 5000, limit: 'exactly' })
    expect(outcome.kind === 'surplus' && ids(outcome.messages).sort()).toEqual([1, 2])
  })

  it('tells a message that comes in the grace time from one that never comes', async () => {
    broker.createTopic('late', { partitions: 1 })
    const subscription = await open('late')
    const taking = subscription.take({ count: 1, where: numbered(1), timeoutMs: 0 })
    const missing = taking.then((outcome) => outcome.kind === 'missing' && outcome.late?.messages.length)
    await subscription.none(all, 0)
    await client.publish('late', { value: payload(1) })
    expect(await missing).toBe(1)
  })

  it('counts a topic that appears later from its first record on', async () => {
    const subscription = await open('appears')
    expect(subscription.proof().topicExists).toBe(false)
    expect((await subscription.none(all, 0)).kind).toBe('absent')
    broker.createTopic('appears')
    await client.publish('appears', { value: payload(1) })
    const outcome = await subscription.take({ count: 1, where: all, timeoutMs: 5000 })
    expect(outcome).toMatchObject({ kind: 'claimed', proof: { topicExists: true } })
  })

  it('loses nothing and takes nothing twice when its group is made to join again and again', async () => {
    broker.createTopic('rejoin')
    const subscription = await open('rejoin')
    const wanted = 300
    for (let id = 0; id < wanted; id++) {
      await client.publish('rejoin', { value: payload(id) })
      if (id % 60 === 30) for (const groupId of subscription.proof().groupIds) broker.rebalance(groupId)
    }
    const outcome = await subscription.take({ count: wanted, where: all, timeoutMs: 10_000, limit: 'exactly' })
    expect(outcome.kind === 'claimed' && new Set(ids(outcome.messages)).size).toBe(wanted)
  })

  it.each(['GZIP', 'Snappy', 'LZ4'] as const)(
    'reads a batch that is compressed with %s, from its middle too',
    async (codec) => {
      const topic = `compressed-${codec}`
      broker.createTopic(topic, { partitions: 1 })
      const early = await open(topic)
      const messages = Array.from({ length: 50 }, (_, id) => ({ value: payload(id) }))
      const producer = new kafkajs.Kafka({ brokers: [broker.bootstrap], logLevel: 0 }).producer()
      await producer.connect()
      await producer.send({ topic, messages, compression: kafkajs.CompressionTypes[codec] })
      await producer.disconnect()
      const outcome = await early.take({ count: 50, where: all, timeoutMs: 5000, limit: 'exactly' })
      expect(outcome.kind === 'claimed' && ids(outcome.messages)).toEqual(messages.map((_, id) => id))
    },
  )

  it('says that nothing is proved when Kafka is gone, and does not wait beyond deadline and budget', async () => {
    const dying = await startBroker()
    const dyingClient = clientOf(dying, 'kata-dying-')
    dying.createTopic('t')
    const subscription = await open('t', dyingClient, { drainMs: 300 })
    await dying.close()
    const outcome = await subscription.take({ count: 1, where: all, timeoutMs: 100 })
    expect(outcome).toMatchObject({ kind: 'not-drained', brokers: [dying.bootstrap], budgetMs: 300 })
    subscription.close()
    await dyingClient.close(100)
  })

  it('leaves no group behind', async () => {
    broker.createTopic('groups')
    const own = clientOf(broker, 'kata-groups-')
    const subscriptions = [await open('groups', own), await open('groups', own)]
    for (const subscription of subscriptions) subscription.close()
    await own.close(5000)
    expect(broker.groups().filter(({ groupId }) => groupId.startsWith('kata-groups-'))).toEqual([])
    expect(warnings).toEqual([])
  })
})

const opened: Subscription[] = []
afterAll(() => {
  for (const subscription of opened) subscription.close()
})

async function open(topic: string, from = client, options: { drainMs?: number } = {}): Promise<Subscription> {
  const subscription = await Subscription.open(topic, { client: from, lateMs: 500, ...options })
  opened.push(subscription)
  return subscription
}

function clientOf({ bootstrap }: Broker, groupPrefix: string): KafkaClient {
  const warn = (text: string) => {
    if (!groupPrefix.includes('dying')) warnings.push(text)
  }
  return new KafkaClient({ brokers: [bootstrap], groupPrefix, warn })
}
