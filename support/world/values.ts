// From the cells and doc strings of a feature to values.

import type { DataTable } from '@cucumber/cucumber'
import { parseDocString, repeatedKey, resolveEmbedded as resolve, typedCell } from '../language/index.js'
import { literal, matchPaths, type PathRow } from '../match/index.js'
import { KataError, writeJson } from '../shared/index.js'
import { cut, type Expectation, listed } from '../verdict/index.js'
import { refuseImpossible, refusePlaceholder, refuseTwice } from './possible-rows.js'
import type { KataWorld } from './world.js'

/** Puts the scenario's variables in for every `#(name)` of a text or a structure. */
export function resolveEmbedded(value: unknown, world: KataWorld): unknown {
  return resolve(value, world.variables)
}

/** The same for what a match expects: a text that a variable holds is no marker, whoever sent it. */
export function expectedValue(value: unknown, world: KataWorld): unknown {
  return resolve(value, world.variables, literal)
}

/** What a doc string says: JSON where it is JSON, else its text; variables are put in, whose types are kept. */
export function docStringValue(text: string, world: KataWorld): unknown {
  return resolveEmbedded(parseDocString(docStringText(text)), world)
}

/** The same where a text that begins like JSON must be JSON, such as the body of a request. KataError TABLE_INVALID. */
export function docStringJson(text: string, world: KataWorld): unknown {
  refuseBrokenJson(docStringText(text))
  return docStringValue(text, world)
}

/** The same for what a match expects. KataError TABLE_INVALID. */
export function expectedDocString(text: string, world: KataWorld): unknown {
  refuseBrokenJson(docStringText(text))
  return expectedValue(parseDocString(text), world)
}

