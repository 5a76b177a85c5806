// Whether what a topic already holds costs anything: the same subscription, message and scenario on a topic with a
// million records of others and on an empty one.
import { KafkaClient, Subscription } from '../support/kafka/index.js'
import type { Benchmark, Size } from './benchmark.js'
import { countPassed, runKata } from './kata-runs.js'
import { writeLoginFeature } from './login-feature.js'
import { type Stand, startStand } from './stand.js'
import { type Summary, summarize } from './statistics.js'
import { duration, ratio, spread, type Table } from './table.js'
import { clientOf, type Target } from './target.js'
import { withTemporaryFolder } from './temporary-folder.js'

const full = 'sms.with.old.records'
const empty = 'sms.without.old.records'
/** No batch may be larger than a megabyte. */
const recordsAtOnce = 2500

interface Extent {
  readonly old: number
  readonly subscriptions: number
  readonly scenarios: number
  readonly rounds: number
}

export const oldRecords: Benchmark = {
  name: 'old-records',
  title: 'a topic that holds old records, against an empty one',
  async measure({ quick, targets }: Size) {
    const extent = quick
      ? { old: 20_000, subscriptions: 5, scenarios: 5, rounds: 1 }
      : { old: 1_000_000, subscriptions: 100, scenarios: 100, rounds: 3 }
    const tables: Table[] = []
    for (const target of targets) tables.push(await measureOn(target, extent))
    return {
      tables,
      notes: [
        `${extent.old} old records of 250 bytes in three partitions. ${extent.subscriptions} subscriptions to each topic, in turn, each with a reader of its own, the message sent at once; no join delay.`,
        `Scenario: (${extent.scenarios} logins − 1 login) ÷ ${extent.scenarios - 1}, in series, ${extent.rounds === 1 ? 'once' : `${extent.rounds} times`}; Kafka and the doubles in processes of their own.`,
      ],
    }
  },
}

async function measureOn(target: Target, extent: Extent): Promise<Table> {
  const stand = await startStand(target, {
    topics: [full, empty],
    prepare: (bootstrap) => writeOld(bootstrap, extent.old),
  })
  try {
    const messages = await measureMessages(stand, extent.subscriptions)
    const scenarios = await withTemporaryFolder((folder) => measureScenarios(stand, extent, folder))
    return {
      caption: target.name,
      columns: [
        'what',
        `${extent.old} old records: median`,
        'least – most',
        'empty: median',
        'least – most',
        '× empty',
      ],
      rows: [
        rowOf('subscribe → safe to trigger', messages.safe),
        rowOf('subscribe → message in hand', messages.inHand),
        rowOf('a whole scenario', scenarios),
      ],
    }
  } finally {
    await stand.stop()
  }
}

/** Samples of the full topic and of the empty one. */
type Both = readonly [full: number[], empty: number[]]

function rowOf(what: string, both: Both): string[] {
  const [ofFull, ofEmpty] = both.map(summarize) as [Summary, Summary]
  const cells = [ofFull, ofEmpty].flatMap(({ median, min, max }) => [duration(median), spread(min, max)])
  return [what, ...cells, ratio(ofFull.median, ofEmpty.median)]
}

async function writeOld(bootstrap: string, count: number): Promise<void> {
  const producer = clientOf(bootstrap).producer()
  await producer.connect()
  const value = JSON.stringify({ mobileNumber: '9700000000', message: 'x'.repeat(200), category: 'OTP' })
  for (let written = 0; written < count; written += recordsAtOnce) {
    const partition = (written / recordsAtOnce) % 3
    await producer.send({ topic: full, messages: Array.from({ length: recordsAtOnce }, () => ({ partition, value })) })
  }
  await producer.disconnect()
}

async function measureMessages({ bootstrap }: Stand, times: number): Promise<{ safe: Both; inHand: Both }> {
  const client = new KafkaClient({ brokers: bootstrap.split(','), groupPrefix: 'kata-bench-', warn: console.error })
  const safe: Both = [[], []]
  const inHand: Both = [[], []]
  try {
    for (let n = -1; n < times; n++) {
      for (const [at, topic] of [full, empty].entries()) {
        const { safeMs, inHandMs } = await timeMessage(client, topic, String(n))
        // The first of each makes the group coordinator and the topic known.
        if (n < 0) continue
        safe[at]?.push(safeMs)
        inHand[at]?.push(inHandMs)
      }
    }
    return { safe, inHand }
  } finally {
    await client.close(10_000)
  }
}

async function timeMessage(client: KafkaClient, topic: string, id: string) {
  const start = performance.now()
  const subscription = await Subscription.open(topic, { client })
  const safeMs = performance.now() - start
  await client.publish(topic, { value: JSON.stringify({ id }) })
  const where = ({ value }: { value: unknown }) => (value as { id?: string }).id === id
  const { kind } = await subscription.take({ count: 1, where, timeoutMs: 30_000 })
  const inHandMs = performance.now() - start
  subscription.close()
  if (kind !== 'claimed') throw new Error(`The message ${id} on ${topic} was not taken: ${kind}.`)
  return { safeMs, inHandMs }
}

async function measureScenarios(stand: Stand, { scenarios, rounds }: Extent, folder: string): Promise<Both> {
  const [one, many] = [writeLoginFeature(folder, 1), writeLoginFeature(folder, scenarios)]
  const each: Both = [[], []]
  const flags = ['--env', 'external']
  const wallOf = async (feature: string, topic: string) => {
    const ended = await runKata({ feature, folder, flags, variables: stand.variables.get(topic) ?? {} })
    if (ended.exitCode !== 0) throw new Error(`Only ${countPassed(ended)} scenarios passed on ${topic}.`)
    return ended.wallMs
  }
  for (let round = 0; round < rounds; round++) {
    for (const [at, topic] of [full, empty].entries()) {
      const ofOne = await wallOf(one, topic)
      each[at]?.push(((await wallOf(many, topic)) - ofOne) / (scenarios - 1))
    }
  }
  return each
}
