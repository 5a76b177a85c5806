// Rows that a message differs from in the way they are written alone: 5 for "5", one text for a header that came twice, a
// header in other letters. Where such a message is there, its absence is not what the table proves.

import type { Message } from '../kafka/index.js'
import { typedCell } from '../language/index.js'
import { joinPath, literal, type Mismatch, match, parsePath, previewValue } from '../match/index.js'
import { KataError } from '../shared/index.js'
import { cut } from '../verdict/index.js'
import type { Asked } from './misspelt-paths.js'
import { headerInOtherCase } from './misspelt-paths.js'
import type { KataWorld } from './world.js'

/**
 * Refuses to call something absent while a message is there that only the writing of the rows keeps from being it.
 *
 * @throws KataError TABLE_INVALID, PATH_INVALID
 */
export function refuseMiswritten(world: KataWorld, asked: Asked): void {
  for (const message of asked.messages) {
    const mismatches = asked.expectation.judge(message)
    const [first] = mismatches
    if (first === undefined || !mismatches.every((mismatch) => isMiswritten(mismatch, message, asked))) continue
    const other = otherHeader(first, message)
    throw other === undefined ? otherKind(world, first, message) : otherCase(first, message, other)
  }
}

/** Who writes one of these asks for the kind itself. */
const kindMarkers: readonly string[] = ['#string', '#number', '#boolean', '#array', '#object', '#[]']

function isMiswritten(mismatch: Mismatch, message: Message, asked: Asked): boolean {
  if (kindMarkers.includes(mismatch.rule)) return false
  const other = otherHeader(mismatch, message)
  const readings =
    other === undefined
      ? otherReadings(mismatch.actual)
      : [message.headers[other], ...otherReadings(message.headers[other])]
  const expected = expectedAt(mismatch, asked)
  return readings.some((value) => match(value, expected).length === 0)
}

/** The header that a row would mean if letter case did not count. */
function otherHeader({ path, actual }: Mismatch, { headers }: Message): string | undefined {
  const [root, name] = parsePath(path)
  if (root !== 'headers' || name === undefined || actual !== undefined) return undefined
  return headerInOtherCase(headers, String(name))
}

/** What a reader of the feature may have taken the value for: digits for a number, one text for a list, and the reverse. */
function otherReadings(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.slice(0, 100).flatMap((item) => [item, ...scalarReadings(item)])
  return [...scalarReadings(value), ...(typeof value === 'string' ? [[value]] : [])]
}

function scalarReadings(value: unknown): readonly unknown[] {
  if (['number', 'bigint', 'boolean'].includes(typeof value)) return [String(value)]
  if (typeof value !== 'string' || value.length > 100) return []
  const read = typedCell(value)
  return ['number', 'bigint', 'boolean'].includes(typeof read) ? [read] : []
}

/** What the row expects; below it a marker where one judged, else a value, which may look like one. */
function expectedAt({ path, rule, expected }: Mismatch, { expectation }: Asked): unknown {
  const row = expectation.rows?.find((candidate) => candidate.path === path)
  if (row !== undefined) return row.expected
  return rule.startsWith('#') ? expected : literal(expected)
}

function otherKind(world: KataWorld, { path, expected, actual }: Mismatch, message: Message): KataError {
  const shown = (value: unknown) => cut(world.mask(previewValue(value, 200)), 70)
  return new KataError('TABLE_INVALID', {
    couldNot: `That no such message arrived on "${message.topic}" proves nothing.`,
    found: [
      `Of partition ${message.partition} offset ${message.offset} only the kind of value differs, at \`${path}\`:`,
      `  expected ${shown(expected)}`,
      `  actual ${shown(actual)}`,
    ].join('\n'),
    todo: 'Write it as the message has it: a text of digits in quotes, a header that is repeated as a list.',
    facts: { path, topic: message.topic, partition: message.partition, offset: message.offset },
  })
}

function otherCase({ path }: Mismatch, { topic, partition, offset }: Message, other: string): KataError {
  return new KataError('PATH_INVALID', {
    couldNot: `That no such message arrived on "${topic}" proves nothing.`,
    found: `Partition ${partition} offset ${offset} has the header "${other}": only the letter case differs.`,
    todo: `Write \`${joinPath('headers', other)}\`.`,
    facts: { path, topic, partition, offset, near: [other] },
  })
}
