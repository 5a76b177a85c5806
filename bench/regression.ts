// The whole regression: every feature of the product, in each way that a run can be set to.
import { join } from 'node:path'
import { endServices, startServices, variablesOf } from '../test/apache-kafka/services.js'
import type { Benchmark } from './benchmark.js'
import type { Ended } from './child.js'
import { countPassed, runKata } from './kata-runs.js'
import { duration, ratio, type Table } from './table.js'
import type { Target } from './target.js'
import { withTemporaryFolder } from './temporary-folder.js'

interface Way {
  readonly reader: 'scenario' | 'worker'
  readonly workers: 0 | 2
}

const ways: readonly Way[] = [
  { reader: 'scenario', workers: 0 },
  { reader: 'scenario', workers: 2 },
  { reader: 'worker', workers: 0 },
  { reader: 'worker', workers: 2 },
]

export const regression: Benchmark = {
  name: 'regression',
  title: 'all features of the product, wall time of the whole run',
  async measure({ quick, targets }) {
    const features = quick ? join('features', 'kafka') : 'features'
    const tables: Table[] = []
    for (const target of targets) tables.push(await measureOn(target, features))
    return {
      tables,
      notes: [
        'Once each, with contracts, evidence and all reports; joins of groups take 0 ms. The ratio is to the first row of the table.',
        'On the embedded broker it is the environment `embedded`, where broker and doubles are started by the run. On Apache Kafka it is `external`: each run has a Kafka and ten doubles of its own, all of them processes that are up before.',
        'Scenarios that a setting skips: those that want control calls or a gateway of a service that is not there. Here none is.',
      ],
    }
  },
}

async function measureOn(target: Target, features: string): Promise<Table> {
  const runs: { readonly way: Way; readonly ended: Ended }[] = []
  for (const way of ways) {
    const flags = ['--reader', way.reader, ...(way.workers === 0 ? [] : ['--parallel', String(way.workers)])]
    const ended = await withTemporaryFolder((folder) =>
      target.isEmbedded ? runKata({ feature: features, folder, flags }) : runOn(target, { features, folder, flags }),
    )
    runs.push({ way, ended })
  }
  const first = runs[0]?.ended.wallMs ?? 0
  return {
    caption: target.name,
    columns: ['reader', 'how', 'passed', 'wall time', 'per scenario', '× first row'],
    rows: runs.map(({ way, ended }) => {
      const passed = countPassed(ended)
      return [
        `one for each ${way.reader}`,
        way.workers === 0 ? 'one scenario after the other' : `${way.workers} workers`,
        `${passed} of ${countSelected(ended)}`,
        duration(ended.wallMs),
        duration(ended.wallMs / passed),
        ratio(ended.wallMs, first),
      ]
    }),
  }
}

/** With doubles that no earlier run has told anything. */
async function runOn(
  target: Target,
  {
    features,
    folder,
    flags,
  }: { readonly features: string; readonly folder: string; readonly flags: readonly string[] },
): Promise<Ended> {
  const { bootstrap, stop } = await target.start()
  const services = await startServices({ bootstrap, hasOwnTopic: false, hasOpenFinance: true, hasSenders: true })
  try {
    const variables = { KAFKA_BROKERS: bootstrap, ...variablesOf(services, false) }
    return await runKata({ feature: features, folder, flags: ['--env', 'external', ...flags], variables })
  } finally {
    await endServices(services)
    await stop()
  }
}

function countSelected({ stdout }: Ended): number {
  return Number(/^(\d+) scenarios?\b/m.exec(stdout)?.[1] ?? 0)
}
