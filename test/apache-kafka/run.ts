// `npm run test:kafka [-- …]`, see arguments.ts: all features on an Apache Kafka that is started for them, in several legs,
// and what Kafka refuses. The last line is the count of everything that was judged; exit code 2 where nothing could be tried.

import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { watchSignals } from '../../support/run/interruption.js'
import { watchWorkers } from '../../support/run/workers.js'
import { KataError } from '../../support/shared/index.js'
import { removeWithMe } from '../end-with-me.js'
import { marker, processesMarked, runFolders } from '../left-overs.js'
import { readArguments } from './arguments.js'
import { prepareKafka } from './distribution.js'
import { nameOf } from './legs.js'
import { runLeg } from './run-leg.js'
import { runRefusals } from './run-refusals.js'

const scratch = mkdtempSync(join(tmpdir(), 'kata-apache-kafka-'))
// Before the children are watched: who tidies up behind this process is not to be ended by it.
removeWithMe(scratch)
const children = watchWorkers()
const interruption = watchSignals(
  () => void end(130),
  () => process.exit(130),
)
process.env.TMPDIR = join(scratch, 'tmp')
process.env[marker] = scratch
mkdirSync(process.env.TMPDIR)

const total = { passed: 0, failed: 0 }
const running = run()
await end(await running)

async function run(): Promise<number> {
  const started = performance.now()
  try {
    const { version, legs, refusals } = readArguments(process.argv.slice(2))
    const distribution = await prepareKafka(version, (text) => console.log(text))
    for (const [index, leg] of legs.entries()) {
      console.log(`\n── ${nameOf(leg)}`)
      add(await runLeg(leg, distribution, join(scratch, `leg-${index + 1}`)))
      if (total.failed > 0) break
    }
    if (refusals !== 'no' && total.failed === 0) {
      console.log('\n── what Kafka refuses')
      add(await runRefusals(distribution, { folder: join(scratch, 'leg-0'), isWriting: refusals === 'write' }))
    }
  } catch (error) {
    if (interruption.hasHappened) return 130
    console.error(error instanceof KataError ? error.message : error)
    if (total.passed + total.failed === 0) return 2
    total.failed++
  }
  if (total.failed === 0) add(leftOvers())
  console.log(`\n${((performance.now() - started) / 1000).toFixed(1)} s`)
  console.log(`${total.passed} passed, ${total.failed} failed`)
  return total.failed === 0 ? 0 : 1
}

function add({ passed, failed }: { readonly passed: number; readonly failed: number }): void {
  total.passed += passed
  total.failed += failed
}

/** No folder of a run, none of Kafka, and no process. */
function leftOvers(): { passed: number; failed: number } {
  const folders = [
    ...runFolders(),
    ...readdirSync(scratch)
      .filter((name) => name.startsWith('leg-'))
      .flatMap(kafkaFolders),
  ]
  const left = [...folders, ...processesMarked(scratch)]
  for (const name of left) console.log(`left behind: ${name}`)
  return left.length === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

function kafkaFolders(leg: string): string[] {
  return readdirSync(join(scratch, leg)).filter((name) => name === 'kafka')
}

/** Whatever happened, nothing that was started is left. An interrupted run ends by itself, as all that it waits for is gone. */
async function end(exitCode: number): Promise<void> {
  await children.end()
  await Promise.race([running, pause(2_000)])
  rmSync(scratch, { recursive: true, force: true })
  process.exit(exitCode)
}
