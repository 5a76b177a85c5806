// `npm run bench [-- NAME… --quick --kafka 4.3.1]`: runs benchmarks one after the other and prints their findings as
// Markdown. It judges nothing: a slow machine gives slow figures and still exits with 0.
import { parseArgs } from 'node:util'
import { KataError } from '../support/shared/index.js'
import { appendToVerdict } from './append-to-verdict.js'
import type { Benchmark, Size } from './benchmark.js'
import { brokerStart } from './broker-start.js'
import { busyTopic } from './busy-topic.js'
import { leftOvers } from './left-overs.js'
import { lifetimes } from './lifetimes.js'
import { logins } from './logins.js'
import { describeMachine } from './machine.js'
import { oldRecords } from './old-records.js'
import { provedAbsence } from './proved-absence.js'
import { regression } from './regression.js'
import { subscriptions } from './subscriptions.js'
import { renderTable } from './table.js'
import { apacheKafka, embedded } from './target.js'
import { tenThousand } from './ten-thousand.js'
import { thousandLogins } from './thousand-logins.js'

const benchmarks: readonly Benchmark[] = [
  subscriptions,
  logins,
  brokerStart,
  appendToVerdict,
  busyTopic,
  oldRecords,
  thousandLogins,
  regression,
  lifetimes,
  leftOvers,
  tenThousand,
  provedAbsence,
]

process.env.KAFKAJS_NO_PARTITIONER_WARNING = '1'
process.once('SIGINT', () => process.exit(130))
process.once('SIGTERM', () => process.exit(143))

try {
  process.exitCode = await run()
} catch (error) {
  console.error(error instanceof KataError ? error.message : error)
  // What a benchmark had started when it failed would keep this process; all of it ends with it.
  process.exit(error instanceof KataError ? 2 : 1)
}

async function run(): Promise<number> {
  const { names, quick, kafka } = readArguments()
  const unknown = names.filter((name) => benchmarks.every((benchmark) => benchmark.name !== name))
  if (unknown.length > 0) {
    const known = benchmarks.map(({ name }) => name).join(', ')
    console.error(`There is no ${unknown.join(', ')}. Benchmarks: ${known}. Flags: --quick, --kafka VERSION.`)
    return 2
  }
  const targets = kafka === undefined ? [embedded] : [embedded, await apacheKafka(kafka)]
  const chosen = benchmarks.filter(({ name, isLong = false }) => (names.length === 0 ? !isLong : names.includes(name)))
  await runAll(chosen, { quick, targets })
  return 0
}

function readArguments(): { names: readonly string[]; quick: boolean; kafka: string | undefined } {
  const options = { quick: { type: 'boolean' }, kafka: { type: 'string' } } as const
  const { positionals, values } = parseArgs({ allowPositionals: true, options })
  return { names: positionals, quick: values.quick ?? false, kafka: values.kafka }
}

async function runAll(chosen: readonly Benchmark[], size: Size): Promise<void> {
  const hint = size.quick ? '\n- quick: too few samples for a figure to be quoted' : ''
  console.log(`${describeMachine()}${hint}`)
  for (const { name, title, measure } of chosen) {
    console.error(`${name} …`)
    const started = performance.now()
    const { tables, notes } = await measure(size)
    console.error(`${name}: ${((performance.now() - started) / 1000).toFixed(0)} s`)
    console.log(`\n### ${name}: ${title}`)
    for (const table of tables) console.log(`\n${renderTable(table)}`)
    console.log(`\n${notes.map((note) => `- ${note}`).join('\n')}`)
  }
}
