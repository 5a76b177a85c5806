// A step text fits exactly one definition: in every feature, and in every Gherkin block of the docs.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Envelope } from '@cucumber/messages'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Ended, kataRun } from './kata-run.js'
import { stepsPage } from './steps-page.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'kata-docs-'))
let ended: Ended

beforeAll(async () => {
  for (const [index, block] of gherkinBlocks().entries()) writeFileSync(join(folder, `${index}.feature`), block)
  ended = await kataRun('.', '--dry-run', 'features', folder)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('every step of the features and the docs fits exactly one definition', () => {
  const texts = new Map(
    ended.envelopes.flatMap(({ pickle }) => (pickle?.steps ?? []).map(({ id, text }) => [id, text])),
  )
  const wrong = ended.envelopes
    .flatMap(({ testCase }) => testCase?.testSteps ?? [])
    .filter(({ pickleStepId, stepDefinitionIds }) => pickleStepId !== undefined && stepDefinitionIds?.length !== 1)
    .map(({ pickleStepId }) => texts.get(pickleStepId ?? ''))
  expect(texts.size).toBeGreaterThan(50)
  expect(wrong).toEqual([])
  expect(ended.exitCode).toBe(0)
})

it('docs/steps.md lists every sentence with its comment; npm run docs writes it', () => {
  expect(readFileSync(join(root, 'docs/steps.md'), 'utf8')).toBe(stepsPage(ended.envelopes))
})

it('every sentence has a comment', () => {
  const rows = stepsPage(ended.envelopes)
    .split('\n')
    .filter((line) => /^\| (?:Given|When|Then)/.test(line))
  expect(rows.length).toBe(definitions(ended.envelopes))
  expect(rows.filter((row) => row.endsWith('|  |'))).toEqual([])
})

function definitions(envelopes: readonly Envelope[]): number {
  return envelopes.filter(({ stepDefinition }) => stepDefinition !== undefined).length
}

function gherkinBlocks(): readonly string[] {
  const pages = [
    'README.md',
    ...readdirSync(join(root, 'docs'))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name}`),
  ]
  return pages.flatMap((page) =>
    [...readFileSync(join(root, page), 'utf8').matchAll(/```gherkin\n([\s\S]*?)```/g)].map(([, block = '']) =>
      block.trimStart().startsWith('Feature:') ? block : `Feature: an example\n\n${block}`,
    ),
  )
}
