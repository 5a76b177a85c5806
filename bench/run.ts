// `npm run bench [-- NAME… --quick]`: runs benchmarks one after the other and prints their findings as Markdown. It
// judges nothing: a slow machine gives slow figures and still exits with 0.
import { appendToVerdict } from './append-to-verdict.js'
import type { Benchmark } from './benchmark.js'
import { brokerStart } from './broker-start.js'
import { busyTopic } from './busy-topic.js'
import { logins } from './logins.js'
import { describeMachine } from './machine.js'
import { subscriptions } from './subscriptions.js'
import { renderTable } from './table.js'

const benchmarks: readonly Benchmark[] = [subscriptions, logins, brokerStart, appendToVerdict, busyTopic]

process.env.KAFKAJS_NO_PARTITIONER_WARNING = '1'
process.once('SIGINT', () => process.exit(130))
process.once('SIGTERM', () => process.exit(143))

const names = process.argv.slice(2).filter((argument) => !argument.startsWith('-'))
const flags = process.argv.slice(2).filter((argument) => argument.startsWith('-'))
const isUnknown = (name: string) => benchmarks.every((benchmark) => benchmark.name !== name)
const unknown = [...names.filter(isUnknown), ...flags.filter((flag) => flag !== '--quick')]

if (unknown.length > 0) {
  const known = benchmarks.map(({ name }) => name).join(', ')
  console.error(`There is no ${unknown.join(', ')}. Benchmarks: ${known}. Flag: --quick.`)
  process.exitCode = 2
} else {
  const chosen = benchmarks.filter(({ name }) => names.length === 0 || names.includes(name))
  await runAll(chosen, flags.includes('--quick'))
}

async function runAll(chosen: readonly Benchmark[], quick: boolean): Promise<void> {
  console.log(`${describeMachine()}${quick ? '\n- quick: too few samples for a figure to be quoted' : ''}`)
  for (const { name, title, measure } of chosen) {
    console.error(`${name} …`)
    const { tables, notes } = await measure({ quick })
    console.log(`\n### ${name}: ${title}`)
    for (const table of tables) console.log(`\n${renderTable(table)}`)
    console.log(`\n${notes.map((note) => `- ${note}`).join('\n')}`)
  }
}
