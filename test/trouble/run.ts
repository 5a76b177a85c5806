// `npm run trouble [-- NAME… --rounds 50 --reader scenario|worker --kafka 4.3.1]`: what happens to Kafka happens here, with
// subscriptions open, as often as asked for. The last line counts the rounds; exit code 2 where none could be played.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { watchSignals } from '../../support/run/interruption.js'
import { watchWorkers } from '../../support/run/workers.js'
import { KataError } from '../../support/shared/index.js'
import { prepareKafka } from '../apache-kafka/distribution.js'
import { marker, processesMarked } from '../left-overs.js'
import { readArguments } from './arguments.js'
import { play } from './play.js'
import { troubles } from './troubles.js'

const children = watchWorkers()
const scratch = mkdtempSync(join(tmpdir(), 'kata-trouble-'))
watchSignals(
  () => void end(130),
  () => process.exit(130),
)
process.env.KAFKAJS_NO_PARTITIONER_WARNING = '1'
process.env[marker] = scratch
const running = run()
await end(await running)

async function run(): Promise<number> {
  let passed = 0
  let failed = 0
  try {
    const { version, names, rounds, lifetimes } = readArguments(
      process.argv.slice(2),
      troubles.map(({ name }) => name),
    )
    const distribution = await prepareKafka(version, (text) => console.log(text))
    for (const trouble of troubles.filter(({ name }) => names.includes(name))) {
      const folder = join(scratch, trouble.name)
      mkdirSync(folder)
      const started = performance.now()
      const played = await play(trouble, distribution, { rounds, folder, lifetimes })
      passed += played.rounds - played.failedRounds
      failed += played.failedRounds
      console.log(lineOf(trouble.name, played, performance.now() - started))
    }
  } catch (error) {
    console.error(error instanceof KataError ? error.message : error)
    if (passed + failed === 0) return 2
    failed++
  }
  for (const left of processesMarked(scratch)) {
    console.log(`left behind: ${left.slice(0, 150)}`)
    failed++
  }
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}

function lineOf(name: string, played: Awaited<ReturnType<typeof play>>, tookMs: number): string {
  const { rounds, failedRounds, verdicts, infrastructure, slowestMs, records } = played
  const counts = `${rounds} rounds, ${failedRounds} wrong, ${verdicts} verdicts, ${records} records`
  const cost = `nothing proved while brokers were gone ${infrastructure}, slowest ${(slowestMs / 1000).toFixed(1)} s`
  return `${name}: ${counts}, ${cost}, in ${Math.round(tookMs / 1000)} s`
}

/** Whatever happened, nothing that was started is left. A child may be one that nobody is to wait for, as tsx' compiler is. */
async function end(exitCode: number): Promise<void> {
  await Promise.race([children.end(), pause(10_000)])
  await Promise.race([running, pause(2_000)])
  rmSync(scratch, { recursive: true, force: true })
  process.exit(exitCode)
}
