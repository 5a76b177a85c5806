// An independent client that speaks the flexible versions: Produce 11, Fetch 17, ListOffsets 8, JoinGroup 9, …
import { once } from 'node:events'
import { Admin, Consumer, type Message, Producer, stringDeserializers, stringSerializers } from '@platformatic/kafka'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Broker, startBroker } from '../../broker/index.js'
import { eventually } from './eventually.js'

let broker: Broker
beforeAll(async () => {
  broker = await startBroker()
})
afterAll(() => broker.close())

function createProducer() {
  return new Producer({
    clientId: 'writer',
    bootstrapBrokers: [broker.bootstrap],
    serializers: stringSerializers,
    autocreateTopics: true,
  })
}

function createConsumer(groupId: string) {
  return new Consumer({
    clientId: 'reader',
    groupId,
    bootstrapBrokers: [broker.bootstrap],
    deserializers: stringDeserializers,
    maxWaitTime: 50,
  })
}

test('what is produced is read in a group, from the beginning, with key, headers and offset', async () => {
  const producer = createProducer()
  const sent = await producer.send({
    messages: [
      { topic: 'letters', key: 'k', value: 'one', headers: { from: 'a' }, partition: 1 },
      { topic: 'letters', key: 'k', value: 'two', headers: { from: 'b' }, partition: 1 },
    ],
  })
  expect(sent.offsets).toEqual([{ topic: 'letters', partition: 1, offset: 0n }])
  const consumer = createConsumer('readers')
  const stream = await consumer.consume({ topics: ['letters'], mode: 'earliest', autocommit: false })
  const messages: Message<string, string, string, string>[] = []
  for await (const message of stream) if (messages.push(message) === 2) break
  const seen = messages.map(({ key, value, offset, partition, headers }) => ({
    key,
    value,
    offset,
    partition,
    headers: [...headers],
  }))
  expect(seen).toEqual([
    { key: 'k', value: 'one', offset: 0n, partition: 1, headers: [['from', 'a']] },
    { key: 'k', value: 'two', offset: 1n, partition: 1, headers: [['from', 'b']] },
  ])
  expect(broker.groups().find(({ groupId }) => groupId === 'readers')?.state).toBe('Stable')
  await consumer.close(true)
  await producer.close()
})

test('a committed position is where the next member of the group goes on', async () => {
  const producer = createProducer()
  const messages = ['a', 'b', 'c'].map((value) => ({ topic: 'positions', value, key: 'k', partition: 0 }))
  await producer.send({ messages })
  const first = createConsumer('committers')
  await first.joinGroup()
  await first.commit({ offsets: [{ topic: 'positions', partition: 0, offset: 2n, leaderEpoch: 0 }] })
  const committed = await first.listCommittedOffsets({ topics: [{ topic: 'positions', partitions: [0] }] })
  expect(committed).toEqual(new Map([['positions', [2n]]]))
  await first.close(true)
  const second = createConsumer('committers')
  const stream = await second.consume({ topics: ['positions'], mode: 'committed', autocommit: false })
  const [message] = (await once(stream, 'data')) as [Message<string, string, string, string>]
  expect(message.value).toBe('c')
  await second.close(true)
  await producer.close()
})

test('two members share the partitions, and the second learns of it by a rebalance', async () => {
  broker.createTopic('shared', { partitions: 4 })
  const members = [createConsumer('sharers'), createConsumer('sharers')]
  const [first, second] = members
  first?.topics.trackAll('shared')
  second?.topics.trackAll('shared')
  await first?.joinGroup({ heartbeatInterval: 50 })
  expect(first?.assignments).toEqual([{ topic: 'shared', partitions: [0, 1, 2, 3] }])
  await second?.joinGroup({ heartbeatInterval: 50 })
  await eventually(() => first?.assignments?.[0]?.partitions.length).toBe(2)
  const partitions = members.flatMap((member) => member.assignments?.flatMap((assigned) => assigned.partitions))
  expect(partitions.sort()).toEqual([0, 1, 2, 3])
  for (const member of members) {
    // As one leaves, the other begins to join again, and closes in the midst of it.
    member.on('error', () => undefined)
  }
  for (const member of members) await member.close(true)
})

test('offsets are listed by end, start and time', async () => {
  const producer = createProducer()
  const at = (value: string, timestamp: bigint) => ({ topic: 'timed', partition: 0, key: 'k', value, timestamp })
  await producer.send({ messages: [at('one', 1000n), at('two', 2000n), at('three', 3000n)] })
  const consumer = createConsumer('timers')
  const offsetAt = async (timestamp: bigint) => {
    const found = await consumer.listOffsets({ topics: ['timed'], partitions: { timed: [0] }, timestamp })
    return found.get('timed')?.[0]
  }
  expect(await offsetAt(-1n)).toBe(3n)
  expect(await offsetAt(-2n)).toBe(0n)
  expect(await offsetAt(1500n)).toBe(1n)
  expect(await offsetAt(3001n)).toBe(-1n)
  await consumer.close(true)
  await producer.close()
})

test('an idempotent producer gets an identity and its messages are kept', async () => {
  const producer = new Producer({
    clientId: 'careful',
    bootstrapBrokers: [broker.bootstrap],
    serializers: stringSerializers,
    autocreateTopics: true,
    idempotent: true,
  })
  for (const value of ['one', 'two']) {
    await producer.send({ messages: [{ topic: 'once', partition: 0, key: 'k', value }] })
  }
  const topic = broker.topics().find(({ name }) => name === 'once')
  expect(topic?.partitions[0]).toEqual({ partition: 0, logStartOffset: 0, highWatermark: 2 })
  await producer.close()
})

test('the administrator makes, describes and deletes topics and groups', async () => {
  const admin = new Admin({ clientId: 'admin', bootstrapBrokers: [broker.bootstrap] })
  const [created] = await admin.createTopics({ topics: ['managed'], partitions: 2, replicas: 1 })
  expect(created).toMatchObject({ name: 'managed', partitions: 2, replicas: 1 })
  const metadata = await admin.metadata({ topics: ['managed'] })
  expect(metadata.topics.get('managed')?.partitionsCount).toBe(2)
  const member = createConsumer('managed-group')
  await member.joinGroup()
  expect((await admin.listGroups()).get('managed-group')).toMatchObject({ state: 'STABLE', protocolType: 'consumer' })
  const described = (await admin.describeGroups({ groups: ['managed-group'] })).get('managed-group')
  expect(described?.state).toBe('STABLE')
  expect(described?.members.size).toBe(1)
  await member.close(true)
  await admin.deleteGroups({ groups: ['managed-group'] })
  expect((await admin.listGroups()).has('managed-group')).toBe(false)
  await admin.deleteTopics({ topics: ['managed'] })
  expect(broker.topics().some(({ name }) => name === 'managed')).toBe(false)
  await admin.close()
})
