// A process that lives through scenarios without cucumber: a World each, a subscription, a message of its own, contract and
// evidence. It says as JSON how its heap has grown, and what still held the process when all was closed.
// Arguments: `scenario` or `worker`, the number of lifetimes to warm up with, the number that is measured.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { IWorldOptions } from '@cucumber/cucumber'
import { handOver, loadSettings, withReader } from '../support/config/index.js'
import { closeWorker } from '../support/world/current-worker.js'
import { endScenario } from '../support/world/hooks.js'
import { expectContract, expectOtpBySms, meetCitizen, publish, subscribe } from '../support/world/index.js'
import { KataWorld } from '../support/world/world.js'

/** What the process says. */
export interface Lifetimes {
  /** In use after a full collection: before the lifetimes that are measured, and after them. */
  readonly heapMb: readonly [before: number, after: number]
  readonly peakRssMb: number
  readonly msEach: number
  /** What keeps a process alive, by kind, after everything was closed. */
  readonly handles: readonly string[]
}

const [reader, warmUp, count] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'kata-bench-lifetimes-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
const handlesBefore = process.getActiveResourcesInfo()
handOver(withReader(loadSettings({ environment: 'external' }), reader === 'worker' ? 'worker' : 'scenario'), {
  id: 'bench',
  folder,
  parallel: 0,
  shard: { index: 0, count: 1 },
})

await liveThrough(Number(warmUp))
const before = heapMb()
const start = performance.now()
await liveThrough(Number(count))
const msEach = (performance.now() - start) / Number(count)
const after = heapMb()
await closeWorker()
// Sockets say good-bye for a moment.
await pause(300)
const peakRssMb = process.resourceUsage().maxRSS / 1024
const lifetimes: Lifetimes = { heapMb: [before, after], peakRssMb, msEach, handles: handlesLeft() }
console.log(JSON.stringify(lifetimes))

async function liveThrough(lifetimes: number): Promise<void> {
  for (let n = 0; n < lifetimes; n++) await liveOnce(n)
}

async function liveOnce(n: number): Promise<void> {
  const options = { attach: () => {}, log: () => {}, link: () => {}, parameters: {} }
  const world = new KataWorld(options as unknown as IWorldOptions)
  meetCitizen(world, true)
  await subscribe(world, 'otp-sms')
  await publish(world, 'otp-sms', {
    headers: { __TypeId__: 'org.egov.persistence.contract.SMSRequest' },
    value: sms(n),
  })
  await expectOtpBySms(world)
  expectContract(world)
  await endScenario(world)
}

function sms(n: number): string {
  const message = `Dear Citizen, Your Login OTP is ${String(100_000 + (n % 900_000))}.`
  return JSON.stringify({ mobileNumber: '#(mobile)', message, category: 'OTP', expiryTime: Date.now() + 1000 })
}

function heapMb(): number {
  if (global.gc === undefined) throw new Error('Start this process with --expose-gc.')
  for (let times = 0; times < 3; times++) global.gc()
  return process.memoryUsage().heapUsed / 2 ** 20
}

/** Kinds that were there before, such as the pipe of standard output, are taken off. */
function handlesLeft(): readonly string[] {
  const known = [...handlesBefore]
  return process.getActiveResourcesInfo().filter((kind) => {
    const at = known.indexOf(kind)
    if (at >= 0) known.splice(at, 1)
    return at < 0
  })
}
