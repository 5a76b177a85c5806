// Mismatches and violations as lines of text: the last step, after all judging.

import { cutEnd, cutStart, padTo, widthOf } from './columns.js'
import type { Mismatch } from './mismatch.js'
import { previewValue, withoutControls } from './preview.js'

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
  const rows = shown.map((mismatch) => rowOf(mismatch, mask))
  const widths = widthsOf(rows, maxColumns - indent)
  const margin = ' '.repeat(indent)
  const hints = new Set<string>()
  const lines = shown.flatMap(({ hint }, index) => {
    const line = margin + lineOf(rows[index] ?? [], widths)
    if (hint === undefined || hints.has(hint)) return [line]
    hints.add(hint)
    return [line, `${margin}  ${cutEnd(mask(withoutControls(hint)), maxColumns - indent - 2)}`]
  })
  const rest = mismatches.length - shown.length
  return [...lines, ...(rest > 0 ? [`${margin}… and ${rest} more`] : [])].join('\n')
}

function rowOf({ path, rule, expected, actual }: Mismatch, mask: (text: string) => string): readonly string[] {
  return [
    cutStart(mask(withoutControls(path)), widestPath),
    cutEnd(rule, widestRule),
    `expected ${mask(expectedText(rule, expected))}`,
    `actual ${mask(previewValue(actual))}`,
  ]
}

function expectedText(rule: string, expected: unknown): string {
  if (expected === undefined) return 'nothing'
  const isWord = typeof expected === 'string' && (!valueRules.has(rule) || expected.startsWith('#'))
  return isWord ? withoutControls(expected.slice(0, 2000)) : previewValue(expected)
}

function widthsOf(rows: readonly (readonly string[])[], columns: number): readonly number[] {
  const [path = 0, rule = 0, expected = 0, actual = 0] = [0, 1, 2, 3].map((column) =>
    Math.max(0, ...rows.map((row) => widthOf(row[column] ?? ''))),
  )
  const area = columns - path - rule - 3 * gap.length
  if (expected + actual <= area) return [path, rule, expected, actual]
  const half = Math.floor(area / 2)
  const forExpected = Math.min(expected, Math.max(half, area - actual))
  return [path, rule, forExpected, area - forExpected]
}

function lineOf(row: readonly string[], widths: readonly number[]): string {
  return row
    .map((cell, column) => padTo(cutEnd(cell, widths[column] ?? 0), widths[column] ?? 0))
    .join(gap)
    .trimEnd()
}
