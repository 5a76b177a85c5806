// What one check found, and how it is told.
import { counted } from './words.js'

/** A note is no fault, but worth knowing. */
export interface Finding {
  readonly mark: 'ok' | 'note' | 'problem'
  /** What was looked at, in one word, such as `broker`. */
  readonly subject: string
  /** May have several lines. */
  readonly text: string
  /** What to do about it; every problem has one. */
  readonly fix?: string
}

export function ok(subject: string, text: string): Finding {
  return { mark: 'ok', subject, text }
}

export function note(subject: string, text: string, fix?: string): Finding {
  return { mark: 'note', subject, text, ...(fix === undefined ? {} : { fix }) }
}

export function problem(subject: string, text: string, fix: string): Finding {
  return { mark: 'problem', subject, text, fix }
}

/** The finding as lines: mark, subject and text; below, the rest of the text and the fix. */
export function tellFinding({ mark, subject, text, fix }: Finding): string {
  const [first = '', ...rest] = text.split('\n')
  const below = [...rest, ...(fix?.split('\n') ?? [])].map((line) => `${' '.repeat(9)}${line}`)
  return [`${mark.padEnd(9)}${subject.padEnd(13)}${first}`, ...below].join('\n')
}

/** The last line: how many of each. */
export function countFindings(findings: readonly Finding[]): string {
  const count = (mark: Finding['mark']) => findings.filter((finding) => finding.mark === mark).length
  const [notes, problems] = [count('note'), count('problem')]
  const parts = [
    `${count('ok')} ok`,
    ...(notes > 0 ? [counted(notes, 'note')] : []),
    ...(problems > 0 ? [counted(problems, 'problem')] : []),
  ]
  return `${counted(findings.length, 'check')}: ${parts.join(', ')}.`
}
