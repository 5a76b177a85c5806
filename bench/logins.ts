// Many login scenarios as `kata run` runs them, beside the same feature in bare cucumber-js: once with steps that do
// nothing, once with steps that do the same by the usual kafkajs recipe. Each run is a process of its own.
import type { Benchmark } from './benchmark.js'
import type { Ended } from './child.js'
import { countPassed, runCucumber, runKata } from './kata-runs.js'
import { writeLoginFeature } from './login-feature.js'
import { type Summary, summarize } from './statistics.js'
import { duration, ratio, spread, type Table } from './table.js'
import { withTemporaryFolder } from './temporary-folder.js'

/** Runs a feature in a folder that may be littered. */
type Run = (feature: string, folder: string) => Promise<Ended>

const ways: readonly { readonly name: string; readonly run: Run }[] = [
  { name: 'kata run', run: (feature, folder) => runKata({ feature, folder }) },
  {
    name: 'kata run --reader worker',
    run: (feature, folder) => runKata({ feature, folder, flags: ['--reader', 'worker'] }),
  },
  {
    name: 'cucumber-js, usual kafkajs recipe',
    run: (feature, folder) => runCucumber('kafkajs-recipe/login.steps.ts', { feature, folder }),
  },
  {
    name: 'cucumber-js, steps that do nothing',
    run: (feature, folder) => runCucumber('bare-cucumber/trivial.steps.ts', { feature, folder }),
  },
]

export const logins: Benchmark = {
  name: 'logins',
  title: 'wall time of login scenarios, each with a subscription of its own',
  async measure({ quick }) {
    const scenarios = quick ? 20 : 200
    const rounds = quick ? 1 : 3
    const runs = await withTemporaryFolder((folder) => runAll({ folder, scenarios, rounds }))
    return {
      tables: [tabulate(runs, scenarios)],
      notes: [
        `${rounds} ${rounds === 1 ? 'round' : 'rounds'}, the ways in turn. Per scenario: (${scenarios} scenarios − 1 scenario) ÷ ${scenarios - 1}, so that the start of the process and of the environment is out of it.`,
        'All on a join delay of 0, one process, in series. `kata run` also judges the contract by schema, masks, keeps the evidence and writes five reports; the recipe asserts two fields and writes none.',
        'The recipe waits in every scenario until its consumer has left, as guides have it; kata takes readers down in the background.',
      ],
    }
  },
}

/** What one way needed in one round. */
interface Pair {
  readonly one: Ended
  readonly many: Ended
}

interface Extent {
  readonly folder: string
  readonly scenarios: number
  readonly rounds: number
}

async function runAll({ folder, scenarios, rounds }: Extent): Promise<readonly Pair[][]> {
  const one = writeLoginFeature(folder, 1)
  const many = writeLoginFeature(folder, scenarios)
  const runs = ways.map((): Pair[] => [])
  for (let round = 0; round < rounds; round++) {
    for (const [at, { run }] of ways.entries()) {
      runs[at]?.push({ one: await run(one, folder), many: await run(many, folder) })
    }
  }
  return runs
}

function tabulate(runs: readonly Pair[][], scenarios: number): Table {
  const figures = runs.map((pairs) => sumUp(pairs, scenarios))
  const ours = figures[0]
  return {
    columns: [
      'way',
      'passed',
      `${scenarios} scenarios: median`,
      'least – most',
      'of 1 scenario',
      'per scenario',
      'kata ÷ this',
      'processor per scenario',
      'kata ÷ this',
      'memory',
    ],
    rows: figures.map(({ passed, many, one, each, cpuOfEach, peakMb }, at) => [
      ways[at]?.name ?? '',
      passed,
      duration(many.median),
      spread(many.min, many.max),
      duration(one.median),
      duration(each.median),
      ratio(ours?.each.median ?? 0, each.median),
      duration(cpuOfEach.median),
      ratio(ours?.cpuOfEach.median ?? 0, cpuOfEach.median),
      `${peakMb.toFixed(0)} MB`,
    ]),
  }
}

interface Figures {
  readonly passed: string
  readonly many: Summary
  readonly one: Summary
  readonly each: Summary
  readonly cpuOfEach: Summary
  readonly peakMb: number
}

function sumUp(pairs: readonly Pair[], scenarios: number): Figures {
  const passed = pairs.reduce((sum, { many }) => sum + countPassed(many), 0)
  return {
    passed: `${passed} of ${pairs.length * scenarios}`,
    many: summarize(pairs.map(({ many }) => many.wallMs)),
    one: summarize(pairs.map(({ one }) => one.wallMs)),
    each: summarize(pairs.map(({ one, many }) => (many.wallMs - one.wallMs) / (scenarios - 1))),
    cpuOfEach: summarize(pairs.map(({ one, many }) => (many.cpuMs - one.cpuMs) / (scenarios - 1))),
    peakMb: Math.max(...pairs.map(({ many }) => many.peakMb)),
  }
}
