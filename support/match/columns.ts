// How wide a text is on a terminal, and how to make it narrower.

import { cutAt } from './preview.js'

/** Columns that a text takes: wide characters (Chinese, emoji …) two, combining ones none. */
export function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += characterWidth(character)
  return width
}

/** Fills a text with blanks up to a width. */
export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)))
}

/** Cuts the end of a text off and puts `…` there; never inside a run of digits, of which a part would escape masking. */
export function cutEnd(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  return `${cutAt(text, take([...text], width - 1).length)}…`
}

/** Cuts the start of a text off, in the same way. */
export function cutStart(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  const kept = [...take([...text].reverse(), width - 1)].reverse().join('')
  const previous = text[text.length - kept.length - 1] ?? ''
  const whole = /\d/.test(previous) ? kept.replace(/^\d+/, '') : kept
  return `…${whole}`
}

function take(characters: readonly string[], width: number): string {
  let used = 0
  let end = 0
  for (const character of characters) {
    used += characterWidth(character)
    if (used > width) break
    end += 1
  }
  return characters.slice(0, end).join('')
}

function characterWidth(character: string): number {
  if (/^[\p{Mark}\p{Cf}]$/u.test(character)) return 0
  return /^[\p{Extended_Pictographic}\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uff60\uffe0-\uffe6]$/u.test(
    character,
  ) && character > '\u00ff'
    ? 2
    : 1
}
