// Subscribe, send at once, look: what is lost, by the product and by what guides recommend, on a broker with the join
// delay that Kafka has by default. Ways with a group of their own run at the same time, in turn; `reader: worker` runs
// alone and one by one, as the scenarios of a worker do. All share one topic and one producer.
import { KafkaClient, sharedReaders } from '../support/kafka/index.js'
import { groupsAt } from '../test/groups-at.js'
import type { Benchmark, Size } from './benchmark.js'
import { inParallel } from './in-parallel.js'
import { type Summary, summarize } from './statistics.js'
import { type Trial, type TrialContext, tryFreshGroup, trySubscription } from './subscription-trials.js'
import { duration, ratio, spread, type Table } from './table.js'
import { clientOf, createTopics, type Target } from './target.js'

const joinDelayMs = 3000
const atOnce = 20
const topic = 'egov.core.notification.sms.otp'

const workerWay = 'kata, reader: worker'
const groupWays = [
  {
    name: 'kata, reader: scenario',
    attempt: (context: TrialContext, id: string) => trySubscription(context, id),
  },
  {
    name: 'usual recipe: fresh group, GROUP_JOIN awaited',
    attempt: (context: TrialContext, id: string) => tryFreshGroup(context, { id, readyAt: 'GROUP_JOIN' }),
  },
  {
    name: 'careful recipe: fresh group, first FETCH awaited',
    attempt: (context: TrialContext, id: string) => tryFreshGroup(context, { id, readyAt: 'FETCH' }),
  },
] as const
const names = [workerWay, ...groupWays.map(({ name }) => name)]

export const subscriptions: Benchmark = {
  name: 'subscriptions',
  title: 'the message is sent at once after the subscription',
  async measure(size) {
    const measured: Measured[] = []
    for (const target of size.targets) measured.push(await measureOn(target, size))
    const wrong = measured.flatMap(({ trials }) => trials.flat()).filter(({ end }) => end === 'wrong').length
    const left = measured.reduce((sum, { groups }) => sum + groups, 0)
    const warnings = measured.reduce((sum, each) => sum + each.warnings, 0)
    return {
      tables: measured.map(tabulate),
      notes: [
        `A join takes ${joinDelayMs} ms, as by default. One topic of 3 partitions; ways with a group of their own take turns, ${atOnce} at a time.`,
        '`reader: worker` subscribes again and again, one after the other, on the reader that its worker has; the very first, which pays the join, does not count.',
        'Lost: a later record of the same partition was read, and the message was not; for kata: the outcome is `missing`.',
        `Wrong otherwise (twice, or not read to the end): ${wrong}.`,
        `Left behind afterwards: ${left} groups, ${warnings} warnings of a subscription that was not closed.`,
      ],
    }
  },
}

interface Measured {
  readonly target: string
  /** In the order of `names`. */
  readonly trials: readonly Trial[][]
  readonly groups: number
  readonly warnings: number
}

async function measureOn(target: Target, { quick }: Size): Promise<Measured> {
  const kafka = await target.start({ joinDelayMs })
  try {
    await createTopics(kafka.bootstrap, [topic])
    const { trials, warnings } = await tryAll(kafka.bootstrap, quick ? [50, 20] : [1000, 100])
    const groups = await groupsAt(kafka.bootstrap)
    return { target: target.name, trials, groups: groups.length, warnings }
  } finally {
    await kafka.stop()
  }
}

async function tryAll(bootstrap: string, [ofWorker, ofEach]: readonly [number, number]) {
  const kafka = clientOf(bootstrap)
  const warnings: string[] = []
  const warn = (text: string) => warnings.push(text)
  const client = new KafkaClient({ brokers: bootstrap.split(','), groupPrefix: 'kata-bench-', warn })
  const producer = kafka.producer()
  const admin = kafka.admin()
  await Promise.all([producer.connect(), admin.connect(), client.topics()])
  const context: TrialContext = { kafka, client, producer, admin, topic }
  try {
    const shared = await tryShared(context, ofWorker)
    const tasks = Array.from({ length: ofEach }, (_, n) =>
      groupWays.map(({ attempt }, way) => async () => ({ way, trial: await attempt(context, `${way}-${n}`) })),
    ).flat()
    const done = await inParallel(tasks, atOnce)
    const trials = groupWays.map((_, at) => done.flatMap(({ way, trial }) => (way === at ? [trial] : [])))
    return { trials: [shared, ...trials], warnings: warnings.length }
  } finally {
    await client.close(30_000)
    await Promise.all([producer.disconnect(), admin.disconnect()])
  }
}

async function tryShared(context: TrialContext, count: number): Promise<Trial[]> {
  const readers = sharedReaders(context.client.consumers())
  const trials: Trial[] = []
  await trySubscription(context, 'first', readers)
  for (let n = 0; n < count; n++) trials.push(await trySubscription(context, `shared-${n}`, readers))
  readers.close()
  return trials
}

function tabulate({ target, trials }: Measured): Table {
  const figures = trials.map((ofWay) => ({
    lost: `${ofWay.filter(({ end }) => end === 'lost').length} of ${ofWay.length}`,
    safe: summarize(ofWay.map(({ safeMs }) => safeMs)),
    inHand: summarize(ofWay.flatMap(({ inHandMs }) => (inHandMs === undefined ? [] : [inHandMs]))),
  }))
  const ours = figures[0]
  return {
    caption: target,
    columns: ['way', 'lost', ...headings('subscribe → safe to trigger'), ...headings('subscribe → message in hand')],
    rows: figures.map(({ lost, safe, inHand }, at) => [
      names[at] ?? '',
      lost,
      ...cells(safe, ours?.safe),
      ...cells(inHand, ours?.inHand),
    ]),
  }
}

function headings(what: string): string[] {
  return [`${what}: p50`, 'p95', 'least – most', '× worker']
}

function cells(summary: Summary, ours: Summary | undefined): string[] {
  if (summary.count === 0) return ['–', '–', '–', '–']
  const { median, p95, min, max } = summary
  return [duration(median), duration(p95), spread(min, max), ratio(median, ours?.median ?? 0)]
}
