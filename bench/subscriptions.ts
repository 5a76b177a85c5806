// Subscribe, send at once, look: what is lost, by the product and by what guides recommend, on one broker with the
// join delay that Kafka has by default. All ways run at the same time, in turn, and share one topic and one producer.
import kafkajs from 'kafkajs'
import { type Broker, startBroker } from '../broker/index.js'
import { KafkaClient } from '../support/kafka/index.js'
import type { Benchmark } from './benchmark.js'
import { inParallel } from './in-parallel.js'
import { type Summary, summarize } from './statistics.js'
import { type Trial, type TrialContext, tryFreshGroup, trySubscription } from './subscription-trials.js'
import { duration, ratio, spread, type Table } from './table.js'

const joinDelayMs = 3000
const atOnce = 20
const topic = 'egov.core.notification.sms.otp'

const ways = [
  { name: 'kata: a subscription', attempt: trySubscription },
  {
    name: 'usual recipe: fresh group, GROUP_JOIN awaited',
    attempt: (context: TrialContext, id: string) => tryFreshGroup(context, { id, readyAt: 'GROUP_JOIN' }),
  },
  {
    name: 'careful recipe: fresh group, first FETCH awaited',
    attempt: (context: TrialContext, id: string) => tryFreshGroup(context, { id, readyAt: 'FETCH' }),
  },
]

export const subscriptions: Benchmark = {
  name: 'subscriptions',
  title: 'the message is sent at once after the subscription',
  async measure({ quick }) {
    const each = quick ? 20 : 200
    const broker = await startBroker({ initialRebalanceDelayMs: joinDelayMs })
    broker.createTopic(topic)
    const { trials, warnings } = await tryAll(broker, each).finally(() => broker.close())
    return {
      tables: [tabulate(trials)],
      notes: [
        `${each} subscriptions in each way, ${atOnce} at a time because a join takes ${joinDelayMs} ms; the ways take turns on one broker in this process, with one topic of 3 partitions.`,
        'Lost: a later record of the same partition was read, and the message was not; for kata: the outcome is `missing`.',
        `Wrong otherwise (twice, or not read to the end): ${trials.flat().filter(({ end }) => end === 'wrong').length}.`,
        `Left behind afterwards: ${broker.groups().length} groups on the broker, ${warnings.length} warnings of a subscription that was not closed.`,
      ],
    }
  },
}

async function tryAll(broker: Broker, each: number): Promise<{ trials: Trial[][]; warnings: string[] }> {
  const kafka = new kafkajs.Kafka({ brokers: [broker.bootstrap], logLevel: kafkajs.logLevel.NOTHING })
  const warnings: string[] = []
  const warn = (text: string) => warnings.push(text)
  const client = new KafkaClient({ brokers: [broker.bootstrap], groupPrefix: 'kata-bench-', warn })
  const producer = kafka.producer()
  const admin = kafka.admin()
  await Promise.all([producer.connect(), admin.connect(), client.topics()])
  const context: TrialContext = { kafka, client, producer, admin, topic }
  try {
    const tasks = Array.from({ length: each }, (_, n) =>
      ways.map(({ attempt }, way) => async () => ({ way, trial: await attempt(context, `${way}-${n}`) })),
    ).flat()
    const done = await inParallel(tasks, atOnce)
    const trials = ways.map((_, at) => done.flatMap(({ way, trial }) => (way === at ? [trial] : [])))
    return { trials, warnings }
  } finally {
    await client.close(30_000)
    await Promise.all([producer.disconnect(), admin.disconnect()])
  }
}

function tabulate(trials: readonly Trial[][]): Table {
  const figures = trials.map((ofWay) => ({
    lost: `${ofWay.filter(({ end }) => end === 'lost').length} of ${ofWay.length}`,
    safe: summarize(ofWay.map(({ safeMs }) => safeMs)),
    inHand: summarize(ofWay.flatMap(({ inHandMs }) => (inHandMs === undefined ? [] : [inHandMs]))),
  }))
  const ours = figures[0]
  return {
    columns: ['way', 'lost', ...headings('subscribe → safe to trigger'), ...headings('subscribe → message in hand')],
    rows: figures.map(({ lost, safe, inHand }, at) => [
      ways[at]?.name ?? '',
      lost,
      ...cells(safe, ours?.safe),
      ...cells(inHand, ours?.inHand),
    ]),
  }
}

function headings(what: string): string[] {
  return [`${what}: p50`, 'p95', 'least – most', '× kata']
}

function cells(summary: Summary, ours: Summary | undefined): string[] {
  if (summary.count === 0) return ['–', '–', '–', '–']
  const { median, p95, min, max } = summary
  return [duration(median), duration(p95), spread(min, max), ratio(median, ours?.median ?? 0)]
}
