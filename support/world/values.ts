// From the cells and doc strings of a feature to values.

import type { DataTable } from '@cucumber/cucumber'
import { parseDocString, resolveEmbedded as resolve, typedCell } from '../language/index.js'
import { literal, matchPaths, type PathRow } from '../match/index.js'
import { KataError } from '../shared/index.js'
import { cut, type Expectation, listed } from '../verdict/index.js'
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
  return resolveEmbedded(parseDocString(text), world)
}

/** The same for what a match expects. */
export function expectedDocString(text: string, world: KataWorld): unknown {
  return expectedValue(parseDocString(text), world)
}

/**
 * A table of paths and expectations, as a step with `where:` has it; without one every message is meant.
 *
 * @throws KataError TABLE_INVALID, PATH_INVALID, MARKER_INVALID, VARIABLE_UNKNOWN
 */
export function expectationOf(world: KataWorld, table?: DataTable): Expectation {
  if (table === undefined) return { suffix: '', judge: () => [] }
  const rows = rowsOf(world, table)
  // What cannot be read must not wait for a message to come: where none does, it would prove an absence.
  matchPaths({}, rows)
  const words = rows.map(({ path, expected }) => `${path} is ${cut(world.mask(JSON.stringify(expected)), 100)}`)
  return { suffix: ` where ${listed(words, ' and ')}`, judge: (message) => matchPaths(message, rows) }
}

/** Cells of a table with two columns; a heading `path | expected` may stand above. KataError TABLE_INVALID. */
export function pairsOf(table: DataTable, columns: readonly [string, string]): readonly (readonly [string, string])[] {
  const rows = table.raw().filter((row, index) => index > 0 || row.join() !== columns.join())
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

function rowsOf(world: KataWorld, table: DataTable): readonly PathRow[] {
  const pairs = pairsOf(table, ['path', 'expected'])
  if (pairs.length === 0) throw noRows()
  return pairs.map(([path, cell]) => ({ path, expected: expectedValue(typedCell(cell), world) }))
}

function noRows(): KataError {
  return new KataError('TABLE_INVALID', {
    couldNot: 'The table of the step cannot be read.',
    found: 'It has no rows, so every message would do.',
    todo: 'Give it a row | path | expected |, or use the sentence without `where:`.',
  })
}
