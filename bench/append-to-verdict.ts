// How long a test waits for a record that is being written: to the inbox of a subscription, and to the callback of a bare
// kafkajs consumer. Both have long joined; both get the same records from the same producer, each on its own topic.
import kafkajs, { type Kafka, type Producer } from 'kafkajs'
import { startBroker } from '../broker/index.js'
import { KafkaClient, Subscription } from '../support/kafka/index.js'
import type { Benchmark } from './benchmark.js'
import { listenInFreshGroup } from './fresh-group.js'
import { summarize } from './statistics.js'
import { duration, ratio, spread } from './table.js'

const recordsPerRound = 50

export const appendToVerdict: Benchmark = {
  name: 'append-to-verdict',
  title: 'from the write of a record until the test has it',
  async measure({ quick }) {
    const rounds = quick ? 2 : 20
    const samples = await measureRounds(rounds)
    const rows = [
      { name: 'kata: inbox.take resolves', values: samples.taken },
      { name: 'bare kafkajs: eachMessage is called', values: samples.delivered },
      { name: 'the producer has its acknowledgement', values: samples.acknowledged },
    ].map(({ name, values }) => ({ name, figures: summarize(values) }))
    const baseline = rows[1]?.figures.median ?? 0
    return {
      tables: [
        {
          columns: ['until', 'p50', 'p99', 'least – most', '× bare kafkajs'],
          rows: rows.map(({ name, figures: { median, p99, min, max } }) => {
            return [name, duration(median), duration(p99), spread(min, max), ratio(median, baseline)]
          }),
        },
      ],
      notes: [
        `${rounds * recordsPerRound} records to each, one at a time and in turn, in ${rounds} rounds with new consumers; counted from the call of \`send\`.`,
        'Broker, producer and consumers share this process and its one thread.',
      ],
    }
  },
}

interface Samples {
  readonly taken: number[]
  readonly delivered: number[]
  readonly acknowledged: number[]
}

interface Round {
  readonly kafka: Kafka
  readonly client: KafkaClient
  readonly producer: Producer
  readonly round: number
}

async function measureRounds(rounds: number): Promise<Samples> {
  const samples: Samples = { taken: [], delivered: [], acknowledged: [] }
  const broker = await startBroker()
  const kafka = new kafkajs.Kafka({ brokers: [broker.bootstrap], logLevel: kafkajs.logLevel.NOTHING })
  const client = new KafkaClient({ brokers: [broker.bootstrap], groupPrefix: 'kata-bench-', warn: console.error })
  const producer = kafka.producer()
  for (const topic of ['taken', 'delivered']) broker.createTopic(topic)
  try {
    await producer.connect()
    for (let round = 0; round < rounds; round++) await measureRound({ kafka, client, producer, round }, samples)
    return samples
  } finally {
    await client.close(10_000)
    await producer.disconnect()
    await broker.close()
  }
}

/** The first record of a round waits for the consumers to join, and does not count. */
async function measureRound({ kafka, client, producer, round }: Round, samples: Samples): Promise<void> {
  let delivered = (_id: string) => {}
  const groupId = `bare-${round}`
  const onRecord = ({ text }: { text: string }) => delivered((JSON.parse(text) as { id: string }).id)
  const subscription = await Subscription.open('taken', { client })
  const consumer = await listenInFreshGroup({ kafka, topic: 'delivered', groupId, readyAt: 'FETCH', onRecord })
  const deliver = (id: string) =>
    new Promise<void>((resolve) => {
      delivered = (arrived) => (arrived === id ? resolve() : undefined)
    })
  const take = async (id: string) => {
    const where = ({ value }: { value: unknown }) => (value as { id: string }).id === id
    const { kind } = await subscription.take({ count: 1, where, timeoutMs: 10_000 })
    if (kind !== 'claimed') throw new Error(`The record ${id} was not taken: ${kind}.`)
  }
  for (let n = 0; n <= recordsPerRound; n++) {
    const id = `${round}-${n}`
    const [taken, acknowledged] = await timeRecord({ producer, topic: 'taken', id }, take)
    const [called] = await timeRecord({ producer, topic: 'delivered', id }, deliver)
    if (n === 0) continue
    samples.taken.push(taken)
    samples.acknowledged.push(acknowledged)
    samples.delivered.push(called)
  }
  subscription.close()
  await consumer.disconnect()
}

/** Milliseconds until the record has come, and until it was acknowledged. */
async function timeRecord(
  { producer, topic, id }: { producer: Producer; topic: string; id: string },
  wait: (id: string) => Promise<void>,
): Promise<[number, number]> {
  const value = JSON.stringify({ id, mobileNumber: '9800000001', message: 'x'.repeat(150), category: 'OTP' })
  const waiting = wait(id)
  const start = performance.now()
  const since = () => performance.now() - start
  const sending = producer.send({ topic, messages: [{ value }] })
  return await Promise.all([waiting.then(since), sending.then(since)])
}
