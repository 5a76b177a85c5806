// The consumer groups that killed runs have left on a Kafka: shows them, and deletes them where it is told to.

import type { Settings } from '../config/index.js'
import { Administration, type Deletion, type GroupFacts } from '../kafka/index.js'
import { KataError } from '../shared/index.js'
import { counted, groupPrefix, listed, plain } from './words.js'

export interface Swept {
  /** What to print; without a line end at the end. */
  readonly text: string
  /** False where a group is left over, or could be. */
  readonly isClean: boolean
}

/**
 * Looks for groups whose name begins with `kata-`, and deletes those without members if `yes` is said.
 *
 * @throws KataError ARGUMENT_INVALID for the embedded environment; KAFKA_UNREACHABLE
 */
export async function sweepGroups(settings: Settings, { yes }: { readonly yes: boolean }): Promise<Swept> {
  const { environment, kafka } = settings
  if (kafka.embedded) throw nothingOutlives(environment)
  const administration = new Administration(kafka)
  try {
    const groups = await administration.groups(groupPrefix)
    const left = groups.filter(isLeftOver).map(({ groupId }) => groupId)
    const deletions = yes ? await administration.deleteGroups(left) : new Map<string, Deletion>()
    return tell(groups, { deletions, where: `environment ${environment}, ${listed(kafka.brokers)}` })
  } finally {
    await administration.close()
  }
}

interface Done {
  readonly deletions: ReadonlyMap<string, Deletion>
  readonly where: string
}

/** The groups in a table, what became of each, and a count. */
export function tell(groups: readonly GroupFacts[], { deletions, where }: Done): Swept {
  if (groups.length === 0) {
    return { text: `No group has a name that begins with "${groupPrefix}" (${where}).`, isClean: true }
  }
  const rows = groups.map((group) => rowOf(group, deletions.get(group.groupId)))
  const title = `Groups whose name begins with "${groupPrefix}" (${where}):`
  return { text: [title, ...aligned(rows), ...endingOf(rows)].join('\n'), isClean: rows.every(isDone) }
}

type Fate = 'in use' | 'left over' | 'deleted' | 'refused'

interface Row {
  readonly cells: readonly [name: string, state: string, members: string, remark: string]
  readonly fate: Fate
}

function nothingOutlives(environment: string): KataError {
  return new KataError('ARGUMENT_INVALID', {
    couldNot: `There is nothing to tidy up in environment "${environment}".`,
    found: 'Its broker is started for each run and ends with it: no group outlives a run.',
    todo: 'Name an environment with a Kafka of its own by --env.',
    facts: { environment },
  })
}

/** Groups in other states have members, or are about to get some. */
function isLeftOver({ state }: GroupFacts): boolean {
  return state === 'Empty' || state === 'Dead'
}

function isDone({ fate }: Row): boolean {
  return fate === 'in use' || fate === 'deleted'
}

function rowOf(group: GroupFacts, deletion: Deletion | undefined): Row {
  const { groupId, state = 'unknown', members, refused } = group
  const { fate, remark } = fateOf(group, deletion)
  const count = refused === undefined ? counted(members, 'member') : '-'
  return { cells: [plain(groupId), plain(state), count, remark], fate }
}

const inUse = { fate: 'in use', remark: 'in use by a running kata, stays' } as const

function fateOf(group: GroupFacts, deletion: Deletion | undefined): { readonly fate: Fate; readonly remark: string } {
  if (group.refused !== undefined) return { fate: 'refused', remark: `may not be looked at: ${group.refused}` }
  if (!isLeftOver(group)) return inUse
  switch (deletion?.kind) {
    case undefined:
      return { fate: 'left over', remark: 'left over' }
    case 'deleted':
      return { fate: 'deleted', remark: 'deleted' }
    case 'gone':
      return { fate: 'deleted', remark: 'was gone already' }
    case 'in use':
      return inUse
    case 'refused':
      return { fate: 'refused', remark: `not deleted: ${deletion.reason}` }
  }
}

function aligned(rows: readonly Row[]): string[] {
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map(({ cells }) => (cells[column] ?? '').length)))
  return rows.map(({ cells }) => `  ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`)
}

function endingOf(rows: readonly Row[]): string[] {
  const count = (fate: Fate) => rows.filter((row) => row.fate === fate).length
  const [deleted, left, used, refused] = [count('deleted'), count('left over'), count('in use'), count('refused')]
  const parts = [
    ...(deleted > 0 ? [`${deleted} deleted`] : []),
    ...(left > 0 ? [`${left} left over`] : []),
    ...(used > 0 ? [`${used} in use`] : []),
    ...(refused > 0 ? [`${refused} refused`] : []),
  ]
  return [
    `${counted(rows.length, 'group')}: ${parts.join(', ')}.`,
    ...(left > 0 ? ['Nothing was deleted: `kata janitor --yes` deletes what is left over.'] : []),
    ...(refused > 0 ? [`Give this user DESCRIBE and DELETE on groups with the prefix "${groupPrefix}".`] : []),
  ]
}
