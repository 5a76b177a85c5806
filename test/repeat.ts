// `npm run repeat -- N`: the features of one-time passwords and the features that must fail, in turn, N times each. Every
// verdict must be the one that is written down, and nothing may be left: no group, no process, no handle, no folder.

import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { startBroker } from '../broker/index.js'
import { goldenText } from './features-that-fail/golden.js'
import { groupsAt } from './groups-at.js'
import { type Ended, kataRun, outcomesOf } from './kata-run.js'
import { marker, processesMarked, runFolders } from './left-overs.js'

const times = Number(process.argv[2] ?? 10)
const expected = readFileSync(new URL('./features-that-fail/expected.md', import.meta.url), 'utf8')
const mark = randomUUID()
process.env[marker] = mark
const folders = new Set(runFolders())
const faults: string[] = []
const started = performance.now()

for (let time = 1; time <= times; time++) {
  const broker = await startBroker()
  process.env.KAFKA_BROKERS = broker.bootstrap
  const before = faults.length
  judgeFailing(time, await kataRun('test/features-that-fail', '--env', 'kafka'))
  judgePassing(time, await kataRun('.', '--env', 'kafka', 'features/otp'))
  for (const groupId of await groupsAt(broker.bootstrap)) faults.push(`${time}: group ${groupId} is left`)
  await broker.close()
  for (const left of processesMarked(mark)) faults.push(`${time}: ${left} is left`)
  const minutes = ((performance.now() - started) / 60_000).toFixed(1)
  console.log(
    `${time} of ${times}, ${minutes} min: ${faults.length === before ? 'as written' : faults.slice(before).join('\n')}`,
  )
}
for (const folder of runFolders().filter((name) => !folders.has(name))) faults.push(`folder ${folder} is left`)
console.log(faults.length === 0 ? `${times} times each: every verdict right, nothing left` : faults.join('\n'))
process.exitCode = faults.length === 0 ? 0 : 1

function judgeFailing(time: number, ended: Ended): void {
  const text = goldenText(outcomesOf(ended))
  if (text !== expected) faults.push(`${time}: the features that must fail ended otherwise\n${difference(text)}`)
  if (ended.exitCode !== 1) faults.push(`${time}: the features that must fail ended with ${ended.exitCode}`)
  judgeHandles(time, ended)
}

function judgePassing(time: number, ended: Ended): void {
  for (const { name, verdict } of outcomesOf(ended)) {
    if (verdict !== undefined) faults.push(`${time}: ${name}: ${verdict.class}\n${verdict.text}`)
  }
  if (ended.exitCode !== 0) faults.push(`${time}: features/otp ended with ${ended.exitCode}\n${ended.output}`)
  judgeHandles(time, ended)
}

function judgeHandles(time: number, { output }: Ended): void {
  if (/left open|left behind|not taken down/.test(output)) faults.push(`${time}: something was left open\n${output}`)
}

function difference(text: string): string {
  const lines = text.split('\n')
  const other = expected.split('\n')
  const at = lines.findIndex((line, index) => line !== other[index])
  return [`is:     ${lines[at]}`, `was:    ${other[at]}`].join('\n')
}
