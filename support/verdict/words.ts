// Small pieces of text that several explanations share. No line of them is wider than 100 columns.

import type { Message, Offsets, Proof } from '../kafka/index.js'
import { type Mismatch, previewValue, renderMismatches, withoutControls } from '../match/index.js'
import { cut, labelled } from './lines.js'

/** Hides numbers, codes and secrets in a text; it comes before every cut and every line end, so that no part of one stays. */
export type MaskText = (text: string) => string

/** Lists are cut after this many entries, with a count of the rest. */
export const listLimit = 5

/** Lists of facts are cut after this many entries; how many there were is a fact of its own. */
const factLimit = 50
/** Longer values among the facts are the start of their JSON. */
const factCharacters = 2000

/** `0.8 s`, or `41 ms` below a tenth of a second. */
export function duration(ms: number): string {
  return Math.abs(ms) < 100 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`
}

/** `partition 0 offset 12`. */
export function position({ partition, offset }: Message): string {
  return `partition ${partition} offset ${offset}`
}

/** Where and when a record was written: ISO 8601 in UTC, or the bare number where its timestamp is no date. */
export function placeAndTime(message: Message): string {
  const time = new Date(message.timestamp)
  const written = Number.isNaN(time.getTime()) ? `timestamp ${message.timestamp}` : time.toISOString()
  return `${position(message)}, ${written}`
}

/** `1 message`, `2 messages`. */
export function counted(count: number): string {
  return `${count} message${count === 1 ? '' : 's'}`
}

/** `fence … read to … N seen, M matched`, as one line, or two where it would be too wide. */
export function proofLines(proof: Proof, matched: number): string[] {
  const tally = `${proof.seen} seen, ${matched} matched`
  if (!proof.topicExists) return [`  fence     the topic does not exist     ${tally}`]
  return fenceLines(proof, `     ${tally}`)
}

/** `fence … read to …`, in the same way. */
export function fenceLines({ fence, readTo }: Proof, tail = ''): string[] {
  const line = `  fence     ${offsets(fence)}     read to  ${offsets(readTo)}${tail}`
  if (line.length <= 100) return [line]
  return [labelled('fence', offsets(fence)), labelled('read to', `${offsets(readTo)}${tail}`)]
}

/** `0:1204 1:998`, by partition. */
export function offsets(known: Offsets): string {
  const entries = [...known].sort(([one], [other]) => one - other)
  if (entries.length === 0) return 'offset 0 of every partition'
  return listed(
    entries.map(([partition, offset]) => `${partition}:${offset}`),
    ' ',
  )
}

/** The first five, and how many more there are. */
export function listed(names: readonly string[], separator = ', '): string {
  const shown = names.slice(0, listLimit).join(separator)
  const rest = names.length - listLimit
  return rest > 0 ? `${shown} and ${rest} more` : shown
}

/** The same with the payload of each below it, masked and cut to a line: for messages that nobody described. */
export function contentLines(messages: readonly Message[], mask: MaskText): string[] {
  const lines = messages.slice(0, listLimit).flatMap((message) => {
    const payload = mask(previewValue(message.value))
    return [`  ${placeAndTime(message)}`, `    ${payload.length > 92 ? `${payload.slice(0, 92)}…` : payload}`]
  })
  const rest = messages.length - listLimit
  return rest > 0 ? [...lines, `  and ${rest} more`] : lines
}

/** One line for each message, cut after five. */
export function messageLines(messages: readonly Message[]): string[] {
  const lines = messages.slice(0, listLimit).map((message) => `  ${placeAndTime(message)}`)
  const rest = messages.length - lines.length
  return rest > 0 ? [...lines, `  and ${rest} more`] : lines
}

/** Plain data for the facts of a verdict. */
export function placeOf(message: Message): { topic: string; partition: number; offset: number } {
  return { topic: message.topic, partition: message.partition, offset: message.offset }
}

/** The places of the first messages, for the facts of a verdict. */
export function placesOf(messages: readonly Message[]): readonly ReturnType<typeof placeOf>[] {
  return messages.slice(0, factLimit).map(placeOf)
}

/** The first mismatches for the facts of a verdict: a payload of many megabytes is in the log, not in a report. */
export function factsOf(mismatches: readonly Mismatch[]): readonly Mismatch[] {
  return mismatches.slice(0, factLimit).map((mismatch) => ({
    ...mismatch,
    path: mismatch.path.length > 300 ? previewValue(mismatch.path, 300) : mismatch.path,
    expected: bounded(mismatch.expected),
    actual: bounded(mismatch.actual),
  }))
}

function bounded(value: unknown): unknown {
  if (value === undefined) return undefined
  const text = previewValue(value, factCharacters)
  return text.endsWith('…') ? text : value
}

/** The mismatches as aligned lines without their hints: a hint is what to do, and stands last in an explanation. */
export function mismatchLines(mismatches: readonly Mismatch[], mask: MaskText, indent: number): string[] {
  const withoutHints = mismatches.map(({ path, rule, expected, actual }) => ({ path, rule, expected, actual }))
  return renderMismatches(withoutHints, { indent, mask }).split('\n')
}

/** The first hint of the mismatches, masked; it may quote a key of the message, so it is cut. */
export function hintOf(mismatches: readonly Mismatch[], mask: MaskText): string | undefined {
  const hint = mismatches.find((mismatch) => mismatch.hint !== undefined)?.hint
  return hint === undefined ? undefined : cut(mask(withoutControls(hint)), 300)
}
