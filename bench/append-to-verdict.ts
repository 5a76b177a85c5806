// How long a test waits for a record that is being written: to the inbox of a subscription, to the callback of a bare
// kafkajs consumer, and to the answer of a fetch that already waits. All have long joined; all get the same records from
// the same producer, each on its own topic, in the first of its three partitions.
import type { Kafka, Producer } from 'kafkajs'
import { KafkaClient, Subscription } from '../support/kafka/index.js'
import type { Benchmark } from './benchmark.js'
import { listenInFreshGroup } from './fresh-group.js'
import { openParkedFetches, type ParkedFetches } from './parked-fetch.js'
import { summarize } from './statistics.js'
import { duration, ratio, spread, type Table } from './table.js'
import { clientOf, createTopics, type StartedKafka, type Target } from './target.js'

const recordsPerRound = 50
const topics = ['taken', 'delivered', 'fetched']

export const appendToVerdict: Benchmark = {
  name: 'append-to-verdict',
  title: 'from the write of a record until the test has it',
  async measure(size) {
    const rounds = size.quick ? 2 : 20
    const tables: Table[] = []
    for (const target of size.targets) tables.push(...(await measureOn(target, rounds)))
    return {
      tables,
      notes: [
        `${rounds * recordsPerRound} records to each, one at a time and in turn, in ${rounds} rounds with new consumers; counted from the call of \`send\`. A round before them does not count.`,
        'Parked fetch: a Fetch request that waits at the leader, without any client library, until the frame of its answer has come.',
        'The embedded broker, producer and consumers share this process and its one thread; Apache Kafka has processes of its own.',
        'Three brokers: the partitions of a topic are led by different ones. Three copies: a record can be read only when the others have it, by whomever.',
      ],
    }
  },
}

interface Place {
  readonly name: string
  readonly replicas: number
  start(): Promise<StartedKafka>
}

/** One broker first, whose figures are the reference of the others. */
function placesOn({ name, start, startThree }: Target): readonly Place[] {
  const one = { name, replicas: 1, start: () => start() }
  if (startThree === undefined) return [one]
  return [
    one,
    { name: `${name}, three brokers, one copy`, replicas: 1, start: startThree },
    { name: `${name}, three brokers, three copies`, replicas: 3, start: startThree },
  ]
}

async function measureOn(target: Target, rounds: number): Promise<readonly Table[]> {
  const places = placesOn(target)
  const tables: Table[] = []
  let ofOne: readonly number[] = []
  for (const place of places) {
    const { name, start, replicas } = place
    const kafka = await start()
    const samples = await measureRounds(kafka.bootstrap, { rounds, replicas }).finally(() => kafka.stop())
    const medians = [samples.taken, samples.delivered, samples.fetched, samples.acknowledged].map(
      (values) => summarize(values).median,
    )
    if (place === places[0]) ofOne = medians
    tables.push(tabulate(name, samples, places.length > 1 ? ofOne : []))
  }
  return tables
}

function tabulate(caption: string, samples: Samples, ofOne: readonly number[]): Table {
  const rows = [
    { name: 'kata: inbox.take resolves', values: samples.taken },
    { name: 'bare kafkajs: eachMessage is called', values: samples.delivered },
    { name: 'parked fetch: its answer has come', values: samples.fetched },
    { name: 'the producer has its acknowledgement', values: samples.acknowledged },
  ].map(({ name, values }) => ({ name, figures: summarize(values) }))
  const [, delivered = Number.NaN, fetched = Number.NaN] = rows.map(({ figures }) => figures.median)
  const compared = ofOne.length > 0 ? ['× one broker'] : []
  return {
    caption,
    columns: ['until', 'p50', 'p99', 'least – most', '× bare kafkajs', '× parked fetch', ...compared],
    rows: rows.map(({ name, figures: { median, p99, min, max } }, at) => {
      const times = [
        ratio(median, delivered),
        ratio(median, fetched),
        ...compared.map(() => ratio(median, ofOne[at] ?? 0)),
      ]
      return [name, duration(median), duration(p99), spread(min, max), ...times]
    }),
  }
}

interface Samples {
  readonly taken: number[]
  readonly delivered: number[]
  readonly fetched: number[]
  readonly acknowledged: number[]
}

interface Round {
  readonly kafka: Kafka
  readonly client: KafkaClient
  readonly producer: Producer
  readonly fetches: ParkedFetches
  readonly round: number
}

const noSamples = (): Samples => ({ taken: [], delivered: [], fetched: [], acknowledged: [] })

async function measureRounds(
  bootstrap: string,
  { rounds, replicas }: { readonly rounds: number; readonly replicas: number },
): Promise<Samples> {
  const samples = noSamples()
  const kafka = clientOf(bootstrap)
  const client = new KafkaClient({ brokers: bootstrap.split(','), groupPrefix: 'kata-bench-', warn: console.error })
  const producer = kafka.producer()
  await createTopics(bootstrap, topics, { replicas })
  const fetches = await openParkedFetches(bootstrap, 'fetched')
  try {
    await producer.connect()
    for (let round = 0; round <= rounds; round++) {
      await measureRound({ kafka, client, producer, fetches, round }, round === 0 ? noSamples() : samples)
    }
    return samples
  } finally {
    fetches.close()
    await client.close(10_000)
    await producer.disconnect()
  }
}

/** The first record of a round waits for the consumers to join, and does not count. */
async function measureRound({ kafka, client, producer, fetches, round }: Round, samples: Samples): Promise<void> {
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
    const [fetched] = await timeRecord({ producer, topic: 'fetched', id }, () =>
      fetches.next(round * (recordsPerRound + 1) + n),
    )
    if (n === 0) continue
    samples.taken.push(taken)
    samples.acknowledged.push(acknowledged)
    samples.delivered.push(called)
    samples.fetched.push(fetched)
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
  const sending = producer.send({ topic, messages: [{ partition: 0, value }] })
  return await Promise.all([waiting.then(since), sending.then(since)])
}
