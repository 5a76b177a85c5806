// Paths such as `value.items[0].id` and `headers['x-a']`: into a value, and as text. No JSONPath: that is support/language.

import { KataError } from '../shared/index.js'
import { ownValue } from './values.js'

/** One step of a path: a key of an object, or an index of an array. */
export type PathStep = string | number

const stepPattern = /\.?([^.[\]'"\s]+)|\[(\d+)\]|\[(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\]/y

/**
 * Takes a path apart. `$` at its start stands for the root and may be left out.
 *
 * @throws KataError PATH_INVALID
 */
export function parsePath(path: string): readonly PathStep[] {
  const text = path.trim().replace(/^\$(?=$|[.[])/, '')
  const steps: PathStep[] = []
  let position = 0
  while (position < text.length) {
    stepPattern.lastIndex = position
    const found = stepPattern.exec(text)
    if (found === null || (position > 0 && /^[^.[]/.test(found[0]))) throw pathInvalid(path, text.slice(position))
    steps.push(stepOf(found))
    position = stepPattern.lastIndex
  }
  return steps
}

/**
 * The value at a path, or `undefined` where there is none; only own keys count.
 *
 * @throws KataError PATH_INVALID
 */
export function lookUp(root: unknown, path: string): unknown {
  return parsePath(path).reduce(stepInto, root)
}

/** The path one step further down: `a` and `b-c` make `a['b-c']`. */
export function joinPath(path: string, step: PathStep): string {
  if (typeof step === 'number') return `${path}[${step}]`
  if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(step)) return `${path}['${quoteKey(step)}']`
  return path === '' ? step : `${path}.${step}`
}

function stepOf(found: RegExpExecArray): PathStep {
  const [, name, index, single, double] = found
  if (name !== undefined) return name
  if (index !== undefined) return Number(index)
  return (single ?? double ?? '').replace(/\\(.)/gs, '$1')
}

function stepInto(value: unknown, step: PathStep): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  if (typeof step === 'number') return Array.isArray(value) ? value[step] : undefined
  return Array.isArray(value) ? undefined : ownValue(value, step)
}

function quoteKey(key: string): string {
  return key.replace(/[\\']/g, '\\$&')
}

function pathInvalid(path: string, rest: string): KataError {
  return new KataError('PATH_INVALID', {
    couldNot: `The path \`${path}\` cannot be read.`,
    found: `It breaks off at \`${rest.slice(0, 40)}\`.`,
    todo: "Write it like `value.items[0].id`; a key with other signs goes into brackets: `headers['x y']`.",
    facts: { path },
  })
}
