// From what ajv reports to violations.

import type { ErrorObject } from 'ajv'
import { describeDifference, isPlainObject, joinPath, type Mismatch } from '../match/index.js'
import { nearest } from '../shared/index.js'

/**
 * One breach of a contract, of the same shape as a mismatch, rendered by `renderMismatches`.
 *
 * `path` begins with `value`, `key`, `headers` or `timestampType`; `rule` is the keyword of the schema.
 */
export type Violation = Mismatch

/** Violations that are told; one more then says how many there were. */
export const maxViolations = 1000

/** @param path where the judged value stands, such as `value` */
export function violationOf(error: ErrorObject, root: unknown, path: string): Violation {
  const { at, value } = placeOf(error.instancePath, root, path)
  // The value as it came: what ajv has judged may hold a double in place of a larger integer. Names of keys have no place.
  const data = error.propertyName === undefined ? value : error.data
  const { keyword: rule, params } = error
  if (rule === 'required') return missingProperty(error, joinPath(at, String(params.missingProperty)))
  if (rule === 'additionalProperties' || rule === 'unevaluatedProperties') {
    const key = String(params.additionalProperty ?? params.unevaluatedProperty)
    const actual = isPlainObject(data) ? data[key] : data
    return { path: joinPath(at, key), rule, expected: undefined, actual }
  }
  const expected = expectedOf(error)
  const hint = hintOf(rule, expected, data)
  return { path: at, rule, expected, actual: data, ...(hint === undefined ? {} : { hint }) }
}

function missingProperty(error: ErrorObject, path: string): Violation {
  const wanted = String(error.params.missingProperty)
  const known = isPlainObject(error.parentSchema?.properties) ? error.parentSchema.properties : {}
  const others = isPlainObject(error.data) ? Object.keys(error.data).slice(0, 100) : []
  const [near] = nearest(
    others.filter((key) => !Object.hasOwn(known, key)),
    wanted,
  )
  const hint = near === undefined ? {} : { hint: `There is a \`${near}\`: is it meant?` }
  return { path, rule: error.keyword, expected: 'present', actual: undefined, ...hint }
}

// What the pointer leads to, and its path, with an index where the value is an array.
function placeOf(instancePath: string, root: unknown, path: string): { readonly at: string; readonly value: unknown } {
  let [at, value] = [path, root]
  for (const step of instancePath.split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~')
    at = joinPath(at, Array.isArray(value) ? Number(key) : key)
    value = Reflect.get(Object(value), key)
  }
  return { at, value }
}

const inWords: Readonly<Record<string, (limit: unknown) => string>> = {
  minLength: (limit) => `at least ${limit} characters`,
  maxLength: (limit) => `at most ${limit} characters`,
  minItems: (limit) => `at least ${limit} items`,
  maxItems: (limit) => `at most ${limit} items`,
  minProperties: (limit) => `at least ${limit} keys`,
  maxProperties: (limit) => `at most ${limit} keys`,
  minimum: (limit) => `at least ${limit}`,
  maximum: (limit) => `at most ${limit}`,
  exclusiveMinimum: (limit) => `more than ${limit}`,
  exclusiveMaximum: (limit) => `less than ${limit}`,
  multipleOf: (limit) => `a multiple of ${limit}`,
}

function expectedOf({ keyword, params, schema, message }: ErrorObject): unknown {
  if (keyword === 'type') return [schema].flat().join(' or ')
  if (keyword === 'const') return params.allowedValue
  if (keyword === 'enum') return params.allowedValues
  if (keyword === 'pattern' || keyword === 'format') return schema
  return inWords[keyword]?.(schema) ?? message ?? keyword
}

function hintOf(rule: string, expected: unknown, actual: unknown): string | undefined {
  if (rule === 'const') return describeDifference(expected, actual)
  if (rule !== 'type') return undefined
  const marker = expected === 'integer' ? '#number' : `#${String(expected)}`
  return /^#(?:number|boolean|string|array|object)$/.test(marker) ? describeDifference(marker, actual) : undefined
}
