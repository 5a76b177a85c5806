// Messages that must arrive one after another, as the rows of a table describe them.

import type { DataTable } from '@cucumber/cucumber'
import type { Message } from '../kafka/index.js'
import { matchPaths, type PathRow, rankNearMisses } from '../match/index.js'
import { KataError } from '../shared/index.js'
import { type Expectation, explainOrder } from '../verdict/index.js'
import { type Arrival, expectArrival } from './arrivals.js'
import { expectNothing } from './expect.js'
import { expectedRows, rowsIn } from './values.js'
import type { KataWorld } from './world.js'

/** The messages that a step wants, in the order of its table: the first row names paths, each further row describes one message. */
export interface OrderedArrival extends Pick<Arrival, 'on' | 'withinMs'> {
  readonly count: number
  readonly table: DataTable
}

/**
 * Claims as many messages as the table describes, the first that fit any of its rows, and compares their order with that
 * of the rows.
 *
 * @throws MatchError MISSING, LATE, CONTRACT; KataError TABLE_INVALID and what `expectArrival` throws
 */
export async function expectOrder(world: KataWorld, { on, withinMs, count, table }: OrderedArrival): Promise<void> {
  const described = describedMessages(world, table)
  if (described.length !== count) throw otherNumber(count, described.length)
  const messages = await expectArrival(world, { on, withinMs, count, expectation: anyOf(described) })
  expectNothing(
    explainOrder(
      messages.map((message, index) => ({
        message,
        fits: fittingRow(message, { described, index }),
        mismatches: matchPaths(message, described[index] ?? []),
      })),
      world.mask,
    ),
  )
}

type Described = readonly (readonly PathRow[])[]

function describedMessages(world: KataWorld, table: DataTable): Described {
  const [paths = [], ...rows] = rowsIn(table)
  return rows.map((cells) =>
    expectedRows(
      world,
      cells.map((cell, column) => [paths[column] ?? '', cell]),
    ),
  )
}

/** What fits none is told by the row that it comes closest to. */
function anyOf(described: Described): Expectation {
  const judge = (message: Message) => {
    const candidates = described.map((rows) => ({ mismatches: matchPaths(message, rows) }))
    return rankNearMisses(candidates, 1)[0]?.mismatches ?? []
  }
  return { suffix: ' of the table', rows: described.flat(), judge }
}

/** The row at the message's own place where that fits, else the first that does. */
function fittingRow(
  message: Message,
  { described, index }: { readonly described: Described; readonly index: number },
): number {
  const fits = (rows: readonly PathRow[]) => matchPaths(message, rows).length === 0
  return fits(described[index] ?? []) ? index : described.findIndex(fits)
}

function otherNumber(count: number, rows: number): KataError {
  return new KataError('TABLE_INVALID', {
    couldNot: 'The table of the step does not describe as many messages as the step speaks of.',
    found: `The step says ${count}, and below the row of paths there ${rows === 1 ? 'is 1 row' : `are ${rows} rows`}.`,
    todo: 'Write the paths in the first row, and one row for each message below it.',
    facts: { count, rows },
  })
}
