// A large regression: 1,000 login scenarios with contract and all reports, in two workers with shared readers, beside the
// usual recipe. The recipe's own cost of a thousand would be an hour, so it is measured with few scenarios.
import type { Benchmark, Size } from './benchmark.js'
import type { Ended } from './child.js'
import { countPassed, type RunOptions, runCucumber, runKata } from './kata-runs.js'
import { writeLoginFeature } from './login-feature.js'
import { catalogueTopic, type Stand, startStand } from './stand.js'
import { summarize } from './statistics.js'
import { duration, ratio, spread, type Table } from './table.js'
import type { Target } from './target.js'
import { withTemporaryFolder } from './temporary-folder.js'

const slowJoinMs = 3000
const inTwoWorkers = ['--parallel', '2']

export const thousandLogins: Benchmark = {
  name: 'thousand-logins',
  title: 'a large regression in two workers, wall time with everything',
  async measure(size) {
    const tables: Table[] = []
    for (const target of size.targets)
      tables.push(await withTemporaryFolder((folder) => measureOn(target, size, folder)))
    return {
      tables,
      notes: [
        '`kata run --parallel 2 --reader worker`: from the start of the process to its end, with contract, evidence and all reports. Per scenario: wall time ÷ scenarios, start and environment included.',
        'The recipe makes a fresh group in each scenario and takes it to be ready at GROUP_JOIN. Per scenario: (all − 1 scenario) ÷ (scenarios − 1), so that its start does not count.',
        'How many times faster: the recipe per scenario ÷ kata per scenario, on the same join delay. "External": Kafka and doubles are processes of their own; else they are on a thread of the run.',
        'In two workers the recipe waits for two scenarios at a time, so it is about twice as fast where it waits most.',
      ],
    }
  },
}

interface Way {
  readonly name: string
  readonly joinDelayMs: number
  readonly isKata: boolean
  readonly scenarios: number
  readonly rounds: number
  readonly run: (feature: string) => Promise<Ended>
}

interface Measured {
  readonly way: Way
  readonly passed: number
  readonly wallMs: readonly number[]
  readonly eachMs: readonly number[]
}

async function measureOn(target: Target, size: Size, folder: string): Promise<Table> {
  const measured: Measured[] = []
  if (target.isEmbedded) {
    for (const way of ownWays(size, folder)) measured.push(await measureWay(way, folder))
  }
  for (const joinDelayMs of [0, slowJoinMs]) {
    const stand = await startStand(target, { joinDelayMs })
    try {
      for (const way of waysAt(stand, { joinDelayMs, size, folder })) measured.push(await measureWay(way, folder))
    } finally {
      await stand.stop()
    }
  }
  return tabulate(target.name, measured)
}

function kataWay(options: Omit<RunOptions, 'feature'>, joinDelayMs: number, quick: boolean): Way {
  const isExternal = options.variables !== undefined
  const flags = ['--reader', 'worker', ...inTwoWorkers, ...(isExternal ? ['--env', 'external'] : [])]
  return {
    name: `kata run, two workers${isExternal ? ', external' : ''}`,
    joinDelayMs,
    isKata: true,
    scenarios: quick ? 50 : 1000,
    rounds: quick ? 1 : 3,
    run: (feature) => runKata({ ...options, feature, flags }),
  }
}

/** The environment that a run brings up by itself. */
function ownWays({ quick }: Size, folder: string): readonly Way[] {
  return [kataWay({ folder }, 0, quick)]
}

function waysAt(
  stand: Stand,
  { joinDelayMs, size: { quick }, folder }: { joinDelayMs: number; size: Size; folder: string },
): readonly Way[] {
  const variables = stand.variables.get(catalogueTopic) ?? {}
  const ofRecipe = (name: string, flags: readonly string[]): Way => ({
    name,
    joinDelayMs,
    isKata: false,
    scenarios: quick ? 4 : joinDelayMs === 0 ? 200 : 20,
    rounds: quick || joinDelayMs > 0 ? 1 : 3,
    run: (feature) => runCucumber('kafkajs-recipe/login.steps.ts', { feature, folder, flags, variables }),
  })
  return [
    kataWay({ folder, variables }, joinDelayMs, quick),
    ofRecipe('usual recipe, in series', []),
    ofRecipe('usual recipe, two workers', inTwoWorkers),
  ]
}

async function measureWay(way: Way, folder: string): Promise<Measured> {
  const { scenarios, rounds, isKata, run } = way
  const feature = writeLoginFeature(folder, scenarios)
  const one = writeLoginFeature(folder, 1)
  const wallMs: number[] = []
  const eachMs: number[] = []
  let passed = 0
  for (let round = 0; round < rounds; round++) {
    const startMs = isKata ? 0 : (await run(one)).wallMs
    const ended = await run(feature)
    passed += countPassed(ended)
    wallMs.push(ended.wallMs)
    eachMs.push(isKata ? ended.wallMs / scenarios : (ended.wallMs - startMs) / (scenarios - 1))
  }
  return { way, passed, wallMs, eachMs }
}

function tabulate(caption: string, measured: readonly Measured[]): Table {
  const kataAt = (joinDelayMs: number) => measured.find(({ way }) => way.isKata && way.joinDelayMs === joinDelayMs)
  return {
    caption,
    columns: ['way', 'join delay', 'passed', 'wall time: median', 'least – most', 'per scenario', 'kata is faster'],
    rows: measured.map(({ way, passed, wallMs, eachMs }) => {
      const wall = summarize(wallMs)
      const each = summarize(eachMs).median
      const kata = summarize(kataAt(way.joinDelayMs)?.eachMs ?? []).median
      return [
        way.name,
        `${way.joinDelayMs} ms`,
        `${passed} of ${way.scenarios * way.rounds}`,
        duration(wall.median),
        spread(wall.min, wall.max),
        duration(each),
        way.isKata ? '–' : ratio(each, kata),
      ]
    }),
  }
}
