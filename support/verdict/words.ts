// Small pieces of text that several explanations share. No piece is wider than 100 columns where its facts are not.

import type { Message, Offsets, Proof } from '../kafka/index.js'
import { type Mismatch, renderMismatches } from '../match/index.js'

/** Hides numbers, codes and secrets in a text; it comes before every cut, so that no part of one stays. */
export type MaskText = (text: string) => string

/** Lists are cut after this many entries, with a count of the rest. */
export const listLimit = 5

/** `0.8 s`, or `41 ms` below a tenth of a second. */
export function duration(ms: number): string {
  return Math.abs(ms) < 100 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`
}

/** `partition 0 offset 12`. */
export function position({ partition, offset }: Message): string {
  return `partition ${partition} offset ${offset}`
}

/** `1 message`, `2 messages`. */
export function counted(count: number): string {
  return `${count} message${count === 1 ? '' : 's'}`
}

/** `fence … read to … N seen, M matched`, as two indented lines. */
export function proofLines(proof: Proof, matched: number): string[] {
  const tally = `${proof.seen} seen, ${matched} matched`
  if (!proof.topicExists) return [`  fence     the topic does not exist     ${tally}`]
  const line = `  fence     ${offsets(proof.fence)}     read to  ${offsets(proof.readTo)}     ${tally}`
  if (line.length <= 100) return [line]
  return [`  fence     ${offsets(proof.fence)}`, `  read to   ${offsets(proof.readTo)}     ${tally}`]
}

/** `0:1204 1:998`, by partition. */
export function offsets(known: Offsets): string {
  const entries = [...known].sort(([one], [other]) => one - other)
  if (entries.length === 0) return 'offset 0 of every partition'
  const shown = entries.slice(0, listLimit).map(([partition, offset]) => `${partition}:${offset}`)
  const rest = entries.length - shown.length
  return rest > 0 ? `${shown.join(' ')} and ${rest} more` : shown.join(' ')
}

/** One line for each message, cut after five. */
export function messageLines(messages: readonly Message[]): string[] {
  const lines = messages
    .slice(0, listLimit)
    .map((message) => `  ${position(message)}, ${new Date(message.timestamp).toISOString()}`)
  const rest = messages.length - lines.length
  return rest > 0 ? [...lines, `  and ${rest} more`] : lines
}

/** Text cut to so many characters, with a count of the rest. */
export function cut(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit)}… (${text.length} characters)`
}

/** Plain data for the facts of a verdict. */
export function placeOf(message: Message): { topic: string; partition: number; offset: number } {
  return { topic: message.topic, partition: message.partition, offset: message.offset }
}

/**
 * Breaks a sentence between words so that no line is wider than 100 columns.
 *
 * @param label stands before the first line; later lines are indented by as much, without a label by two
 */
export function wrapped(sentence: string, label = ''): string {
  const indent = ' '.repeat(label.length || 2)
  const lines = [label]
  for (const word of sentence.split(' ')) {
    const line = lines.at(-1) ?? ''
    const isEmpty = line.trim() === '' || line === label
    if (isEmpty) lines[lines.length - 1] = line + word
    else if (line.length + 1 + word.length <= 100) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(indent + word)
  }
  return lines.join('\n')
}

/** The mismatches as aligned lines without their hints: a hint is what to do, and stands last in an explanation. */
export function mismatchLines(mismatches: readonly Mismatch[], mask: MaskText, indent: number): string[] {
  const withoutHints = mismatches.map(({ path, rule, expected, actual }) => ({ path, rule, expected, actual }))
  return renderMismatches(withoutHints, { indent, mask }).split('\n')
}

/** The first hint of the mismatches. */
export function hintOf(mismatches: readonly Mismatch[]): string | undefined {
  return mismatches.find(({ hint }) => hint !== undefined)?.hint
}
