// Lines of at most 100 columns. It masks nothing: what it is given is masked already, or a line end could stand inside of
// what has to be hidden.

import { widthOf } from '../match/index.js'

const columns = 100

/** Breaks a sentence between words; later lines are indented by two. A word that fits no line is broken as well. */
export function wrapped(sentence: string): string {
  return folded(sentence, { first: '', later: '  ' })
}

/** Wraps every line of a text that is too wide, and leaves the others as they are. */
export function wrappedLines(text: string): string {
  return text
    .split('\n')
    .map((line) => (widthOf(line) <= columns ? line : wrapped(line)))
    .join('\n')
}

/** A line such as `  brokers   …`; what does not fit stands below, as far in. */
export function labelled(label: string, text: string): string {
  return folded(text, { first: `  ${label.padEnd(10)}`, later: ' '.repeat(12) })
}

/** Text cut to so many characters; never inside a character. */
export function cut(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit).replace(/[\ud800-\udbff]$/, '')}…`
}

/** Stands for the blank between two groups of digits: what may be a telephone number stays on one line. */
const glue = '\ue000'

function folded(text: string, { first, later }: { readonly first: string; readonly later: string }): string {
  if (widthOf(first + text) <= columns) return first + text
  const lines: string[] = []
  let line = first
  let blank = ''
  for (const { piece, isBroken } of wordsOf(text, columns - later.length)) {
    if (line !== first && (isBroken || widthOf(line + blank + piece) > columns)) {
      lines.push(line)
      line = later + piece
    } else line += blank + piece
    blank = ' '
  }
  return [...lines, line].join('\n').replaceAll(glue, ' ')
}

interface Piece {
  readonly piece: string
  /** It goes on with the word of the piece before it. */
  readonly isBroken: boolean
}

function wordsOf(text: string, width: number): readonly Piece[] {
  const glued = text.replace(/(?<=\d{3}) (?=\d{3})/g, glue)
  return glued
    .split(' ')
    .flatMap((word) => piecesOf(word, width).map((piece, index) => ({ piece, isBroken: index > 0 })))
}

/** A word in pieces that fit a line; a run of digits stays in one piece, since a part of it would escape masking. */
function piecesOf(word: string, width: number): string[] {
  if (widthOf(word) <= width) return [word]
  const pieces: string[] = []
  let piece = ''
  for (const unit of word.match(/[\d\ue000]{1,40}|./gsu) ?? []) {
    if (widthOf(piece) + widthOf(unit) > width) {
      pieces.push(piece)
      piece = ''
    }
    piece += unit
  }
  return [...pieces, piece]
}
