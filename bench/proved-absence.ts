// How long it takes to prove that no message has come: from the question to the answer, on a reader that has joined. The
// usual way has no figure here, because it proves nothing: a test sleeps for as long as its author thought of.
import { KafkaClient, Subscription } from '../support/kafka/index.js'
import type { Benchmark } from './benchmark.js'
import { summarize } from './statistics.js'
import { duration, ratio, spread, type Table } from './table.js'
import { clientOf, createTopics, type Target } from './target.js'

const topic = 'absent'

export const provedAbsence: Benchmark = {
  name: 'proved-absence',
  title: 'no message has come, and that is proved',
  async measure({ quick, targets }) {
    const times = quick ? 50 : 1000
    const tables: Table[] = []
    for (const target of targets) tables.push(await measureOn(target, times))
    return {
      tables,
      notes: [
        `${times} times each, in turn. Behind a message: another one that is not meant is written just before, so the reader has to get past it.`,
        'The ends of the log are the least that can be asked for a proof: `fetchTopicOffsets` of a bare kafkajs admin.',
      ],
    }
  },
}

async function measureOn(target: Target, times: number): Promise<Table> {
  const kafka = await target.start()
  const samples = await measureAll(kafka.bootstrap, times).finally(() => kafka.stop())
  const rows = Object.entries(samples).map(([name, values]) => ({ name, figures: summarize(values) }))
  const baseline = rows.at(-1)?.figures.median ?? 0
  return {
    caption: target.name,
    columns: ['what', 'p50', 'p95', 'p99', 'least – most', '× ends of the log'],
    rows: rows.map(({ name, figures: { median, p95, p99, min, max } }) => {
      return [name, duration(median), duration(p95), duration(p99), spread(min, max), ratio(median, baseline)]
    }),
  }
}

async function measureAll(bootstrap: string, times: number): Promise<Readonly<Record<string, number[]>>> {
  await createTopics(bootstrap, [topic])
  const client = new KafkaClient({ brokers: bootstrap.split(','), groupPrefix: 'kata-bench-', warn: console.error })
  const admin = clientOf(bootstrap).admin()
  await admin.connect()
  const idle: number[] = []
  const behind: number[] = []
  const ends: number[] = []
  const subscription = await Subscription.open(topic, { client })
  try {
    await client.publish(topic, { value: 'the first' })
    await subscription.take({ count: 1, where: () => true, timeoutMs: 10_000 })
    for (let n = 0; n < times; n++) {
      idle.push(await timed(() => proveAbsence(subscription)))
      ends.push(await timed(() => admin.fetchTopicOffsets(topic)))
      await client.publish(topic, { value: 'not meant' })
      behind.push(await timed(() => proveAbsence(subscription)))
    }
  } finally {
    subscription.close()
    await admin.disconnect()
    await client.close(10_000)
  }
  return {
    'kata: no message is proved': idle,
    'kata: the same behind a message': behind,
    'the ends of the log, bare kafkajs': ends,
  }
}

async function proveAbsence(subscription: Subscription): Promise<void> {
  const { kind } = await subscription.none(({ value }) => value === 'meant', 0)
  if (kind !== 'absent') throw new Error(`The absence was not proved: ${kind}.`)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
