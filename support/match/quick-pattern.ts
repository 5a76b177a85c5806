// Which regular expressions need no watch, because no text of that length can hold them up. It runs none.

/** So many steps of matching take a few milliseconds. */
const fewSteps = 1_000_000
/** Longer patterns are not looked at. */
const longestPattern = 1_000

/** One piece of a pattern: an escape, a class, the opening or end of a group, a quantifier, a bar, or any other sign. */
const piece = /\\.|\[(?:\\.|[^\]\\])*\]|\(\??|\)(?:[*+?]|\{\d+,?\d*\})?|[*+?]|\{(\d+)(,?)(\d*)\}|\||./gs

/**
 * Whether a pattern is certain to end soon on any text of so many characters.
 *
 * A backtracking matcher tries, from each place of the text, every way in which the quantifiers can share it out. Where
 * no group is repeated these ways can be counted: an unbounded quantifier has as many as there are characters, `{a,b}`
 * has b − a + 1, a bar one more; what looks ahead or behind is no more than a part of its own. What cannot be counted so
 * (repeated groups, references to groups, the flags `v` and `y`) is never certain.
 */
export function isQuick({ source, flags }: RegExp, length: number): boolean {
  if (source.length > longestPattern || /[vy]/.test(flags) || /\\(?:[1-9]|k)/.test(source)) return false
  let ways = length + 1
  let signs = source.length
  for (const [text, least, comma, most] of source.matchAll(piece)) {
    ways *= waysOf(text, { least, comma, most }, length)
    signs += Number(least ?? 0)
  }
  return ways * signs <= fewSteps
}

interface Bounds {
  readonly least: string | undefined
  readonly comma: string | undefined
  readonly most: string | undefined
}

function waysOf(text: string, { least, comma, most }: Bounds, length: number): number {
  if (text === '*' || text === '+') return length + 1
  if (text === '?' || text === '|') return 2
  if (/^\)./.test(text)) return Number.POSITIVE_INFINITY
  if (least === undefined || comma === '') return 1
  return most === '' ? length + 1 : Number(most) - Number(least) + 1
}
