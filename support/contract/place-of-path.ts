// Whether a schema has a place for a path. It judges no value: it says what no value that keeps the schema can have.

import { isPlainObject, joinPath, type PathStep, parsePath } from '../match/index.js'
import type { Channel } from './channel.js'

/**
 * `described`: a schema names the path. Else `at` is the path of what lacks `step`, and `known` are the names that are there
 * instead; where it is `open` a message may have it all the same, where it is `unplaced` none that keeps the contract has.
 */
export type PlaceOfPath = 'described' | OtherPlace

/** See `PlaceOfPath`. */
export interface OtherPlace {
  readonly kind: 'open' | 'unplaced'
  readonly at: string
  readonly step: PathStep
  readonly known: readonly string[]
}

/** Looks for a path such as `value.mobileNumber` or `headers['x-a']` in what a channel says of its messages. PATH_INVALID. */
export function placeInMessages({ messages }: Pick<Channel, 'messages'>, path: string): PlaceOfPath {
  const [root, ...rest] = parsePath(path)
  if (root !== 'value' && root !== 'headers') return 'described'
  const schemas = messages.map(({ payload, headers }) => (root === 'value' ? payload : headers))
  return someOf(
    schemas.length === 0
      ? [placeOfPath(undefined, rest, root)]
      : schemas.map((schema) => placeOfPath(schema?.source, rest, root)),
  )
}

/**
 * Looks for a path in a JSON Schema whose references are replaced. What is not followed (`unevaluatedProperties`,
 * `dependentSchemas`, `not`) counts as open.
 *
 * @param root the path of the whole, such as `value`
 */
export function placeOfPath(schema: unknown, path: readonly PathStep[], root: string): PlaceOfPath {
  const [step, ...rest] = path
  if (schema === false) return { kind: 'unplaced', at: root, step: step ?? '', known: [] }
  if (step === undefined) return 'described'
  if (!isPlainObject(schema)) return { kind: 'open', at: root, step, known: [] }
  const at = { step, rest, root }
  if (!holdsSteps(schema.type, step)) return { kind: 'unplaced', at: root, step, known: [] }
  const own = typeof step === 'number' ? placeOfItem(schema, at) : placeOfKey(schema, at)
  return everyOf([own, ...placesOfParts(schema, path, root)])
}

interface Step {
  readonly step: PathStep
  readonly rest: readonly PathStep[]
  readonly root: string
}

/** Whether a value of the type has keys, or items where the step is a number. */
function holdsSteps(type: unknown, step: PathStep): boolean {
  return type === undefined || [type].flat().includes(typeof step === 'number' ? 'array' : 'object')
}

function placeOfKey(schema: Readonly<Record<string, unknown>>, { step, rest, root }: Step): PlaceOfPath {
  const key = String(step)
  const below = joinPath(root, key)
  const named = isPlainObject(schema.properties) ? schema.properties : {}
  const patterns = isPlainObject(schema.patternProperties) ? Object.entries(schema.patternProperties) : []
  const fitting = patterns.filter(([pattern]) => new RegExp(pattern, 'u').test(key)).map(([, part]) => part)
  const describing = [...(Object.hasOwn(named, key) ? [named[key]] : []), ...fitting]
  if (describing.length > 0) return everyOf(describing.map((part) => placeOfPath(part, rest, below)))
  const others = schema.additionalProperties
  const here = { at: root, step, known: Object.keys(named) }
  if (others === false) return { kind: 'unplaced', ...here }
  const place = isPlainObject(others) ? placeOfPath(others, rest, below) : 'described'
  // Nobody wrote down the name itself.
  return place === 'described' ? { kind: 'open', ...here } : place
}

function placeOfItem(schema: Readonly<Record<string, unknown>>, { step, rest, root }: Step): PlaceOfPath {
  const index = Number(step)
  const below = joinPath(root, index)
  const first = Array.isArray(schema.prefixItems) ? schema.prefixItems : []
  if (index < first.length) return placeOfPath(first[index], rest, below)
  if (schema.items === false) return { kind: 'unplaced', at: root, step, known: [] }
  return schema.items === undefined
    ? { kind: 'open', at: root, step, known: [] }
    : placeOfPath(schema.items, rest, below)
}

function placesOfParts(
  schema: Readonly<Record<string, unknown>>,
  path: readonly PathStep[],
  root: string,
): readonly PlaceOfPath[] {
  const partsOf = (keyword: string) => {
    const parts = schema[keyword]
    return Array.isArray(parts) ? parts.map((part) => placeOfPath(part, path, root)) : []
  }
  const branches = [partsOf('anyOf'), partsOf('oneOf')].filter((places) => places.length > 0)
  const perhaps = [schema.then, schema.else].map((part) => placeOfPath(part, path, root))
  return [
    ...partsOf('allOf'),
    ...branches.map(someOf),
    ...(perhaps.includes('described') ? (['described'] as const) : []),
  ]
}

/** All of them hold: one that has no place for it is enough. */
function everyOf(places: readonly PlaceOfPath[]): PlaceOfPath {
  return allOfKind(places, 'unplaced') ?? (places.includes('described') ? 'described' : openOf(places))
}

/** One of them holds, and nobody knows which. */
function someOf(places: readonly PlaceOfPath[]): PlaceOfPath {
  if (places.includes('described')) return 'described'
  return allOfKind(places, 'open') ?? allOfKind(places, 'unplaced') ?? 'described'
}

function openOf(places: readonly PlaceOfPath[]): PlaceOfPath {
  return allOfKind(places, 'open') ?? 'described'
}

/** Those of one kind as one, with the names of all that end where the first one does. */
function allOfKind(places: readonly PlaceOfPath[], kind: OtherPlace['kind']): OtherPlace | undefined {
  const others = places.filter((place) => place !== 'described').filter((place) => place.kind === kind)
  const [first] = others
  if (first === undefined) return undefined
  const names = others.flatMap(({ at, known }) => (at === first.at ? known : []))
  return { ...first, known: [...new Set(names)] }
}
