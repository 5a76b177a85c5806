// Every wrong behaviour of user-otp, egov-otp and egov-user is noticed by a scenario of features/otp: docs/user-otp.md names
// one for each, and each is run here, against the wrong behaviour and against none.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { chosenTag, type Pair, pairOf, writeDeviantFeatures } from '../deviant-features.js'
import { kataRun, type Outcome, outcomesOf } from '../kata-run.js'
import { allDeviations, readTable } from './deviations-table.js'

const page = readFileSync(new URL('../../docs/user-otp.md', import.meta.url), 'utf8')
const features = fileURLToPath(new URL('../../features/otp', import.meta.url))
const kinds: Readonly<Record<string, string>> = {
  'older-release.feature': 'user-otp-oss',
  'central.feature': 'user-otp-central',
}
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kata-deviant-'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The first step of each scenario: which services it talks to. */
function step(deviation: string, file: string): string {
  const [service = '', name = ''] = deviation.split(' ')
  return `a "${kinds[file] ?? 'user-otp'}" with neighbours of its own, whose "${service}" has "${name}" wrong`
}

/** The scenarios that failed by what the service did: not by a mistake of their own, nor by a machine that is too slow. */
function noticedBy(outcomes: readonly Outcome[]): readonly Pair[] {
  const failed = outcomes.filter(({ verdict }) => verdict !== undefined && verdict.code !== 'CODE_NOT_FOUND')
  const isMistake = ({ verdict }: Outcome) =>
    verdict?.class === 'TEST' || (verdict?.class === 'INFRASTRUCTURE' && verdict.code !== 'HTTP_HUNG_UP')
  expect(failed.filter(isMistake).map(({ name, verdict }) => `${name}: ${verdict?.text}`)).toEqual([])
  return failed.map(({ name }) => pairOf(name))
}

/** Runs the scenarios of these pairs, and the rest of their outlines. */
async function run(pairs: readonly Pair[]): Promise<readonly Outcome[]> {
  const wrong = [...new Set(pairs.map(({ deviation }) => deviation))]
  writeDeviantFeatures(folder, { features, deviations: wrong, step, pairs })
  return outcomesOf(await kataRun('test/otp', '--tags', chosenTag, '--parallel', '2', folder))
}

it('the table names every deviation, with what it does', () => {
  const told = readTable(page).map(({ deviation, description }) => [deviation, description])
  expect(told).toEqual([...allDeviations])
})

it('what the table says fails, once for each deviation, and passes where nothing is wrong', async () => {
  const rows = readTable(page)
  const right = [...new Set(rows.map(({ scenario }) => scenario))].map((scenario) => ({
    deviation: 'user-otp nothing',
    scenario,
  }))
  const noticed = noticedBy(await run([...rows, ...right])).map(nameOf)
  expect(rows.map(nameOf).filter((name) => !noticed.includes(name))).toEqual([])
  expect(noticed.filter((name) => name.startsWith('user-otp nothing'))).toEqual([])
}, 600_000)

function nameOf({ deviation, scenario }: Pair): string {
  return `${deviation}: ${scenario}`
}
