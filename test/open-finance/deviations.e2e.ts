// Every wrong behaviour of the transmitter is noticed by a scenario of features/notifications/open-finance, and every scenario notices
// one: docs/open-finance.md has the whole table. Each run tries as many pairs of it as name everything once;
// `npm run golden` tries all of them and writes the table anew.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openFinanceDeviations } from '../../services/index.js'
import { chosenTag, type Pair, pairOf, writeDeviantFeatures } from '../deviant-features.js'
import { kataRun, type Outcome, outcomesOf } from '../kata-run.js'
import { coverOf, readTable, withTable } from './deviations-table.js'

const page = new URL('../../docs/open-finance.md', import.meta.url)
const isGolden = process.env.KATA_GOLDEN === 'write'
const deviations = Object.keys(openFinanceDeviations)
const features = fileURLToPath(new URL('../../features/notifications/open-finance', import.meta.url))
const step = (deviation: string) => `an open-finance that "${deviation}"`
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kata-deviant-'))
  if (isGolden) await writeWholeTable()
}, 600_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function writeWholeTable(): Promise<void> {
  writeDeviantFeatures(folder, { features, deviations, step })
  const ended = await kataRun('test/open-finance', '--parallel', '2', folder)
  const pairs = noticedBy(outcomesOf(ended))
  const scenarios = await scenarioNames()
  writeFileSync(page, withTable(readFileSync(page, 'utf8'), { scenarios, pairs }))
}

/** The names of all scenarios, in the order of the features. */
async function scenarioNames(): Promise<readonly string[]> {
  const ended = await kataRun('.', '--dry-run', 'features/notifications/open-finance')
  return outcomesOf(ended).map(({ name }) => name)
}

/** The scenarios that failed, by what the transmitter did: not by a mistake of their own, nor by a machine that is too slow. */
function noticedBy(outcomes: readonly Outcome[]): readonly Pair[] {
  const failed = outcomes.filter(({ verdict }) => verdict !== undefined)
  const isMistake = ({ verdict }: Outcome) =>
    verdict?.class === 'TEST' || (verdict?.class === 'INFRASTRUCTURE' && verdict.code !== 'HTTP_HUNG_UP')
  const mistaken = failed.filter(isMistake)
  expect(mistaken.map(({ name, verdict }) => `${name}: ${verdict?.text}`)).toEqual([])
  return failed.map(({ name }) => pairOf(name))
}

it('the table names every deviation and every scenario, each noticed by one of the others', async () => {
  const table = readTable(readFileSync(page, 'utf8'))
  expect(table.scenarios).toEqual(await scenarioNames())
  expect(deviations.filter((name) => !table.pairs.some(({ deviation }) => deviation === name))).toEqual([])
  expect(table.scenarios.filter((name) => !table.pairs.some(({ scenario }) => scenario === name))).toEqual([])
})

it('what the table says fails, once for each deviation and each scenario', async () => {
  const cover = coverOf(readTable(readFileSync(page, 'utf8')))
  writeDeviantFeatures(folder, { features, deviations, step, pairs: cover })
  const noticed = noticedBy(outcomesOf(await kataRun('test/open-finance', '--tags', chosenTag, folder)))
  const failed = new Set(noticed.map((pair) => `${pair.deviation}: ${pair.scenario}`))
  expect(cover.length).toBeGreaterThanOrEqual(deviations.length)
  expect(cover.map((pair) => `${pair.deviation}: ${pair.scenario}`).filter((name) => !failed.has(name))).toEqual([])
})