/** A mistake in the feature must not look like a mistake of the service. */
function refuseBrokenJson(text: string): void {
  if (!/^\s*[[{]/.test(text)) return
  try {
    JSON.parse(text)
  } catch (cause) {
    throw new KataError('TABLE_INVALID', {
      couldNot: 'The doc string of the step begins like JSON, but cannot be read as JSON.',
      found: complaintOf(text, cause),
      todo: 'Correct it. In JSON a backslash is doubled ("#regex \\\\d{6}") and #(name) stands in quotes.',
      cause,
    })
  }
  refuseRepeatedKey(text, 'doc string')
}

/** JSON keeps the last of two: what the first one asks would not be asked. */
function refuseRepeatedKey(text: string, where: string): void {
  const repeated = repeatedKey(text)
  if (repeated === undefined) return
  throw new KataError('TABLE_INVALID', {
    couldNot: `The ${where} of the step cannot be read as it is meant.`,
    found: `One object has the key ${cut(JSON.stringify(repeated.key), 60)} twice; again on line ${repeated.line}.`,
    todo: 'Take one of them away, or give it its own name: of two only the last would count.',
    facts: { ...repeated },
  })
}

/** What the parser says, with line and column of the doc string, whatever way the version of Node has to say it. */
function complaintOf(text: string, cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause)
  const position = /position (\d+)/.exec(message)?.[1]
  if (position === undefined) return message
  const before = text.slice(0, Number(position)).split('\n')
  const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1} of the doc string`
  return `${message.replace(/(?: in JSON)? at position.*$/s, '')}, at ${place}`
}

/** The text of a doc string as it stands. KataError TABLE_INVALID where a table stands in its place. */
export function docStringText(content: unknown): string {
  if (typeof content === 'string') return content
  throw wrongKind('a doc string', 'a table')
}

/** The rows of a table as they stand. KataError TABLE_INVALID where a doc string stands in its place. */
export function rowsIn(content: DataTable | string): readonly (readonly string[])[] {
  if (typeof content !== 'string') return content.raw()
  throw wrongKind('a table', 'a doc string')
}

function wrongKind(wanted: string, found: string): KataError {
  return new KataError('TABLE_INVALID', {
    couldNot: `The step takes ${wanted}.`,
    found: `Under it stands ${found}.`,
    todo: `Write ${wanted} in its place; docs/steps.md shows the sentence.`,
  })
}

/**
 * A table of paths and expectations, as a step with `where:` has it; without one every message is meant.
 *
 * @throws KataError TABLE_INVALID, PATH_INVALID, MARKER_INVALID, VARIABLE_UNKNOWN
 */
export function expectationOf(world: KataWorld, table?: DataTable): Expectation {
  if (table === undefined) return { suffix: '', judge: () => [] }
  const rows = rowsOf(world, table)
  const words = rows.map(({ path, expected }) => `${path} is ${cut(world.mask(writeJson(expected) ?? ''), 100)}`)
  return { suffix: ` where ${listed(words, ' and ')}`, rows, judge: (message) => matchPaths(message, rows) }
}

/** Cells of a table with two columns; a heading `path | expected` may stand above. KataError TABLE_INVALID. */
export function pairsOf(table: DataTable, columns: readonly [string, string]): readonly (readonly [string, string])[] {
  const rows = rowsIn(table).filter((row, index) => index > 0 || row.join() !== columns.join())
  return rows.map((row) => {
    const [first, second] = row
    if (row.length === 2 && first !== undefined && second !== undefined) return [first, second]
    throw new KataError('TABLE_INVALID', {
      couldNot: 'The table of the step cannot be read.',
      found: `A row has ${row.length === 1 ? 'one cell' : `${row.length} cells`}: | ${row.join(' | ')} |`,
      todo: `Give every row two cells: | ${columns.join(' | ')} |`,
    })
  })
}

/** The rows of a table below a heading of exactly those columns, in whatever order. KataError TABLE_INVALID. */
export function recordsOf<C extends string>(
  table: DataTable,
  columns: readonly C[],
): readonly Readonly<Record<C, string>>[] {
  const [heading = [], ...rows] = rowsIn(table)
  if ([...heading].sort().join() !== [...columns].sort().join()) throw otherHeading(heading, columns)
  const cellOf = (row: readonly string[], column: C) => row[heading.indexOf(column)] ?? ''
  return rows.map(
    (row) => Object.fromEntries(columns.map((column) => [column, cellOf(row, column)])) as Record<C, string>,
  )
}

function otherHeading(heading: readonly string[], columns: readonly string[]): KataError {
  return new KataError('TABLE_INVALID', {
    couldNot: 'The table of the step cannot be read.',
    found: `Its first row is | ${cut(heading.join(' | '), 70)} |`,
    todo: `Write the heading | ${columns.join(' | ')} | above the rows.`,
  })
}

function rowsOf(world: KataWorld, table: DataTable): readonly PathRow[] {
  const pairs = pairsOf(table, ['path', 'expected'])
  if (pairs.length === 0) throw noRows()
  return expectedRows(world, pairs)
}

/**
 * Paths with their cells as rows that a message can be judged by.
 *
 * @throws KataError PATH_INVALID, TABLE_INVALID, MARKER_INVALID, VARIABLE_UNKNOWN
 */
export function expectedRows(world: KataWorld, pairs: readonly (readonly [string, string])[]): readonly PathRow[] {
  const written = pairs.map(([path, text]) => ({ path, text, cell: typedCell(text) }))
  for (const { text, cell } of written) {
    refusePlaceholder(cell)
    if (typeof cell === 'object') refuseRepeatedKey(text, 'table')
  }
  const rows = written.map(({ path, cell }) => ({ path, expected: expectedValue(cell, world) }))
  for (const row of rows) refuseImpossible(row)
  refuseTwice(rows)
  // What cannot be read must not wait for a message to come: where none does, it would prove an absence.
  matchPaths({}, rows)
  return rows
}

function noRows(): KataError {
  return new KataError('TABLE_INVALID', {
    couldNot: 'The table of the step cannot be read.',
    found: 'It has no rows, so every message would do.',
    todo: 'Give it a row | path | expected |, or use the sentence without `where:`.',
  })
}

/** Cells of a table with one column. KataError TABLE_INVALID. */
export function cellsOf(table: DataTable): readonly string[] {
  return rowsIn(table).map((row) => {
    const [cell] = row
    if (row.length === 1 && cell !== undefined) return cell
    throw new KataError('TABLE_INVALID', {
      couldNot: 'The table of the step cannot be read.',
      found: `A row has ${row.length} cells: | ${row.join(' | ')} |`,
      todo: 'Give every row one cell.',
    })
  })
}
