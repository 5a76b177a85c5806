// A schema as data, before ajv sees it.

import { isPlainObject } from '../match/index.js'

// Their values are schemas (or, in the last, lists) by name, and a name may look like a keyword or an extension.
const schemaMaps: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'dependentSchemas',
  'dependentRequired',
])
// Their values are data, not schemas.
const dataKeywords: ReadonlySet<string> = new Set(['const', 'enum', 'default', 'examples'])

/** The schema without what AsyncAPI allows and ajv's strict mode refuses (`x-…`), and without `$id` and `$schema`. */
export function withoutExtensions(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutExtensions)
  if (!isPlainObject(schema)) return schema
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => !key.startsWith('x-') && key !== '$schema' && key !== '$id')
      .map(([key, value]) => [key, keywordValue(key, value)]),
  )
}

/** JSON with its keys sorted, so that equal schemas have equal texts. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (!isPlainObject(value)) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
}

function keywordValue(keyword: string, value: unknown): unknown {
  if (dataKeywords.has(keyword)) return value
  if (!schemaMaps.has(keyword) || !isPlainObject(value)) return withoutExtensions(value)
  return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, withoutExtensions(schema)]))
}
