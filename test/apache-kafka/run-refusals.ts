// Runs one small feature against each refusal of a secured node and compares what is said with refusals.md, or writes
// that file anew.

import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { endWithMe } from '../end-with-me.js'
import type { ScenarioCount } from '../scenario-count.js'
import type { Distribution } from './distribution.js'
import { leftGroups } from './left-groups.js'
import { ownTopic } from './legs.js'
import { granted, type Refusal, refusals, wrongSecret } from './refusals.js'
import { holdsAny, secretsIn } from './secrets-in.js'
import { type SecuredNode, startSecuredNode } from './secured-node.js'
import { endServices, startServices, variablesOf } from './services.js'
import { secretsOf } from './target.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const goldenFile = fileURLToPath(new URL('refusals.md', import.meta.url))

export interface RefusalOptions {
  /** Of its own. */
  readonly folder: string
  /** Writes what is said into the golden file instead of comparing it. */
  readonly isWriting: boolean
}

/** Runs what is let pass, then what is refused; each counts as one. */
export async function runRefusals(
  distribution: Distribution,
  { folder, isWriting }: RefusalOptions,
): Promise<ScenarioCount> {
  const node = await startSecuredNode(distribution, { folder: join(folder, 'kafka'), joinDelayMs: 0, topic: ownTopic })
  const own = { hasOwnTopic: true, hasOpenFinance: false, hasSenders: false }
  const services = await startServices({ bootstrap: node.kafka.bootstrap, ...own })
  const variables = variablesOf(services, true)
  const place = { node, variables, folder }
  const passed = await inPairs(granted, (run) => meet(run, place))
  const left = await leftGroups(node.kafka.bootstrap)
  const told = await inPairs(refusals, (refusal) => meet(refusal, place))
  await endServices(services)
  await node.stop()
  const faults = told.flatMap((each) => each.faults)
  if (isWriting && faults.length === 0) writeFileSync(goldenFile, pageOf(told))
  const golden = readFileSync(goldenFile, 'utf8')
  const compared = told.map((each) => ({ ...each, faults: [...each.faults, ...differences(each, golden)] }))
  return count([...passed, { name: 'Nothing is left where a run may delete', faults: left }, ...compared])
}

interface Told {
  readonly name: string
  /** As in the golden file. */
  readonly section: string
  /** What is wrong, whatever the golden file says. */
  readonly faults: readonly string[]
}

interface Place {
  readonly node: SecuredNode
  readonly variables: Readonly<Record<string, string>>
  readonly folder: string
}

async function meet(refusal: Refusal, { node, variables, folder }: Place): Promise<Told> {
  const own = refusal.variables(node)
  const reports = mkdtempSync(join(folder, 'reports-'))
  const args = ['run', '--env', 'external', '--reader', refusal.reader, '--reports', reports, ...refusal.scenario]
  const { exitCode, output } = await kata(args, { ...variables, ...own })
  const secrets = [...secretsOf(node, own), wrongSecret]
  return {
    name: refusal.name,
    section: sectionOf(refusal.name, exitCode, output),
    faults: [
      ...(exitCode === refusal.exitCode ? [] : [`exit code ${exitCode} in place of ${refusal.exitCode}\n${output}`]),
      ...(holdsAny(output, secrets) ? ['the output tells a secret'] : []),
      ...secretsIn(reports, secrets),
    ],
  }
}

function kata(args: readonly string[], variables: Readonly<Record<string, string>>) {
  const env = { ...process.env, ...variables, NO_COLOR: '1' }
  return new Promise<{ exitCode: number | null; output: string }>((resolve) => {
    let output = ''
    const child = execFile(process.execPath, ['bin/kata.js', ...args], { cwd: root, env })
    endWithMe(child)
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: string) => (output += text))
    child.once('close', (exitCode) => resolve({ exitCode, output }))
  })
}

/** Two at once: as many as a small machine has processors for. */
async function inPairs<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results = new Map<T, R>()
  const left = [...items]
  const next = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) results.set(item, await work(item))
  }
  await Promise.all([next(), next()])
  return items.flatMap((item) => results.get(item) ?? [])
}

/** What differs from run to run is left out. */
function sectionOf(name: string, exitCode: number | null, output: string): string {
  const text = output
    .replace(/^reports:\n( {2}.*\n)*/m, '')
    .replace(/^(environment external, ).*$/m, '$1<times>')
    .replace(/\((\d+(\.\d+)? m?s)\)/g, '(<time>)')
    .replace(/\.(feature|steps\.ts):\d+/g, '.$1:<line>')
    .replace(/\d:\d+( \d:\d+)+/g, '<offsets>')
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:<port>')
    .replace(/kata-[a-z0-9]+-[a-z0-9]+(-\d+)*/g, 'kata-<group>')
    .trim()
  return `## ${name}\n\nExit code ${exitCode}.\n\n\`\`\`text\n${text}\n\`\`\`\n`
}

function pageOf(told: readonly Told[]): string {
  const opening = [
    '# What `kata run` says where Kafka refuses',
    '',
    'Written by `npm run test:kafka -- --write-refusals`; every `npm run test:kafka` compares.',
  ]
  return `${opening.join('\n')}\n\n${told.map(({ section }) => section).join('\n')}`
}

function differences({ section }: Told, golden: string): readonly string[] {
  return golden.includes(section) ? [] : [`refusals.md says something else than:\n${section}`]
}

function count(told: readonly Omit<Told, 'section'>[]): ScenarioCount {
  for (const { name, faults } of told) {
    console.log(`${faults.length === 0 ? 'as expected  ' : 'FAILED       '} ${name}`)
    for (const fault of faults) console.log(fault)
  }
  const failed = told.filter(({ faults }) => faults.length > 0).length
  return { passed: told.length - failed, failed }
}
