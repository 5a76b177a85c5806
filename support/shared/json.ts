// JSON whose integers stay what they are. JavaScript's own reading rounds those beyond 2^53 without a word, so that two
// numbers that differ could pass for one. Decimals are doubles, as in most consumers.

import { randomUUID } from 'node:crypto'

/** Stands in front of the digits of a large integer while its text is between two forms; nobody can guess it. */
const mark = randomUUID()
const longDigits = /\d{16}/
const numberAt = /-?\d+(?:[.eE][-+.eE\d]*)?/y
/** Longer integers are read as JavaScript does: making a bigint of a million digits takes minutes. */
const maxDigits = 1000

/**
 * Reads JSON; an integer that a number cannot hold exactly becomes a bigint.
 *
 * @throws SyntaxError as `JSON.parse` does
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text)
  if (!longDigits.test(text)) return value
  const marked = markLargeIntegers(text)
  return marked === text ? value : JSON.parse(marked, (_key, item: unknown) => (isMarked(item) ? bigintOf(item) : item))
}

/** Writes JSON on one line, a bigint as its digits; `undefined` where JSON has no word for the value. */
export function writeJson(value: unknown): string | undefined {
  let isMarkedText = false
  const text: string | undefined = JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item !== 'bigint') return item
    isMarkedText = true
    return `${mark}${item}`
  })
  return isMarkedText ? text?.replace(new RegExp(`"${mark}(-?\\d+)"`, 'g'), '$1') : text
}

/** The text with every integer beyond 2^53 as a marked string; whole strings are stepped over. */
function markLargeIntegers(text: string): string {
  const pieces: string[] = []
  let copied = 0
  for (let index = 0; index < text.length; index += 1) {
    const sign = text[index] ?? ''
    if (sign === '"') index = endOfString(text, index)
    if (!/[-\d]/.test(sign)) continue
    numberAt.lastIndex = index
    const [number = sign] = numberAt.exec(text) ?? []
    if (isLarge(number)) {
      pieces.push(text.slice(copied, index), `"${mark}${number}"`)
      copied = index + number.length
    }
    index += number.length - 1
  }
  return copied === 0 ? text : [...pieces, text.slice(copied)].join('')
}

function endOfString(text: string, start: number): number {
  let index = start + 1
  while (index < text.length && text[index] !== '"') index += text[index] === '\\' ? 2 : 1
  return index
}

function isLarge(number: string): boolean {
  return /^-?\d+$/.test(number) && number.length <= maxDigits && !Number.isSafeInteger(Number(number))
}

function isMarked(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith(mark)
}

function bigintOf(marked: string): bigint {
  return BigInt(marked.slice(mark.length))
}
