// A deep copy in which every text, number and key went through a function; what none of them changed is not copied. It knows
// nothing of what is masked.

export interface CopyRules {
  /** The new value of a text or number, told the key that it stands under; an item of an array stands under the array's. */
  leaf(value: string | number | bigint, key: string): unknown
  key(key: string): string
  /** True for keys whose value is copied as it is. */
  keeps(key: string): boolean
}

/** What stands for anything deeper: data of that depth is an attack, and nobody could read it. */
const tooDeep = '(deeper than 500 levels)'
const deepestLevel = 500

/**
 * Copies a value of plain data. Objects and arrays in which nothing changes are handed over as they are, so that reports
 * of a long run, in which little is masked, hold hardly anything twice. Keys such as `__proto__` stay ordinary keys; Dates stay as they are, Maps and Sets become
 * new ones, bytes that are UTF-8 are masked as text, objects of classes become plain ones. Cycles are not expected.
 */
export function maskedCopy(value: unknown, rules: CopyRules): unknown {
  return copyValue({ value, key: '', depth: 0 }, rules)
}

interface Place {
  readonly value: unknown
  readonly key: string
  readonly depth: number
}

function copyValue({ value, key, depth }: Place, rules: CopyRules): unknown {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return rules.leaf(value, key)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  if (depth >= deepestLevel) return tooDeep
  const copy = (item: unknown, itemKey = key) => copyValue({ value: item, key: itemKey, depth: depth + 1 }, rules)
  if (Array.isArray(value)) return copyArray(value, copy)
  if (value instanceof Uint8Array) return copyBytes(value, rules)
  if (value instanceof Map) {
    return new Map([...value].map(([name, item]) => [copy(name), copy(item, String(name))]))
  }
  if (value instanceof Set) return new Set([...value].map((item) => copy(item)))
  const change = (name: string, item: unknown): Property => [
    rules.key(name),
    rules.keeps(name) ? item : copy(item, name),
  ]
  return copyObject(value as Record<string, unknown>, change)
}

function copyArray(items: readonly unknown[], copy: (item: unknown) => unknown): readonly unknown[] {
  const copies = items.map((item) => copy(item))
  return copies.every((item, at) => Object.is(item, items[at])) ? items : copies
}

type Property = readonly [key: string, value: unknown]

/** Begins the copy at the first property that changes. */
function copyObject(
  source: Readonly<Record<string, unknown>>,
  change: (name: string, item: unknown) => Property,
): Readonly<Record<string, unknown>> {
  const names = Object.keys(source)
  let result: Record<string, unknown> | undefined = isPlain(source) ? undefined : {}
  for (const [at, name] of names.entries()) {
    const item = source[name]
    const [key, value] = change(name, item)
    if (result === undefined && key === name && Object.is(value, item)) continue
    result ??= firstOf(source, names.slice(0, at))
    setOwn(result, key, value)
  }
  return result ?? source
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function firstOf(source: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const name of names) setOwn(result, name, source[name])
  return result
}

/** An assignment that also holds for `__proto__`, which would otherwise set the prototype. */
function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
    return
  }
  target[key] = value
}

function copyBytes(bytes: Uint8Array, rules: CopyRules): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  if (text.includes('\ufffd')) return bytes
  const masked = rules.leaf(text, '')
  return typeof masked === 'string' ? Buffer.from(masked, 'utf8') : bytes
}
