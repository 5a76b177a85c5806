// Values inside a value: by a path such as `value.items[0].id`, or by JSONPath where one place may be many.

import { JSONPath } from 'jsonpath-plus'
import { lookUp } from '../match/index.js'
import { KataError } from '../shared/index.js'

/**
 * The value at a path; `undefined` where there is none.
 *
 * A path with `..`, `*`, a slice or a list in it is JSONPath and gives the array of all finds, which may be empty. Filters
 * (`[?(…)]`) are refused: they are code.
 *
 * @throws KataError PATH_INVALID
 */
export function valueAt(root: unknown, path: string): unknown {
  return isJsonPath(path) ? findAll(root, path) : lookUp(root, path)
}

/** Says whether a path leads to a value; null is one. @throws KataError PATH_INVALID */
export function pathExists(root: unknown, path: string): boolean {
  return isJsonPath(path) ? findAll(root, path).length > 0 : lookUp(root, path) !== undefined
}

function isJsonPath(path: string): boolean {
  const withoutKeys = path.replace(/\['(?:[^'\\]|\\.)*'\]|\["(?:[^"\\]|\\.)*"\]/g, '')
  return /\.\.|\*|\[\?|\[[^\]]*[:,]/.test(withoutKeys)
}

function findAll(root: unknown, path: string): readonly unknown[] {
  if (/\[\s*\?|\[\s*\(/.test(path)) throw pathInvalid(path, 'A filter is code, which paths do not run.')
  if (typeof root !== 'object' || root === null) return []
  try {
    const found: unknown = JSONPath({ path: path.startsWith('$') ? path : `$.${path}`, json: root, eval: false })
    return Array.isArray(found) ? found : []
  } catch (cause) {
    const isTooDeep = cause instanceof RangeError
    throw pathInvalid(path, isTooDeep ? 'The value is nested too deep for it.' : 'It is not JSONPath.', cause)
  }
}

function pathInvalid(path: string, found: string, cause?: unknown): KataError {
  return new KataError('PATH_INVALID', {
    couldNot: `The path \`${path}\` cannot be followed.`,
    found,
    todo: 'Write it like `value.items[0].id`, `value.items[*].id` or `$..id`.',
    facts: { path },
    cause,
  })
}
