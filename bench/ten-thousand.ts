// The memory of a whole run of 10,000 scenarios, with everything a run does, beside bare cucumber-js on the same features.
// It takes long, so it runs only where it is named.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Benchmark } from './benchmark.js'
import type { Ended } from './child.js'
import { countPassed, runCucumber, runKata } from './kata-runs.js'
import { writeLoginFeature } from './login-feature.js'
import { duration, ratio } from './table.js'
import { withTemporaryFolder } from './temporary-folder.js'

const scenariosOfFile = 100

interface Way {
  readonly name: string
  readonly run: (features: string, folder: string) => Promise<Ended>
}

const ways: readonly Way[] = [
  {
    name: 'kata run --reader worker',
    run: (feature, folder) => runKata({ feature, folder, flags: ['--reader', 'worker'] }),
  },
  {
    name: 'cucumber-js, steps that do nothing',
    run: (feature, folder) => runCucumber('bare-cucumber/trivial.steps.ts', { feature, folder }),
  },
]

export const tenThousand: Benchmark = {
  name: 'ten-thousand',
  title: 'the memory of a run of 10,000 scenarios',
  isLong: true,
  async measure({ quick }) {
    const scenarios = quick ? 300 : 10_000
    const ended = await withTemporaryFolder((folder) => runAll(folder, scenarios))
    const bare = ended.at(-1)?.peakMb ?? 0
    return {
      tables: [
        {
          columns: ['way', 'passed', 'peak memory', '× bare cucumber-js', 'wall time'],
          rows: ended.map(({ peakMb, wallMs, ...rest }, at) => [
            ways[at]?.name ?? '',
            `${countPassed({ peakMb, wallMs, ...rest })} of ${scenarios}`,
            `${peakMb.toFixed(0)} MB`,
            ratio(peakMb, bare),
            duration(wallMs),
          ]),
        },
      ],
      notes: [
        `Once each, in series, in one process: ${scenarios} logins in files of ${scenariosOfFile}. Peak: most resident memory at once.`,
        'The process of `kata run` also holds the embedded broker with all its records, and the doubles.',
      ],
    }
  },
}

async function runAll(folder: string, scenarios: number): Promise<readonly Ended[]> {
  const features = join(folder, 'features')
  for (let file = 0; file * scenariosOfFile < scenarios; file++) {
    const part = join(features, String(file).padStart(3, '0'))
    mkdirSync(part, { recursive: true })
    writeLoginFeature(part, Math.min(scenariosOfFile, scenarios - file * scenariosOfFile))
  }
  const ended: Ended[] = []
  for (const { run } of ways) ended.push(await run(features, folder))
  return ended
}
