/** An offset by partition: a fence, a position or the ends of a log. */
export type Offsets = ReadonlyMap<number, number>

/** Whether a reader at `position` has passed every offset below `end`; a partition it does not know stands at 0. */
export function hasReached(position: Offsets, end: Offsets): boolean {
  return [...end].every(([partition, offset]) => (position.get(partition) ?? 0) >= offset)
}

/** Whether an offset lies below the ends that were read at some moment, that is: was there at that moment. */
export function liesBelow(end: Offsets, partition: number, offset: number): boolean {
  return offset < (end.get(partition) ?? 0)
}

/** Whether a partition is gone or ends before the fence: then its topic was deleted, and perhaps made again. */
export function wentBack(fence: Offsets, end: Offsets): boolean {
  return [...fence].some(([partition, offset]) => (end.get(partition) ?? -1) < offset)
}

/** Whether two ids are of different topics; one that is not known proves nothing. */
export function isAnother(topicId: string | undefined, other: string | undefined): boolean {
  return topicId !== undefined && other !== undefined && topicId !== other
}

/** How many offsets lie between two ends of a log, over all partitions. */
export function distanceBetween(end: Offsets, later: Offsets): number {
  return [...later].reduce((sum, [partition, offset]) => sum + Math.max(0, offset - (end.get(partition) ?? 0)), 0)
}

/** The later of two offsets, by partition. */
export function latest(one: Offsets, other: Offsets): Offsets {
  const partitions = [...new Set([...one.keys(), ...other.keys()])]
  return new Map(
    partitions.map((partition) => [partition, Math.max(one.get(partition) ?? 0, other.get(partition) ?? 0)]),
  )
}
