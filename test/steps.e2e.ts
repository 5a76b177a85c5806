// A step text fits exactly one definition: in every feature, and in every Gherkin block of the docs.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Ended, kataRun } from './kata-run.js'
import { sentencesIn, stepsPage } from './steps-page.js'

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

it('every sentence is used by a feature', () => {
  const unused = sentencesIn(ended.envelopes).filter(({ example }) => example === undefined)
  expect(unused.map(({ expression }) => expression)).toEqual([])
})

it('docs/steps.md shows every sentence with its comment and a scenario; npm run docs writes it', () => {
  expect(readFileSync(join(root, 'docs/steps.md'), 'utf8')).toBe(stepsPage(ended.envelopes))
})

it('every sentence has a comment', () => {
  const sentences = sentencesIn(ended.envelopes)
  expect(sentences.length).toBeGreaterThan(60)
  expect(sentences.filter(({ comment }) => comment === '').map(({ expression }) => expression)).toEqual([])
})

function gherkinBlocks(): readonly string[] {
  const pages = [
    'README.md',
    ...readdirSync(join(root, 'docs'))
      // What docs/steps.md shows are pieces of features.
      .filter((name) => name.endsWith('.md') && name !== 'steps.md')
      .map((name) => `docs/${name}`),
  ]
  return pages.flatMap((page) =>
    [...readFileSync(join(root, page), 'utf8').matchAll(/```gherkin\n([\s\S]*?)```/g)].map(([, block = '']) =>
      block.trimStart().startsWith('Feature:') ? block : `Feature: an example\n\n${block}`,
    ),
  )
}
