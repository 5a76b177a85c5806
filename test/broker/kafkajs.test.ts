// The client that the project itself uses: non-flexible versions, Produce 7, Fetch 11, JoinGroup 5.
import { CompressionTypes, type Consumer, type EachMessagePayload, Kafka, logLevel } from 'kafkajs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Broker, startBroker } from '../../broker/index.js'
import { eventually } from './eventually.js'

let broker: Broker
let kafka: Kafka
const consumers: Consumer[] = []

beforeAll(async () => {
  broker = await startBroker()
  kafka = new Kafka({ clientId: 'test', brokers: [broker.bootstrap], logLevel: logLevel.NOTHING })
})

afterAll(async () => {
  await Promise.all(consumers.map((consumer) => consumer.disconnect()))
  await broker.close()
})

async function send(topic: string, values: readonly string[], compression = CompressionTypes.None): Promise<void> {
  const producer = kafka.producer()
  await producer.connect()
  const messages = values.map((value) => ({ key: 'k', value, partition: 0, headers: { from: 'me' } }))
  await producer.send({ topic, messages, compression })
  await producer.disconnect()
}

/** A consumer that has joined, and everything it has been given so far. */
async function consume(topic: string, groupId: string, seekTo?: string) {
  const consumer = kafka.consumer({ groupId, heartbeatInterval: 50, maxWaitTimeInMs: 50 })
  consumers.push(consumer)
  const seen: { value: string | undefined; offset: string; from: string | undefined }[] = []
  let joins = 0
  consumer.on(consumer.events.GROUP_JOIN, () => {
    joins += 1
    if (seekTo !== undefined) consumer.seek({ topic, partition: 0, offset: seekTo })
  })
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  const eachMessage = async ({ message }: EachMessagePayload) => {
    seen.push({
      value: message.value?.toString(),
      offset: message.offset,
      from: message.headers?.from?.toString(),
    })
  }
  await consumer.run({ autoCommit: false, eachMessage })
  await eventually(() => joins).toBe(1)
  return { consumer, seen, values: () => seen.map(({ value }) => value), joins: () => joins }
}

test('a consumer in a group gets what a producer sends, with key, headers and offset', async () => {
  await send('letters', ['one', 'two'])
  const { seen } = await consume('letters', 'readers')
  await eventually(() => seen).toEqual([
    { value: 'one', offset: '0', from: 'me' },
    { value: 'two', offset: '1', from: 'me' },
  ])
})

test('a compressed batch arrives as it was sent', async () => {
  await send('compressed', ['one', 'two', 'three'], CompressionTypes.GZIP)
  const { values } = await consume('compressed', 'unpackers')
  await eventually(values).toEqual(['one', 'two', 'three'])
})

test('a consumer goes on from where it seeks to', async () => {
  await send('sought', ['one', 'two', 'three'])
  const { values } = await consume('sought', 'seekers', '2')
  await eventually(values).toEqual(['three'])
})

test('a forced rebalance makes a consumer join again, and it goes on', async () => {
  await send('rebalanced', ['one'])
  const { values, joins } = await consume('rebalanced', 'movers')
  await eventually(values).toEqual(['one'])
  broker.rebalance('movers', 'to see what happens')
  await eventually(joins).toBe(2)
  await send('rebalanced', ['two'])
  await eventually(() => values().at(-1)).toBe('two')
  const group = broker.groups().find(({ groupId }) => groupId === 'movers')
  expect(group?.changes.map(({ reason }) => reason)).toContain('to see what happens')
})

test('the administrator makes topics, finds offsets, lists and deletes groups', async () => {
  const admin = kafka.admin()
  await admin.connect()
  const topics = [{ topic: 'managed', numPartitions: 2, configEntries: [{ name: 'retention.ms', value: '1000' }] }]
  expect(await admin.createTopics({ topics, waitForLeaders: false })).toBe(true)
  expect(await admin.createTopics({ topics, waitForLeaders: false })).toBe(false)
  await send('managed', ['one'])
  expect(await admin.fetchTopicOffsets('managed')).toEqual([
    { partition: 0, offset: '1', high: '1', low: '0' },
    { partition: 1, offset: '0', high: '0', low: '0' },
  ])
  const { consumer } = await consume('managed', 'managed-group')
  expect((await admin.listGroups()).groups).toContainEqual({ groupId: 'managed-group', protocolType: 'consumer' })
  await consumer.disconnect()
  expect(await admin.deleteGroups(['managed-group'])).toEqual([{ groupId: 'managed-group', errorCode: 0 }])
  await admin.deleteTopics({ topics: ['managed'] })
  expect(await admin.listTopics()).not.toContain('managed')
  await admin.disconnect()
})

test('a message that is too large is refused', async () => {
  broker.createTopic('small', { configs: { 'max.message.bytes': '100' } })
  await expect(send('small', ['x'.repeat(200)])).rejects.toThrow(
    'The request included a message larger than the max message size the server will accept',
  )
})

test('a topic may take messages of 5 MB', async () => {
  broker.createTopic('large', { configs: { 'max.message.bytes': '6000000' } })
  const value = 'x'.repeat(5_000_000)
  await send('large', [value])
  const { seen } = await consume('large', 'patient')
  await eventually(() => seen.length).toBe(1)
  expect(seen[0]?.value === value).toBe(true)
})

test('an idempotent producer is served', async () => {
  const producer = kafka.producer({ idempotent: true })
  await producer.connect()
  for (const value of ['one', 'two']) {
    await producer.send({ topic: 'once', messages: [{ value, partition: 0 }] })
  }
  await producer.disconnect()
  const topic = broker.topics().find(({ name }) => name === 'once')
  expect(topic?.partitions[0]?.highWatermark).toBe(2)
})
