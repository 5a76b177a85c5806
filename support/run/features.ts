// Looks at the features before anything is started: do they exist, do they parse, is there a scenario to run?
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { type ISourcesCoordinates, loadSources } from '@cucumber/cucumber/api'
import { KataError, nearest } from '../shared/index.js'
import { checkSelections } from './selections.js'
import { checkTags } from './tags.js'

/**
 * Refuses features that cannot be run.
 *
 * @param given paths of the command line, each with `:LINE` behind it or not
 * @throws KataError FEATURES_MISSING with near paths; FEATURE_UNPARSABLE with file and line; ARGUMENT_INVALID for a tag
 *   expression or a name that cannot be read; NOTHING_JUDGED where no scenario is selected, or none by one of several lines or
 *   names; TAG_UNKNOWN
 */
export async function checkFeatures(sources: ISourcesCoordinates, given: readonly string[] = []): Promise<void> {
  for (const path of given) checkPath(path)
  const { plan, errors } = await loadPlan(sources)
  if (errors.length > 0) throw unparsable(errors)
  const [index = 1, count = 1] = (sources.shard || '1/1').split('/').map(Number)
  const selected = plan.filter((_, at) => at % count === index - 1)
  if (selected.length === 0) throw nothingSelected(sources, plan.length)
  await checkSelections(sources, given)
  const files = selected.map(({ uri }) => uri)
  checkTags(files, sources.tagExpression)
}

function checkPath(given: string): void {
  const path = given.replace(/^@/, '').replace(/(:\d+)*$/, '')
  if (/[*?[{]/.test(path) || existsSync(resolve(path))) return
  const near = nearest(featuresNear(path), path)
  throw new KataError('FEATURES_MISSING', {
    couldNot: `No feature could be read from "${path}".`,
    found: `There is no such file or folder in ${process.cwd()}.`,
    todo: near.length === 0 ? 'Name a feature file, a folder or a glob.' : ['Near paths:', ...near].join('\n  '),
    facts: { path, near },
  })
}

/** Feature files and folders below the nearest folder that exists; below the working folder, only those of features/. */
function featuresNear(path: string): string[] {
  let folder = dirname(resolve(path))
  while (!existsSync(folder)) folder = dirname(folder)
  const start = relative(process.cwd(), folder) === '' ? resolve('features') : folder
  if (!existsSync(start)) return []
  const entries = readdirSync(start, { recursive: true, encoding: 'utf8' })
  const features = entries.filter((entry) => entry.endsWith('.feature') && !entry.includes('node_modules'))
  const paths = features
    .flatMap((entry) => [entry, dirname(entry)])
    .map((entry) => relative(process.cwd(), join(start, entry)))
  return [...new Set(paths)].filter((each) => each !== '')
}

async function loadPlan(sources: ISourcesCoordinates): Promise<Awaited<ReturnType<typeof loadSources>>> {
  try {
    return await loadSources(sources)
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    throw new KataError('ARGUMENT_INVALID', {
      couldNot: 'The scenarios could not be selected.',
      found: cause instanceof Error ? cause.message : String(cause),
      todo: `Correct ${describeFilters(sources) || 'the paths of the features'}.`,
      cause,
    })
  }
}

function unparsable(errors: Awaited<ReturnType<typeof loadSources>>['errors']): KataError {
  const lines = errors.map(({ uri, location, message }) => `  ${uri}:${location?.line ?? 1}  ${reword(message)}`)
  const shown = lines.slice(0, 5)
  const files = new Set(errors.map(({ uri }) => uri))
  return new KataError('FEATURE_UNPARSABLE', {
    couldNot: `${files.size === 1 ? 'A feature' : `${files.size} features`} could not be read, so no scenario was started.`,
    found: [...shown, ...(lines.length > 5 ? [`  … and ${lines.length - 5} more`] : [])].join('\n'),
    todo: 'Correct the file; an editor with Gherkin support shows such lines while you type.',
    facts: { errors },
  })
}

/** Words for what Gherkin says a line may be; comments, empty lines and the end of the file are no news. */
const lineNames: Readonly<Record<string, string>> = {
  TableRow: 'a table row',
  DocStringSeparator: 'a doc string',
  StepLine: 'a step',
  TagLine: 'tags',
  ExamplesLine: 'Examples',
  ScenarioLine: 'a Scenario',
  RuleLine: 'a Rule',
  BackgroundLine: 'a Background',
  FeatureLine: 'a Feature',
  Language: 'a language line',
  Other: 'text',
}

/** A parser's message in plain words, on two lines where it lists what would have been right. */
function reword(message: string): string {
  const text = message.replace(/^\(\d+:\d+\): /, '')
  const [, expected = '', found] = /^(?:unexpected end of file, )?expected: (.*?)(?:, got '(.*)')?$/s.exec(text) ?? []
  if (expected === '') return text
  const names = expected.split(', ').flatMap((name) => lineNames[name.slice(1)] ?? [])
  return `${found === undefined ? 'The file ends too early.' : `"${found}"`}\n    may only be ${names.join(', ')}`
}

function nothingSelected(sources: ISourcesCoordinates, planned: number): KataError {
  const paths = sources.paths.join(', ') || 'features/'
  const filters = describeFilters(sources)
  const shard = planned > 0 ? `Shard ${sources.shard} gets none of the ${planned} scenarios.` : undefined
  return new KataError('NOTHING_JUDGED', {
    couldNot: 'Nothing was run, so nothing can be said about the services.',
    found: shard ?? `No scenario of ${paths} was selected${filters === '' ? '' : ` by ${filters}`}.`,
    todo: shard === undefined ? selectAdvice(sources) : 'Run with fewer shards.',
    facts: { paths: sources.paths, tags: sources.tagExpression, names: sources.names, shard: sources.shard },
  })
}

function selectAdvice({ paths }: ISourcesCoordinates): string {
  const isElsewhere = paths.length === 0 && !existsSync('features')
  return isElsewhere
    ? `There is no features/ in ${process.cwd()}: run kata in the folder that holds kata.config.yaml.`
    : 'Select at least one scenario.'
}

function describeFilters({ tagExpression, names }: ISourcesCoordinates): string {
  const tags = tagExpression === '' ? [] : [`--tags ${JSON.stringify(tagExpression)}`]
  return [...tags, ...names.map((name) => `--name ${JSON.stringify(name)}`)].join(' and ')
}
