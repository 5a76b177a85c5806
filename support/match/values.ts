// What kind of value something is. Values come from messages of others, and from node:vm contexts: so no `instanceof`,
// and only own keys.

/** A JSON object, whatever realm made it. */
export type PlainObject = Readonly<Record<string, unknown>>

/** Says whether it is an object with keys: no array, and no Date, Map, Buffer or the like. */
export function isPlainObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && Object.prototype.toString.call(value) === '[object Object]'
}

/** The value of an own key, or `undefined`; inherited ones (`constructor`, `__proto__`) do not count. */
export function ownValue(object: object, key: string): unknown {
  return Object.hasOwn(object, key) ? Reflect.get(object, key) : undefined
}

/** What kind a value is of; numbers of any size are one kind. */
export type Kind = 'absent' | 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object'

/** All kinds that there are. */
export const allKinds: readonly Kind[] = ['absent', 'null', 'boolean', 'number', 'string', 'array', 'object']

/** The kind of a value; what is not JSON's is an object. */
export function kindName(value: unknown): Kind {
  if (value === undefined) return 'absent'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'bigint' || typeof value === 'number') return 'number'
  if (typeof value === 'string') return 'string'
  return typeof value === 'boolean' ? 'boolean' : 'object'
}

/** The kind in plain words with its article: `a string`, `an array`, `null`, `missing`. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'bigint') return 'a number'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
