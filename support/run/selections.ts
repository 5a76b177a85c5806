// Whether everything that the command line names is there: each line of each path, and each --name. What else is selected does
// not make up for it, since a list of scenarios in a pipeline grows old without a word. Tags and shards may leave nothing over.
import { basename, dirname, relative } from 'node:path'
import { type ISourcesCoordinates, loadSources } from '@cucumber/cucumber/api'
import { KataError } from '../shared/index.js'

/**
 * Refuses a path or a name that selects no scenario beside others that do; one that stands alone is told where nothing is
 * selected at all.
 *
 * @param given paths of the command line, each with `:LINE` behind it or not
 * @throws KataError FEATURES_MISSING for a path, NOTHING_JUDGED for a line or a name
 */
export async function checkSelections(sources: ISourcesCoordinates, given: readonly string[]): Promise<void> {
  const places = given.filter((path) => !path.startsWith('@')).flatMap(eachLine)
  if (places.length > 1) await checkPlaces(sources, places)
  if (sources.names.length < 2) return
  const plan = await planOf(sources, sources.paths)
  for (const name of sources.names) {
    const pattern = new RegExp(name)
    if (!plan.some((scenario) => pattern.test(scenario.name))) throw nameIsEmpty(name)
  }
}

/** All files are read at once; only a place that is not plainly there is read for by itself, such as the line of an outline. */
async function checkPlaces(sources: ISourcesCoordinates, places: readonly string[]): Promise<void> {
  const files = new Set(places.map((place) => split(place).file))
  const isThere = seenIn(await planOf(sources, [...files]))
  for (const place of places) {
    if (!isThere(place) && (await planOf(sources, [place])).length === 0) throw placeIsEmpty(place)
  }
}

/** Tells files, folders and lines that a scenario of the plan stands in; of outlines each row of their examples has a line. */
function seenIn(plan: Awaited<ReturnType<typeof planOf>>): (place: string) => boolean {
  const seen = new Set<string>()
  for (const { uri, location } of plan) {
    seen.add(`${uri}:${location.line}`)
    for (let path = uri; !seen.has(path) && basename(path) !== '..'; path = dirname(path)) seen.add(path)
  }
  return (place) => {
    const { file, line } = split(place)
    const path = relative('', file) || '.'
    return seen.has(line === undefined ? path : `${path}:${line}`)
  }
}

/** `a.feature:2:5` are two places. */
function eachLine(path: string): readonly string[] {
  const [, file = path, lines = ''] = /^(.*?)((?::\d+)*)$/s.exec(path) ?? []
  return lines === ''
    ? [path]
    : lines
        .slice(1)
        .split(':')
        .map((line) => `${file}:${line}`)
}

async function planOf(sources: ISourcesCoordinates, paths: readonly string[]) {
  const { plan } = await loadSources({ ...sources, paths: [...paths], names: [], tagExpression: '', shard: '' })
  return plan
}

function split(place: string): { readonly file: string; readonly line: string | undefined } {
  const [, file = place, line] = /^(.*):(\d+)$/s.exec(place) ?? []
  return { file, line }
}

function placeIsEmpty(place: string): KataError {
  const { file, line } = split(place)
  if (line === undefined) {
    return new KataError('FEATURES_MISSING', {
      couldNot: `No scenario could be read from "${place}".`,
      found: 'No feature lies there, or none that has a scenario.',
      todo: 'Correct the path, or take it out of the list.',
      facts: { path: place },
    })
  }
  return new KataError('NOTHING_JUDGED', {
    couldNot: `The scenario of "${place}" was not found, so nothing was run.`,
    found: `No scenario, outline or row of Examples stands on line ${line} of ${file}.`,
    todo: 'Correct the line: the scenario may have moved since the list was made.',
    facts: { path: place },
  })
}

function nameIsEmpty(name: string): KataError {
  return new KataError('NOTHING_JUDGED', {
    couldNot: `Nothing was run, since --name ${JSON.stringify(name)} selects no scenario.`,
    found: 'Others were selected, but none that has this in its name.',
    todo: 'Correct the name, or take it out of the list.',
    facts: { name },
  })
}
