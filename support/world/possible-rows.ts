// Whether any message can have what a row of a table asks for. A row that no message can fulfil would prove every absence.

import { canMatch, isPlainObject, type PathRow, type PathStep, parsePath, type Shape } from '../match/index.js'
import { KataError } from '../shared/index.js'

/** What stands at each root of a message, and below it one step deeper each; `undefined` where anything may stand. */
const roots: Readonly<Record<string, readonly (Shape & { readonly words: string })[] | undefined>> = {
  topic: [{ kinds: ['string'], words: 'a text' }],
  partition: [{ kinds: ['number'], words: 'a number' }],
  offset: [{ kinds: ['number'], words: 'a number' }],
  timestamp: [{ kinds: ['number'], words: 'a number' }],
  timestampType: [{ kinds: ['string'], words: 'a text' }],
  key: [{ kinds: ['string', 'null'], words: 'a text, or null' }],
  headers: [
    { kinds: ['object'], words: 'an object' },
    {
      kinds: ['string', 'array', 'absent'],
      items: { kinds: ['string'] },
      words: 'a text, or a list of texts where it comes more than once',
    },
    { kinds: ['string', 'absent'], words: 'a text' },
  ],
  value: undefined,
  size: [{ kinds: ['number'], words: 'a number' }],
}

/** The payload itself is always there, if only as null. */
const payload: Shape = { kinds: ['null', 'boolean', 'number', 'string', 'array', 'object'] }

/** What `timestampType` can be. */
export const timestampTypes: readonly string[] = ['CreateTime', 'LogAppendTime']

/** @throws KataError PATH_INVALID, TABLE_INVALID */
export function refuseImpossible({ path, expected }: PathRow): void {
  refuseUnread(path)
  const [root, ...rest] = parsePath(path)
  if (root === undefined || !Object.hasOwn(roots, root)) throw unknownRoot(path, root)
  const places = roots[root]
  if (places === undefined) {
    if (rest.length > 0 || canMatch(expected, payload)) return
    throw wrongType(path, 'there', 'null')
  }
  const place = places[rest.length]
  if (place === undefined || !isIndexed(rest)) throw tooDeep(path, String(root))
  if (!canMatch(expected, place)) throw wrongType(path, place.words, exampleOf(place, expected))
  if (root === 'timestampType' && !isTimestampType(expected)) {
    throw wrongType(path, 'one of two texts', timestampTypes.join(' or '))
  }
}

/**
 * Refuses a cell that is a placeholder of an outline, or holds a marker with one in it, at any depth. What variables put
 * in is not looked at, so this comes before.
 *
 * @throws KataError TABLE_INVALID
 */
export function refusePlaceholder(cell: unknown): void {
  for (const text of textsIn(cell)) {
    const isMarker = text.startsWith('#')
    const [found] = (isMarker ? placeholderInMarker : placeholder).exec(text) ?? []
    if (found === undefined) continue
    throw new KataError('TABLE_INVALID', {
      couldNot: `The placeholder ${found} was not replaced.`,
      found: 'No column of the Examples has that name.',
      todo: `Correct the name, here or in the heading of the Examples.${isMarker ? ' A real `<` is written `[<]`.' : ''}`,
    })
  }
}

const placeholder = /^<[^<>]+>$/
/** `(?<name>…)`, `(?<=…)` and `(?<!…)` are parts of a pattern. */
const placeholderInMarker = /(?<!\(\?)<[^<>=!\]\s/][^<>/]*>/

/** @throws KataError TABLE_INVALID where two rows speak of one place: they may contradict each other */
export function refuseTwice(rows: readonly PathRow[]): void {
  const seen = new Map<string, string>()
  for (const { path } of rows) {
    const place = JSON.stringify(parsePath(path))
    const first = seen.get(place)
    if (first !== undefined) throw twice(first, path)
    seen.set(place, path)
  }
}

/** What a cell may look like in place of one that cannot be. */
function exampleOf({ kinds }: Shape, expected: unknown): string {
  if (kinds.includes('number')) return '17'
  if (kinds.includes('object')) return '{"a": "17"}'
  return typeof expected === 'number' || typeof expected === 'boolean' ? `"${expected}"` : '"17"'
}

/** Below the name of a header stands the number of one of its values. */
function isIndexed([, index]: readonly PathStep[]): boolean {
  return index === undefined || typeof index === 'number'
}

function isTimestampType(expected: unknown): boolean {
  return typeof expected !== 'string' || /^##?[a-z[]/i.test(expected) || timestampTypes.includes(expected)
}

/** Neither variables nor placeholders are put into paths, and no message has a name like that. */
function refuseUnread(path: string): void {
  const [found] = /#\(|<[^<>]+>/.exec(path) ?? []
  if (found === undefined) return
  throw new KataError('PATH_INVALID', {
    couldNot: `The path \`${path}\` leads nowhere in a message.`,
    found: found === '#(' ? 'Variables are not put into paths.' : `The placeholder ${found} in it was not replaced.`,
    todo: found === '#(' ? 'Write the name itself.' : 'Correct its name, here or in the heading of the Examples.',
    facts: { path },
  })
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) || isPlainObject(value) ? Object.values(value).flatMap(textsIn) : []
}

function unknownRoot(path: string, root: string | number | undefined): KataError {
  const known = Object.keys(roots)
  return new KataError('PATH_INVALID', {
    couldNot: `The path \`${path}\` leads nowhere in a message.`,
    found: `A path begins with ${known.slice(0, -1).join(', ')} or ${known.at(-1)}${root === undefined ? '' : `, not with \`${root}\``}.`,
    todo: root === undefined ? 'Write a path into the first cell.' : `For the payload write \`value.${path}\`.`,
    facts: { path },
  })
}

function tooDeep(path: string, root: string): KataError {
  return new KataError('PATH_INVALID', {
    couldNot: `The path \`${path}\` leads nowhere in a message.`,
    found: `There is nothing below ${root === 'headers' ? 'a header' : `\`${root}\``}.`,
    todo: 'Shorten the path.',
    facts: { path },
  })
}

function wrongType(path: string, wanted: string, example: string): KataError {
  return new KataError('TABLE_INVALID', {
    couldNot: `No message can have what the row of \`${path}\` asks for.`,
    found: `\`${path}\` is always ${wanted}.`,
    todo: `Write ${example} in its cell, or a marker that can pass there.`,
    facts: { path },
  })
}

function twice(first: string, second: string): KataError {
  return new KataError('TABLE_INVALID', {
    couldNot: `The table of the step asks twice for what stands at \`${first}\`.`,
    found: `The other row is that of \`${second}\`: a message may not be able to fulfil both.`,
    todo: 'Take one of them away.',
    facts: { path: first },
  })
}
