// Which scenario shows a sentence: for each definition one step of features/, as its file has it, with what stands before
// it. Taken from the envelopes of a run, which tell whether it passed. No example is written by hand.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Background, Envelope, FeatureChild, GherkinDocument, RuleChild, Scenario, Step } from '@cucumber/messages'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A step that shows a sentence. */
export interface StepExample {
  /** Path within the project, with forward slashes. */
  readonly file: string
  readonly line: number
  /** Of its scenario; of a background the word itself. */
  readonly scenario: string
  /** The step with its table or doc string, below up to two steps before it. */
  readonly text: string
  readonly hasPassed: boolean
}

/** More lines than this no example has, unless its own step has. */
const lineLimit = 8
/** A step with more lines is taken only where no shorter one shows the sentence. */
const ownLineLimit = 7

/** The example of each definition that a feature uses, by the id of the definition. */
export function stepExamples(envelopes: readonly Envelope[]): ReadonlyMap<string, StepExample> {
  const examples = new Map<string, { readonly example: StepExample; readonly rank: readonly (string | number)[] }>()
  for (const { definitionId, hasPassed, place } of usesOf(envelopes)) {
    const { uri, step, above, scenario } = place
    const own = lastLine(step) - step.location.line + 1
    const rank = [
      isTemplate(step) ? 1 : 0,
      own > ownLineLimit ? own : 0,
      /^(Given|When|Then) $/.test(step.keyword) ? 0 : 1,
      uri,
      step.location.line,
    ]
    const before = examples.get(definitionId)
    const isSame = before?.example.file === uri && before.example.line === step.location.line
    if (before !== undefined && !isSame && !comesBefore(rank, before.rank)) continue
    const example = { file: uri, line: step.location.line, scenario, text: textOf(uri, step, above) }
    examples.set(definitionId, {
      example: { ...example, hasPassed: hasPassed || (isSame && before.example.hasPassed) },
      rank,
    })
  }
  return new Map([...examples].map(([id, { example }]) => [id, example]))
}

interface Place {
  readonly uri: string
  readonly scenario: string
  readonly step: Step
  /** The steps before it in its scenario or background. */
  readonly above: readonly Step[]
}

interface Use {
  readonly definitionId: string
  readonly hasPassed: boolean
  readonly place: Place
}

function usesOf(envelopes: readonly Envelope[]): readonly Use[] {
  const places = new Map(
    envelopes.flatMap(({ gherkinDocument }) =>
      placesIn(gherkinDocument).map((place) => [place.step.id, place] as const),
    ),
  )
  const written = new Map(
    envelopes.flatMap(({ pickle }) => (pickle?.steps ?? []).map(({ id, astNodeIds: [step = ''] }) => [id, step])),
  )
  const passed = new Set(
    envelopes.flatMap(({ testStepFinished: ended }) =>
      ended?.testStepResult.status === 'PASSED' ? [ended.testStepId] : [],
    ),
  )
  return envelopes
    .flatMap(({ testCase }) => testCase?.testSteps ?? [])
    .flatMap(({ id, pickleStepId = '', stepDefinitionIds: [definitionId] = [] }) => {
      const place = places.get(written.get(pickleStepId) ?? '')
      if (definitionId === undefined || place === undefined) return []
      return [{ definitionId, hasPassed: passed.has(id), place }]
    })
}

/** The steps of a feature of the project; what others are in a run, such as the examples of the docs, shows nothing. */
function placesIn(document: GherkinDocument | undefined): readonly Place[] {
  const uri = document?.uri?.replaceAll('\\', '/') ?? ''
  if (!uri.startsWith('features/')) return []
  return stepLists(document?.feature?.children ?? []).flatMap(({ steps, name, keyword }) =>
    steps.map((step, index) => ({ uri, scenario: name || keyword, step, above: steps.slice(0, index) })),
  )
}

function stepLists(children: readonly (FeatureChild | RuleChild)[]): readonly (Background | Scenario)[] {
  return children.flatMap((child) => {
    if (child.background !== undefined) return [{ ...child.background, name: '' }]
    if (child.scenario !== undefined) return [child.scenario]
    return 'rule' in child ? stepLists(child.rule?.children ?? []) : []
  })
}

/** A step of an outline, or with an empty doc string, shows less than another. */
function isTemplate({ text, docString }: Step): boolean {
  return /<[^<>]+>/.test(text) || docString?.content === ''
}

function comesBefore(rank: readonly (string | number)[], other: readonly (string | number)[]): boolean {
  const differing = rank.findIndex((part, index) => part !== other[index])
  return differing >= 0 && (rank[differing] ?? 0) < (other[differing] ?? 0)
}

function lastLine({ location, docString, dataTable }: Step): number {
  if (docString !== undefined) return docString.location.line + docString.content.split('\n').length + 1
  return dataTable?.rows.at(-1)?.location.line ?? location.line
}

/** Read from the file: in the envelopes numbers are masked. */
function textOf(uri: string, step: Step, above: readonly Step[]): string {
  const end = lastLine(step)
  const start = above
    .slice(-2)
    .map(({ location }) => location.line)
    .find((line) => end - line < lineLimit)
  const lines = readFileSync(join(root, uri), 'utf8').split(/\r?\n/)
  const shown = lines.slice((start ?? step.location.line) - 1, end)
  const indent = Math.min(...shown.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)))
  return shown.map((line) => line.slice(indent)).join('\n')
}
