// Keys that stand twice in one object of a JSON text. The parser keeps the last and says nothing, so that what a feature asks of
// the first is never asked.

/** A key that one object has a second time. */
export interface RepeatedKey {
  readonly key: string
  /** Of the second one; the first line is 1. */
  readonly line: number
}

/** The first key of valid JSON that its object has had already. It follows no depth, so none is too deep. */
export function repeatedKey(json: string): RepeatedKey | undefined {
  const reading: Reading = { open: [], isKey: false }
  for (const { 0: token, index } of json.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],]/gs)) {
    const key = keyRead(reading, token)
    const keys = reading.open.at(-1)
    if (key !== undefined && keys?.has(key)) return { key, line: json.slice(0, index).split('\n').length }
    if (key !== undefined) keys?.add(key)
  }
  return undefined
}

interface Reading {
  /** The keys of each object that is open; `undefined` for an array. */
  readonly open: (Set<string> | undefined)[]
  /** Whether a text would be a key, where an object is open. */
  isKey: boolean
}

/** Goes one token on; the token as a key where it is one. */
function keyRead(reading: Reading, token: string): string | undefined {
  const { open, isKey } = reading
  reading.isKey = token === '{' || token === ','
  if (token === '{') open.push(new Set())
  else if (token === '[') open.push(undefined)
  else if (token === '}' || token === ']') open.pop()
  else if (token !== ',' && isKey && open.at(-1) !== undefined) return String(JSON.parse(token))
  return undefined
}
