// Lists of mobile numbers as settings give them: whole numbers, and patterns in which `#` stands for any digit. It looks
// at them as sets and never expands one.
import { KataError } from '../shared/index.js'
import type { CitizenSettings } from './settings.js'

/** What every number of a list matches, and nothing else; an empty list has none. */
export function numberPattern(list: readonly string[]): RegExp {
  const entries = list.map((entry) => entry.replaceAll('#', '\\d'))
  return new RegExp(entries.length === 0 ? '(?!)' : `^(?:${entries.join('|')})$`)
}

/** True where the number is in the list, or one of its patterns fits. */
export function matchesNumber(list: readonly string[], number: string): boolean {
  return numberPattern(list).test(number)
}

/** How many numbers an entry stands for. */
export function countNumbers(entry: string): number {
  return 10 ** (entry.split('#').length - 1)
}

/** The number of an entry at an index below `countNumbers`: the index' digits stand where the `#` stood. */
export function numberAt(entry: string, index: number): string {
  const free = entry.split('#').length - 1
  const digits = index.toString().padStart(free, '0')
  let next = 0
  return entry.replace(/#/g, () => digits.charAt(next++))
}

/**
 * Refuses entries that are no numbers, and two entries that share a number: it would be dealt twice, or be registered
 * and unregistered at once.
 */
export function checkNumberLists(
  citizens: CitizenSettings,
  place: { readonly file: string; readonly path: string },
): void {
  const entries = [...label(citizens.registered, 'registered'), ...label(citizens.unregistered, 'unregistered')]
  const malformed = entries.find(({ entry }) => !/^[0-9#]{6,15}$/.test(entry))
  if (malformed !== undefined) {
    throw invalidNumbers(
      place,
      [malformed.name],
      'It is neither a number of 6 to 15 digits nor such a pattern with `#`.',
    )
  }
  const pair = findOverlap(entries)
  if (pair !== undefined) throw invalidNumbers(place, pair, 'The two have a number in common.')
}

interface LabelledEntry {
  readonly entry: string
  readonly name: string
}

function label(list: readonly string[], kind: string): LabelledEntry[] {
  return list.map((entry, index) => ({ entry, name: `citizens.${kind}[${index}]` }))
}

function findOverlap(entries: readonly LabelledEntry[]): [string, string] | undefined {
  const seen = new Map<string, string>()
  const patterns: LabelledEntry[] = []
  for (const { entry, name } of entries) {
    const same = seen.get(entry)
    if (same !== undefined) return [same, name]
    seen.set(entry, name)
    if (entry.includes('#')) patterns.push({ entry, name })
  }
  for (const pattern of patterns) {
    const other = entries.find(
      (each) => each !== pattern && each.name !== pattern.name && overlap(each.entry, pattern.entry),
    )
    if (other !== undefined) return [other.name, pattern.name]
  }
  return undefined
}

function overlap(one: string, other: string): boolean {
  if (one.length !== other.length) return false
  for (let at = 0; at < one.length; at++) {
    if (one[at] !== other[at] && one[at] !== '#' && other[at] !== '#') return false
  }
  return true
}

function invalidNumbers(place: { file: string; path: string }, names: readonly string[], found: string): KataError {
  const paths = names.map((name) => `${place.path}.${name}`)
  return new KataError('SETTINGS_INVALID', {
    couldNot: `The mobile numbers of ${place.file} cannot be dealt out.`,
    found: [...paths.map((path) => `  ${path}`), found].join('\n'),
    todo: 'Write numbers ("9812345671") and patterns ("98#######1"), each number in one entry only.',
    facts: { file: place.file, paths },
  })
}
