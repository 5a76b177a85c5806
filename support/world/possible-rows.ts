// Whether any message can have what a row of a table asks for. A row that no message can fulfil would prove every absence.

import { type PathRow, parsePath } from '../match/index.js'
import { KataError } from '../shared/index.js'

/** What stands at each root of a message, and how far a path goes into it. */
const roots: Readonly<Record<string, { readonly type: 'text' | 'number' | 'any'; readonly steps: number }>> = {
  topic: { type: 'text', steps: 0 },
  partition: { type: 'number', steps: 0 },
  offset: { type: 'number', steps: 0 },
  timestamp: { type: 'number', steps: 0 },
  timestampType: { type: 'text', steps: 0 },
  key: { type: 'text', steps: 0 },
  headers: { type: 'any', steps: 2 },
  value: { type: 'any', steps: Number.POSITIVE_INFINITY },
  size: { type: 'number', steps: 0 },
}

/** What `timestampType` can be. */
export const timestampTypes: readonly string[] = ['CreateTime', 'LogAppendTime']

/** @throws KataError PATH_INVALID, TABLE_INVALID */
export function refuseImpossible({ path, expected }: PathRow): void {
  const [root, ...rest] = parsePath(path)
  const place = root === undefined || !Object.hasOwn(roots, root) ? undefined : roots[root]
  if (place === undefined) throw unknownRoot(path, root)
  if (rest.length > place.steps) throw tooDeep(path, String(root))
  const isMarker = typeof expected === 'string' && expected.startsWith('#')
  if (isMarker || expected === null || typeof expected === 'object') return
  if (place.type === 'text' && typeof expected !== 'string') throw wrongType(path, 'a text', `"${expected}"`)
  if (place.type === 'number' && typeof expected !== 'number') throw wrongType(path, 'a number', '17')
  if (root === 'timestampType' && !timestampTypes.includes(String(expected))) {
    throw wrongType(path, 'one of two texts', timestampTypes.join(' or '))
  }
  if (typeof expected === 'string' && /^<[^<>]+>$/.test(expected)) throw placeholder(expected)
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
    todo: `Write ${example} in its cell, or a marker.`,
    facts: { path },
  })
}

function placeholder(expected: string): KataError {
  return new KataError('TABLE_INVALID', {
    couldNot: `The placeholder ${expected} was not replaced.`,
    found: 'No column of the Examples has that name.',
    todo: 'Correct the name, here or in the heading of the Examples.',
  })
}
