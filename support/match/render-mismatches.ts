// Mismatches and violations as lines of text: the last step, after all judging.

import { cutEnd, cutStart, padTo, widthOf } from './columns.js'
import type { Mismatch } from './mismatch.js'
import { cutAt, previewValue, withoutControls } from './preview.js'

export interface RenderOptions {
  /** Blanks before every line. @default 2 */
  readonly indent?: number
  /** How many mismatches are shown before they are only counted. @default 5 */
  readonly limit?: number
  /** Hides numbers and codes in a text; called before a text is cut, so that no part of one stays. */
  readonly mask?: (text: string) => string
}

const maxColumns = 100
const gap = '   '
const widestPath = 36
const widestRule = 20
// Rules whose expected side is a value; of the others it is a word, such as the name of a type.
const valueRules: ReadonlySet<string> = new Set(['equals', 'contains', 'missing', 'const', 'enum'])

/**
 * One aligned line for each mismatch, `path   rule   expected X   actual Y`, under it its hint, at most 100 columns wide.
 *
 * A hint is written once. No line end at the end; no mismatches are an empty text.
 */
export function renderMismatches(mismatches: readonly Mismatch[], options: RenderOptions = {}): string {
  const { indent = 2, limit = 5, mask = (text) => text } = options
  const shown = mismatches.slice(0, limit)
  const whole = shown.map((mismatch) => rowOf(mismatch, mask))
  const narrowest = widthsOf(whole, maxColumns - indent)
  const rows = whole.map((row) => withDifferenceInSight(row, narrowest))
  const widths = widthsOf(rows, maxColumns - indent)
  const margin = ' '.repeat(indent)
  const hints = new Set<string>()
  const lines = shown.flatMap(({ hint }, index) => {
    const row = rows[index]
    const line = row === undefined ? '' : margin + lineOf(row, widths)
    if (hint === undefined || hints.has(hint)) return [line]
    hints.add(hint)
    return [line, `${margin}  ${cutEnd(mask(withoutControls(hint)), maxColumns - indent - 2)}`]
  })
  const rest = mismatches.length - shown.length
  return [...lines, ...(rest > 0 ? [`${margin}… and ${rest} more`] : [])].join('\n')
}

/** The texts of one line; as `Widths`, the columns that each has. */
interface Row<T = string> {
  readonly path: T
  readonly rule: T
  readonly expected: T
  readonly actual: T
}

type Widths = Row<number>

function rowOf({ path, rule, expected, actual }: Mismatch, mask: (text: string) => string): Row {
  return {
    path: cutStart(mask(withoutControls(path)), widestPath),
    rule: cutEnd(rule, widestRule),
    expected: mask(expectedText(rule, expected)),
    actual: mask(previewValue(actual)),
  }
}

function expectedText(rule: string, expected: unknown): string {
  if (expected === undefined) return 'nothing'
  const isWord = typeof expected === 'string' && (!valueRules.has(rule) || expected.startsWith('#'))
  return isWord ? withoutControls(cutAt(expected, 2000)) : previewValue(expected)
}

function widthsOf(rows: readonly Row[], columns: number): Widths {
  const widest = (column: keyof Row) => Math.max(0, ...rows.map((row) => widthOf(row[column])))
  const natural = { path: widest('path'), rule: widest('rule'), expected: widest('expected'), actual: widest('actual') }
  const labels = 'expected '.length + 'actual '.length
  const area = columns - natural.path - natural.rule - 3 * gap.length - labels
  if (natural.expected + natural.actual <= area) return natural
  const expected = Math.min(natural.expected, Math.max(Math.floor(area / 2), area - natural.actual))
  return { ...natural, expected, actual: area - expected }
}

function lineOf(row: Row, widths: Widths): string {
  return [
    padTo(row.path, widths.path),
    padTo(row.rule, widths.rule),
    `expected ${padTo(cutEnd(row.expected, widths.expected), widths.expected)}`,
    `actual ${cutEnd(row.actual, widths.actual)}`,
  ].join(gap)
}

// Two long values are often alike for longer than a column is wide: then what they share is cut off at the start.
function withDifferenceInSight(row: Row, widths: Widths): Row {
  const { expected, actual } = row
  const fits = widthOf(expected) <= widths.expected && widthOf(actual) <= widths.actual
  const shared = sharedLength(expected, actual)
  if (fits || shared < 12 || shared < Math.min(widths.expected, widths.actual) - 10) return row
  const start = cutAt(expected, shared - 8).length
  return { ...row, expected: `…${expected.slice(start)}`, actual: `…${actual.slice(start)}` }
}

function sharedLength(left: string, right: string): number {
  let length = 0
  while (length < left.length && left[length] === right[length]) length += 1
  return length
}
