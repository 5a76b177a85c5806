// What the services' consumer does on a real socket: the embedded broker stands for Kafka.

import { Kafka } from 'kafkajs'
import { afterEach, expect, test } from 'vitest'
import { type Broker, startBroker } from '../../broker/index.js'
import { type ConsumedRecord, startConsumer } from '../../services/kafka/index.js'

const opened: { close(): Promise<unknown> }[] = []

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close()
})

function open<T extends { close(): Promise<unknown> }>(one: T): T {
  opened.push(one)
  return one
}

function clientOf(broker: Broker): Kafka {
  return new Kafka({ brokers: [broker.bootstrap], logCreator: () => () => undefined })
}

/** Writes to the topic `notes`. */
async function write(broker: Broker, values: readonly string[], partition = 0): Promise<void> {
  const producer = clientOf(broker).producer()
  await producer.connect()
  await producer.send({ topic: 'notes', messages: values.map((value) => ({ value, partition })) })
  await producer.disconnect()
}

async function committed(broker: Broker): Promise<readonly string[]> {
  const admin = clientOf(broker).admin()
  await admin.connect()
  const [found] = await admin.fetchOffsets({ groupId: 'readers', topics: ['notes'] })
  await admin.disconnect()
  return (found?.partitions ?? []).map(({ partition, offset }) => `${partition}:${offset}`).sort()
}

/** A consumer of the topic `notes`, and its records as they come. */
async function consume(broker: Broker, handle: (value: string) => Promise<void> = async () => undefined) {
  const records: string[] = []
  const waiters: (() => void)[] = []
  const consumer = await startConsumer({
    brokers: [broker.bootstrap],
    clientId: 'test',
    groupId: 'readers',
    topics: ['notes'],
    async handle({ value }: ConsumedRecord) {
      const text = value === null ? 'a tombstone' : value.toString()
      await handle(text)
      records.push(text)
      for (const wake of waiters.splice(0)) wake()
    },
  })
  const settled = async (count: number) => {
    while (records.length < count) await new Promise<void>((resolve) => waiters.push(resolve))
    return records
  }
  return { close: () => consumer.close(), settled, records }
}

test('a new group takes what is written after the start and nothing older, whether the topic is there or not', async () => {
  const broker = open(await startBroker())
  const first = open(await consume(broker))
  await write(broker, ['one'])
  expect(await first.settled(1)).toEqual(['one'])

  const other = open(await startBroker())
  await write(other, ['old'])
  const second = open(await consume(other))
  await write(other, ['new'])
  expect(await second.settled(1)).toEqual(['new'])
})

test('a group goes on where it has committed', async () => {
  const broker = open(await startBroker())
  const first = await consume(broker)
  await write(broker, ['one'])
  await first.settled(1)
  await first.close()
  await write(broker, ['two'])
  const second = open(await consume(broker))
  expect(await second.settled(1)).toEqual(['two'])
})

test('what was under way when it was closed is not committed and comes again', async () => {
  const broker = open(await startBroker())
  let begun = () => {}
  const isUnderWay = new Promise<void>((resolve) => {
    begun = resolve
  })
  const consumer = await startConsumer({
    brokers: [broker.bootstrap],
    clientId: 'test',
    groupId: 'readers',
    topics: ['notes'],
    handle: (_, signal) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')))
        begun()
      }),
  })
  await write(broker, ['one'])
  await isUnderWay
  await consumer.close()
  const second = open(await consume(broker))
  expect(await second.settled(1)).toEqual(['one'])
})

test('the group says how far it is in every partition, also where nothing came', async () => {
  const broker = open(await startBroker())
  await write(broker, ['old', 'older'], 1)
  const consumer = await consume(broker)
  await write(broker, ['one'], 2)
  await consumer.settled(1)
  await consumer.close()
  expect(await committed(broker)).toEqual(['0:0', '1:2', '2:1'])
})

test('a consumer goes on after its broker was replaced', async () => {
  const first = await startBroker()
  const consumer = open(await consume(first))
  await write(first, ['one'])
  await consumer.settled(1)
  await first.close()
  const second = open(await startBroker({ port: first.port }))
  await write(second, ['lost with the old log', 'two'])
  expect(await consumer.settled(2)).toEqual(['one', 'two'])
})

test('a Kafka that is not there is an error of the start', async () => {
  const broker = await startBroker()
  await broker.close()
  await expect(consume(broker)).rejects.toThrow('ECONNREFUSED')
})
