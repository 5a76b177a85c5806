// Reads JSON as Jackson does: the same texts for what is not JSON, numbers kept as they were written, the last of two equal keys,
// and no interest in what follows the first value. It binds nothing to a shape: that is bind.ts.

/** A number, as it was written: `9000000001` must not become `9.000000001e9`. */
export interface JsonNumber {
  readonly literal: string
}

/** An object as a map, so that a key such as `__proto__` is only a key. */
export type JsonObject = ReadonlyMap<string, JsonValue>

export type JsonValue = null | boolean | string | JsonNumber | readonly JsonValue[] | JsonObject

/** What is wrong with the text, in Jackson's words; `code` is `JSON_INVALID`. */
export class JsonError extends Error {
  override readonly name = 'JsonError'
  readonly code = 'JSON_INVALID'
}

/** The first value of a text; a byte-order mark before it is skipped. Throws `JsonError`. */
export function readJson(text: string): JsonValue {
  return new Reader(text.startsWith('\uFEFF') ? text.slice(1) : text).document()
}

const maxDepth = 1000
const numberPattern = /-?\d*(\.\d+)?([eE][+-]?\d+)?/y
const validValue = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
const source = 'Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled)'
const words: ReadonlyMap<string, null | boolean> = new Map([
  ['null', null],
  ['true', true],
  ['false', false],
])

class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  document(): JsonValue {
    this.#skipBlanks()
    if (this.#at >= this.#text.length) throw new JsonError('No content to map due to end-of-input')
    return this.#value(0)
  }

  #value(depth: number): JsonValue {
    const character = this.#text[this.#at] ?? ''
    if (character === '{') return this.#object(this.#deeper(depth))
    if (character === '[') return this.#array(this.#deeper(depth))
    if (character === '"') return this.#string('VALUE_STRING')
    if (/[-0-9]/.test(character)) return this.#number()
    if (/[A-Za-z_$]/.test(character)) return this.#word()
    throw this.#unexpected(`expected a valid value ${validValue}`)
  }

  #deeper(depth: number): number {
    if (depth < maxDepth) return depth + 1
    throw new JsonError(
      `Document nesting depth (${depth + 1}) exceeds the maximum allowed (${maxDepth}, from \`StreamReadConstraints.getMaxNestingDepth()\`)`,
    )
  }

  #object(depth: number): JsonObject {
    const entries = new Map<string, JsonValue>()
    const start = this.#at++
    if (this.#nextIs('}', start, 'Object')) return entries
    for (;;) {
      if (this.#text[this.#at] !== '"') throw this.#unexpected('was expecting double-quote to start field name')
      const key = this.#string('field name')
      this.#colon()
      entries.set(key, this.#value(depth))
      if (this.#nextIs('}', start, 'Object')) return entries
      this.#comma('Object', start)
    }
  }

  #array(depth: number): JsonValue[] {
    const items: JsonValue[] = []
    const start = this.#at++
    if (this.#nextIs(']', start, 'Array')) return items
    for (;;) {
      items.push(this.#value(depth))
      if (this.#nextIs(']', start, 'Array')) return items
      this.#comma('Array', start)
    }
  }

  #nextIs(closing: string, start: number, kind: string): boolean {
    this.#skipBlanks()
    if (this.#at >= this.#text.length) throw this.#neverClosed(start, kind)
    if (this.#text[this.#at] !== closing) return false
    this.#at++
    return true
  }

  #comma(kind: string, start: number): void {
    if (this.#text[this.#at] !== ',') throw this.#unexpected(`was expecting comma to separate ${kind} entries`)
    this.#at++
    this.#skipBlanks()
    if (this.#at >= this.#text.length) throw this.#neverClosed(start, kind)
  }

  #colon(): void {
    this.#skipBlanks()
    this.#needsMore(' within/between Object entries')
    if (this.#text[this.#at] !== ':') {
      throw this.#unexpected('was expecting a colon to separate field name and value')
    }
    this.#at++
    this.#skipBlanks()
    this.#needsMore(' within/between Object entries')
  }

  #string(what: string): string {
    let content = ''
    this.#at++
    for (;;) {
      this.#needsMore(` in ${what}`)
      const character = this.#text[this.#at++] ?? ''
      if (character === '"') return content
      if (character < ' ')
        throw new JsonError(`Illegal unquoted character ${shown(character)}: ${unquotedAdvice(what)}`)
      content += character === '\\' ? this.#escape() : character
    }
  }

  #escape(): string {
    this.#needsMore(' in character escape sequence')
    const character = this.#text[this.#at++] ?? ''
    if (character === 'u') return this.#unicodeEscape()
    const meant = escapes.get(character)
    if (meant === undefined) throw new JsonError(`Unrecognized character escape ${shown(character)}`)
    return meant
  }

  #unicodeEscape(): string {
    const digits = this.#text.slice(this.#at, this.#at + 4)
    const wrong = digits.search(/[^0-9a-fA-F]/)
    if (wrong >= 0) {
      this.#at += wrong
      throw this.#unexpected('expected a hex-digit for character escape sequence')
    }
    this.#at += digits.length
    if (digits.length < 4) this.#needsMore(' in character escape sequence')
    return String.fromCharCode(Number.parseInt(digits, 16))
  }

  #number(): JsonNumber {
    numberPattern.lastIndex = this.#at
    const literal = numberPattern.exec(this.#text)?.[0] ?? ''
    if (/^-?0\d/.test(literal)) throw new JsonError('Invalid numeric value: Leading zeroes not allowed')
    this.#at += literal.length
    if (literal === '-') {
      this.#needsMore(' in VALUE_NUMBER_INT')
      throw this.#unexpected('expected digit (0-9) to follow minus sign, for valid numeric value')
    }
    return { literal }
  }

  #word(): null | boolean {
    const [word = ''] = /^[\w$]+/.exec(this.#text.slice(this.#at, this.#at + 256)) ?? []
    const value = words.get(word)
    if (value === undefined) throw new JsonError(`Unrecognized token '${word}': was expecting ${validValue}`)
    this.#at += word.length
    return value
  }

  #skipBlanks(): void {
    while (' \t\r\n'.includes(this.#text[this.#at] ?? 'x')) this.#at++
  }

  #needsMore(where: string): void {
    if (this.#at >= this.#text.length) throw new JsonError(`Unexpected end-of-input${where}`)
  }

  #unexpected(expected: string): JsonError {
    return new JsonError(`Unexpected character ${shown(this.#text[this.#at] ?? '')}: ${expected}`)
  }

  #neverClosed(start: number, kind: string): JsonError {
    const before = this.#text.slice(0, start).split('\n')
    const place = `line: ${before.length}, column: ${(before.at(-1) ?? '').length + 1}`
    return new JsonError(
      `Unexpected end-of-input: expected close marker for ${kind} (start marker at [${source}; ${place}])`,
    )
  }
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
])

function shown(character: string): string {
  const code = character.charCodeAt(0)
  return code < 32 ? `((CTRL-CHAR, code ${code}))` : `('${character}' (code ${code}))`
}

function unquotedAdvice(what: string): string {
  const kind = what === 'field name' ? 'name' : 'string value'
  return `has to be escaped using backslash to be included in ${kind}`
}
