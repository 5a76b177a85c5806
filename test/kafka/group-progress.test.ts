// How far a group of a service is, asked of the embedded broker.

import kafkajs from 'kafkajs'
import { afterEach, expect, it } from 'vitest'
import { type Broker, type BrokerOptions, startBroker } from '../../broker/index.js'
import { KafkaClient } from '../../support/kafka/index.js'
import { eventually } from '../broker/eventually.js'

const opened: { close(): unknown }[] = []

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close()
})

async function start(options: BrokerOptions = {}): Promise<{ broker: Broker; client: KafkaClient }> {
  const broker = await startBroker(options)
  const client = new KafkaClient({ brokers: [broker.bootstrap], groupPrefix: 'kata-', warn: () => {} })
  opened.push(broker, { close: () => client.close(1000) })
  return { broker, client }
}

/** A member of the group `workers` on the topic `jobs` that takes nothing by itself. */
async function join(broker: Broker, isAwaited = true) {
  const kafka = new kafkajs.Kafka({ brokers: [broker.bootstrap], logLevel: kafkajs.logLevel.NOTHING })
  const retry = { retries: 0, restartOnFailure: async () => false }
  const consumer = kafka.consumer({ groupId: 'workers', maxWaitTimeInMs: 50, ...(isAwaited ? {} : { retry }) })
  await consumer.connect()
  await consumer.subscribe({ topic: 'jobs' })
  const joined = consumer.run({ autoCommit: false, eachMessage: async () => undefined })
  // kafkajs does not leave before it has joined: then the end of the broker ends it.
  opened.push({ close: () => (isAwaited ? consumer.disconnect() : void consumer.disconnect().catch(() => undefined)) })
  await (isAwaited ? joined : void joined.catch(() => undefined))
  return (offset: number) => consumer.commitOffsets([{ topic: 'jobs', partition: 0, offset: String(offset) }])
}

it('a group reads what its members are assigned, and nobody else does', async () => {
  const { broker, client } = await start()
  broker.createTopic('jobs', { partitions: 1 })
  broker.createTopic('notes')
  expect(await client.groups.topicsOf('workers')).toEqual([])
  await join(broker)
  expect(await client.groups.topicsOf('workers')).toEqual(['jobs'])
  expect(await client.groups.readersOf('jobs')).toEqual({ readers: ['workers'], unsettled: [] })
  expect(await client.groups.readersOf('notes')).toEqual({ readers: [], unsettled: [] })
})

it('a group whose members still join is not one that reads nothing', async () => {
  const { broker, client } = await start({ initialRebalanceDelayMs: 600_000 })
  broker.createTopic('jobs', { partitions: 1 })
  await join(broker, false)
  await eventually(() => client.groups.readersOf('jobs')).toEqual({ readers: [], unsettled: ['workers'] })
})

it('of topics, those are told that there are', async () => {
  const { broker, client } = await start()
  broker.createTopic('jobs', { partitions: 1 })
  expect(await client.groups.existing(['jobs', 'missing'])).toEqual(['jobs'])
})

it('a group is behind where it has not committed up to the end that was read', async () => {
  const { broker, client } = await start()
  broker.createTopic('jobs', { partitions: 2 })
  const commit = await join(broker)
  await client.publish('jobs', { key: 'a', value: '1' })
  const ends = await client.groups.ends(['jobs', 'missing'])
  const [[partition = -1, end = -1] = []] = [...(ends.get('jobs') ?? [])]
  expect([...ends]).toEqual([
    ['jobs', new Map([[partition, 1]])],
    ['missing', new Map()],
  ])
  expect(await client.groups.behind('workers', ends)).toEqual([{ topic: 'jobs', partition, end }])
  await commit(0)
  const zero = new Map([['jobs', new Map([[0, 1]])]])
  expect(await client.groups.behind('workers', zero)).toEqual([{ topic: 'jobs', partition: 0, committed: 0, end: 1 }])
  await commit(1)
  expect(await client.groups.behind('workers', zero)).toEqual([])
})

it('a topic keeps its ends where another one that was asked about is gone', async () => {
  const { broker, client } = await start()
  broker.createTopic('jobs', { partitions: 1 })
  broker.createTopic('gone', { partitions: 1 })
  await client.publish('jobs', { key: 'a', value: '1' })
  await client.groups.ends(['gone', 'jobs'])
  const admin = new kafkajs.Kafka({ brokers: [broker.bootstrap], logLevel: kafkajs.logLevel.NOTHING }).admin()
  await admin.connect()
  await admin.deleteTopics({ topics: ['gone'] })
  await admin.disconnect()
  expect([...(await client.groups.ends(['jobs', 'gone']))]).toEqual([
    ['jobs', new Map([[0, 1]])],
    ['gone', new Map()],
  ])
})
