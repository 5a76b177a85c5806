// A subscription on a topic that others write to: how long the one message that is wanted takes behind theirs.
import kafkajs, { type Kafka, type Producer } from 'kafkajs'
import { startBroker } from '../broker/index.js'
import { KafkaClient, Subscription } from '../support/kafka/index.js'
import type { Benchmark } from './benchmark.js'
import { listenInFreshGroup } from './fresh-group.js'
import { summarize } from './statistics.js'
import { duration, ratio, spread } from './table.js'

const batch = 500
/** The id of the message that shows that the consumer has joined; it does not count. */
const joined = -1

export const busyTopic: Benchmark = {
  name: 'busy-topic',
  title: 'one wanted message behind many of others',
  async measure({ quick }) {
    const times = quick ? 1 : 5
    const rows: string[][] = []
    for (const foreign of quick ? [1000] : [500, 2000, 5000]) {
      const { taken, delivered } = await measureBehind(foreign, times)
      const figures = { taken: summarize(taken), delivered: summarize(delivered) }
      for (const [name, { median, min, max }] of [
        ['kata: inbox.take resolves', figures.taken],
        ['bare kafkajs: eachMessage has it', figures.delivered],
      ] as const) {
        const compared = ratio(median, figures.delivered.median)
        rows.push([`${foreign} foreign messages, ${name}`, duration(median), spread(min, max), compared])
      }
    }
    return {
      tables: [{ columns: ['what', 'median', 'least – most', '× bare kafkajs'], rows }],
      notes: [
        `Counted from the first write to the moment the last one is in hand, ${times === 1 ? 'once' : `${times} times`} in each row.`,
        `The messages are written ${batch} at a time, by one producer in this process, to one partition.`,
      ],
    }
  },
}

interface Context {
  readonly kafka: Kafka
  readonly client: KafkaClient
  readonly producer: Producer
}

async function measureBehind(foreign: number, times: number): Promise<{ taken: number[]; delivered: number[] }> {
  const broker = await startBroker({ defaultPartitions: 1 })
  const kafka = new kafkajs.Kafka({ brokers: [broker.bootstrap], logLevel: kafkajs.logLevel.NOTHING })
  const client = new KafkaClient({ brokers: [broker.bootstrap], groupPrefix: 'kata-bench-', warn: console.error })
  const producer = kafka.producer()
  const context = { kafka, client, producer }
  const taken: number[] = []
  const delivered: number[] = []
  try {
    await producer.connect()
    for (let n = 0; n < times; n++) {
      for (const topic of [`taken-${n}`, `delivered-${n}`]) broker.createTopic(topic)
      taken.push(await takeBehind(context, { topic: `taken-${n}`, foreign }))
      delivered.push(await deliverBehind(context, { topic: `delivered-${n}`, foreign }))
    }
    return { taken, delivered }
  } finally {
    await client.close(10_000)
    await producer.disconnect()
    await broker.close()
  }
}

interface Behind {
  readonly topic: string
  readonly foreign: number
}

async function takeBehind({ client, producer }: Context, { topic, foreign }: Behind): Promise<number> {
  const subscription = await Subscription.open(topic, { client })
  const take = async (id: number) => {
    const where = ({ value }: { value: unknown }) => (value as { id: number }).id === id
    const { kind } = await subscription.take({ count: 1, where, timeoutMs: 120_000 })
    if (kind !== 'claimed') throw new Error(`The message ${id} of ${foreign} was not taken: ${kind}.`)
  }
  await Promise.all([take(joined), writeOne(producer, { topic, id: joined })])
  const start = performance.now()
  await Promise.all([take(foreign), writeAll(producer, { topic, foreign })])
  const ms = performance.now() - start
  subscription.close()
  return ms
}

async function deliverBehind({ kafka, producer }: Context, { topic, foreign }: Behind): Promise<number> {
  let arrived = (_id: number) => {}
  const deliver = (wanted: number) =>
    new Promise<void>((resolve) => {
      arrived = (id) => (id === wanted ? resolve() : undefined)
    })
  const onRecord = ({ text }: { text: string }) => arrived((JSON.parse(text) as { id: number }).id)
  const groupId = `bare-${topic}`
  const consumer = await listenInFreshGroup({ kafka, topic, groupId, readyAt: 'FETCH', onRecord })
  await Promise.all([deliver(joined), writeOne(producer, { topic, id: joined })])
  const start = performance.now()
  await Promise.all([deliver(foreign), writeAll(producer, { topic, foreign })])
  const ms = performance.now() - start
  await consumer.disconnect()
  return ms
}

/** Writes the foreign messages and then the wanted one, whose id is their number. */
async function writeAll(producer: Producer, { topic, foreign }: Behind): Promise<void> {
  const values = Array.from({ length: foreign + 1 }, (_, id) => JSON.stringify({ id, message: 'x'.repeat(200) }))
  for (let at = 0; at < values.length; at += batch) {
    await producer.send({ topic, messages: values.slice(at, at + batch).map((value) => ({ value })) })
  }
}

async function writeOne(producer: Producer, { topic, id }: { topic: string; id: number }): Promise<void> {
  await producer.send({ topic, messages: [{ value: JSON.stringify({ id }) }] })
}
