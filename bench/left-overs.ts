// What is left when a run has ended, and when runs were killed in their middle: groups on Kafka, processes, folders. Kafka
// and the doubles are processes of their own, so that something could be left there.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { groupsAt } from '../test/groups-at.js'
import { marker, processesMarked } from '../test/left-overs.js'
import type { Benchmark } from './benchmark.js'
import { runNode } from './child.js'
import { countPassed, runKata } from './kata-runs.js'
import { writeLoginFeature } from './login-feature.js'
import { catalogueTopic, type Stand, startStand } from './stand.js'
import type { Table } from './table.js'
import type { Target } from './target.js'
import { withTemporaryFolder } from './temporary-folder.js'

const project = fileURLToPath(new URL('..', import.meta.url))
/** A member that was killed is forgotten after its session timeout, 6 s. */
const sessionMs = 7000

export const leftOvers: Benchmark = {
  name: 'left-overs',
  title: 'what is left on Kafka and on the machine',
  async measure({ quick, targets }) {
    const kills = quick ? 4 : 50
    const tables: Table[] = []
    for (const target of targets) tables.push(await withTemporaryFolder((folder) => measureOn(target, kills, folder)))
    return {
      tables,
      notes: [
        `Killed: \`kata run --parallel 2\` gets SIGKILL at some moment after its first scenario has ended, ${kills} times, with both lifetimes of readers in turn.`,
        `Looked at ${sessionMs / 1000} s after the last kill, when the session of every member has ended; then \`kata janitor --yes\`.`,
        'Groups: whose name begins with `kata-`. Processes: all descendants of a run, workers included. Folders: those of runs in the temporary folder; a killed run cannot remove its own, and nothing of value is in it.',
      ],
    }
  },
}

interface Left {
  readonly groups: number
  readonly processes: number
  readonly folders: number
}

async function measureOn(target: Target, kills: number, folder: string): Promise<Table> {
  const stand = await startStand(target)
  // What a run starts inherits the mark, and puts its folder here.
  const mark = mkdtempSync(join(folder, 'mark-'))
  mkdirSync(join(mark, 'tmp'))
  const variables = { ...stand.variables.get(catalogueTopic), [marker]: mark, TMPDIR: join(mark, 'tmp') }
  const look = async (): Promise<Left> => ({
    groups: (await groupsAt(stand.bootstrap)).filter((groupId) => groupId.startsWith('kata-')).length,
    processes: processesMarked(mark).length,
    folders: readdirSync(join(mark, 'tmp')).filter((name) => name.startsWith('kata-')).length,
  })
  try {
    const rows = [rowOf('after a run of 50 scenarios', await afterRun({ variables, folder, look }))]
    const killed = await afterKills(kills, { variables, folder, look })
    rows.push(rowOf(`after ${kills} kills`, killed))
    await sweep(stand, variables)
    rows.push(rowOf('after these, and `kata janitor --yes`', await look()))
    return { caption: target.name, columns: ['when', 'groups', 'processes', 'folders'], rows }
  } finally {
    await stand.stop()
  }
}

function rowOf(when: string, { groups, processes, folders }: Left): string[] {
  return [when, String(groups), String(processes), String(folders)]
}

interface Surroundings {
  readonly variables: Readonly<Record<string, string>>
  readonly folder: string
  readonly look: () => Promise<Left>
}

async function afterRun({ variables, folder, look }: Surroundings): Promise<Left> {
  const feature = writeLoginFeature(folder, 50)
  const ended = await runKata({ feature, folder, variables, flags: ['--env', 'external', '--parallel', '2'] })
  if (ended.exitCode !== 0) throw new Error(`The run ended with ${ended.exitCode}: ${countPassed(ended)} passed.`)
  return await look()
}

async function afterKills(kills: number, { variables, folder, look }: Surroundings): Promise<Left> {
  const feature = writeLoginFeature(folder, 200)
  for (let kill = 0; kill < kills; kill++) {
    const reader = kill % 2 === 0 ? 'scenario' : 'worker'
    const flags = ['--env', 'external', '--parallel', '2', '--reader', reader, '--reports', join(folder, 'killed')]
    await runAndKill(['bin/kata.js', 'run', feature, ...flags], variables, (kill * 37) % 300)
  }
  await pause(sessionMs)
  return await look()
}

async function runAndKill(
  args: readonly string[],
  variables: Surroundings['variables'],
  afterMs: number,
): Promise<void> {
  const env = { ...process.env, ...variables }
  const child = spawn(process.execPath, args, { cwd: project, env, stdio: ['ignore', 'pipe', 'ignore'] })
  const end = () => child.kill('SIGKILL')
  process.prependOnceListener('exit', end)
  const exit = once(child, 'exit')
  await Promise.race([once(child.stdout, 'data'), exit])
  await pause(afterMs)
  if (child.exitCode !== null) throw new Error('A run ended before it was killed.')
  end()
  await exit
  process.off('exit', end)
}

async function sweep({ bootstrap }: Stand, variables: Surroundings['variables']): Promise<void> {
  const { exitCode, stdout, stderr } = await runNode(
    ['bin/kata.js', 'janitor', '--env', 'external', '--yes'],
    project,
    variables,
  )
  if (exitCode !== 0) throw new Error(`The janitor at ${bootstrap} ended with ${exitCode}.\n${stdout}${stderr}`)
}
