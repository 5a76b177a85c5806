// Where a log ends and which topic it is, on the embedded broker.

import kafkajs, { type Admin } from 'kafkajs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Broker, startBroker } from '../../broker/index.js'
import { KafkaClient } from '../../support/kafka/index.js'

let broker: Broker
let client: KafkaClient
let admin: Admin

beforeAll(async () => {
  broker = await startBroker()
  client = new KafkaClient({ brokers: [broker.bootstrap], groupPrefix: 'kata-ends-', warn: () => {} })
  admin = new kafkajs.Kafka({ brokers: [broker.bootstrap], logLevel: kafkajs.logLevel.NOTHING }).admin()
  await admin.connect()
})

afterAll(async () => {
  await admin.disconnect()
  await client.close(5000)
  await broker.close()
})

const offsetsOf = async (topic: string) => [...(await client.topicEnds(topic)).high]

it('the ends of a topic are told although another one that was asked about has been deleted', async () => {
  for (const topic of ['gone', 'here', 'new']) broker.createTopic(topic, { partitions: 1 })
  await client.publish('here', { value: '1' })
  expect(await offsetsOf('gone')).toEqual([[0, 0]])
  await admin.deleteTopics({ topics: ['gone'] })
  expect([await offsetsOf('here'), await offsetsOf('new'), await offsetsOf('gone')]).toEqual([[[0, 1]], [[0, 0]], []])
})

it('writing to one topic does not make another one again that has been deleted', async () => {
  for (const topic of ['deleted', 'kept']) broker.createTopic(topic)
  await client.publish('deleted', { value: '1' })
  await admin.deleteTopics({ topics: ['deleted'] })
  await client.publish('kept', { value: '1' })
  const names = broker.topics().map(({ name }) => name)
  expect([names.includes('deleted'), names.includes('kept')]).toEqual([false, true])
})

it('a topic that is made again under its name has another id', async () => {
  broker.createTopic('again')
  const first = await client.topicId('again')
  expect((await client.topicEnds('again')).topicId).toBe(first)
  expect(first).toMatch(/^[0-9a-f]{32}$/)
  await admin.deleteTopics({ topics: ['again'] })
  expect(await client.topicId('again')).toBeUndefined()
  broker.createTopic('again')
  const second = await client.topicId('again')
  expect(second).toMatch(/^[0-9a-f]{32}$/)
  expect(second).not.toBe(first)
})

it('many askers at once get the ends of their own topics', async () => {
  const topics = Array.from({ length: 20 }, (_, index) => `many-${index}`)
  for (const [index, topic] of topics.entries()) broker.createTopic(topic, { partitions: index + 1 })
  const ends = await Promise.all(topics.map((topic) => client.topicEnds(topic)))
  expect(ends.map(({ stable }) => stable.size)).toEqual(topics.map((_, index) => index + 1))
})
