// Documents of YAML or JSON with every `$ref` replaced by what it points at: inside the file (`#/…`) or in another local
// file (`../json/x.schema.json`). It fetches nothing, and knows no `$id`, `$anchor` or `$dynamicRef`.

import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { parse } from 'yaml'
import { isPlainObject } from '../match/index.js'
import { nearest } from '../shared/index.js'
import { catalogueInvalid, type Place, pointTo } from './catalogue-error.js'

// What may stand beside a `$ref`: words that judge nothing.
const annotations: ReadonlySet<string> = new Set(['$ref', 'description', 'title', 'summary', '$comment', 'examples'])

/** Reads each file once. */
export interface DocumentReader {
  /**
   * The whole document, its references replaced.
   *
   * @throws KataError CATALOGUE_INVALID naming file and pointer
   */
  read(file: string): unknown
}

export function createDocumentReader(): DocumentReader {
  const files = new Map<string, unknown>()
  const raw = (file: string, from: Place): unknown => {
    if (!files.has(file)) files.set(file, parseFile(file, from))
    return files.get(file)
  }
  return {
    read: (file) => replaceIn(raw(file, { file, pointer: '' }), { place: { file, pointer: '' }, raw, above: [] }),
  }
}

interface Walk {
  readonly place: Place
  readonly raw: (file: string, from: Place) => unknown
  /** The references that are being replaced, the outermost first. */
  readonly above: readonly string[]
}

function parseFile(file: string, from: Place): unknown {
  const text = readText(file, from)
  try {
    return file.endsWith('.json') ? JSON.parse(text) : parse(text)
  } catch (cause) {
    const said = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause)
    throw catalogueInvalid({ file, pointer: '' }, `The file does not parse: ${said}`, { cause })
  }
}

function readText(file: string, from: Place): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw catalogueInvalid(from, `There is no file ${file}.`, { cause })
  }
}

function replaceIn(value: unknown, walk: Walk): unknown {
  if (Array.isArray(value)) return value.map((item, index) => replaceIn(item, below(walk, index)))
  if (!isPlainObject(value)) return value
  if (typeof value.$ref === 'string') return replaceReference(value, value.$ref, walk)
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaceIn(item, below(walk, key))]))
}

function below(walk: Walk, step: string | number): Walk {
  return { ...walk, place: pointTo(walk.place, step) }
}

function replaceReference(value: Readonly<Record<string, unknown>>, reference: string, walk: Walk): unknown {
  const beside = Object.keys(value).filter((key) => !annotations.has(key))
  if (beside.length > 0) {
    throw catalogueInvalid(walk.place, `Beside the \`$ref\` stands \`${beside[0]}\`, which would be ignored.`, {
      todo: 'Put what belongs together into `allOf`.',
    })
  }
  const target = targetOf(reference, walk.place)
  const name = `${target.file}#${target.pointer}`
  if (walk.above.includes(name)) {
    throw catalogueInvalid(walk.place, `The \`$ref\` \`${reference}\` leads in a circle.`, {
      todo: 'A schema that holds itself cannot be used here: end the circle.',
    })
  }
  const pointed = valueAtPointer(walk.raw(target.file, walk.place), target, walk.place)
  return withoutIdentity(replaceIn(pointed, { ...walk, place: target, above: [...walk.above, name] }))
}

function targetOf(reference: string, from: Place): Place {
  const [path = '', pointer = ''] = reference.split('#', 2)
  if (/^[a-z][a-z\d+.-]*:/i.test(path)) {
    throw catalogueInvalid(from, `The \`$ref\` \`${reference}\` is not local, and nothing is fetched.`, {
      todo: 'Keep a copy beside the document and refer to that.',
    })
  }
  if (pointer !== '' && !pointer.startsWith('/')) {
    throw catalogueInvalid(from, `The \`$ref\` \`${reference}\` names an anchor; only pointers (\`#/…\`) are followed.`)
  }
  return { file: path === '' ? from.file : join(dirname(from.file), decodeURIComponent(path)), pointer }
}

function valueAtPointer(root: unknown, target: Place, from: Place): unknown {
  let value = root
  for (const step of target.pointer.split('/').slice(1)) {
    const key = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')
    const names = typeof value === 'object' && value !== null ? Object.keys(value) : []
    if (!names.includes(key)) throw missingTarget(target, from, nearest(names, key))
    value = Reflect.get(Object(value), key)
  }
  return value
}

function missingTarget(target: Place, from: Place, near: readonly string[]) {
  const file = target.file === from.file ? 'this file' : relative('', target.file)
  const hint = near.length === 0 ? '' : ` Near: ${near.join(', ')}.`
  return catalogueInvalid(from, `The \`$ref\` points at \`${target.pointer}\`, which ${file} does not have.${hint}`)
}

// A schema that is put in another's place must not change the base of what stands around it.
function withoutIdentity(value: unknown): unknown {
  if (!isPlainObject(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== '$id' && key !== '$schema'))
}
