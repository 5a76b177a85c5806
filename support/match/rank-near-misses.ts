import { similarity } from '../shared/index.js'
import type { Mismatch } from './mismatch.js'

/**
 * The candidates that came closest, the closest first: those with the fewest mismatches, then those whose values look
 * most like the expected ones; equals keep their order.
 */
export function rankNearMisses<T extends { readonly mismatches: readonly Mismatch[] }>(
  candidates: readonly T[],
  limit: number,
): readonly T[] {
  return candidates
    .map((candidate) => ({ candidate, likeness: likenessOf(candidate.mismatches) }))
    .sort((a, b) => a.candidate.mismatches.length - b.candidate.mismatches.length || b.likeness - a.likeness)
    .slice(0, limit)
    .map(({ candidate }) => candidate)
}

// The mean over the first mismatches: more would cost time and change nothing.
function likenessOf(mismatches: readonly Mismatch[]): number {
  const looked = mismatches.slice(0, 5)
  return looked.reduce((sum, { expected, actual }) => sum + likeness(expected, actual), 0) / Math.max(1, looked.length)
}

function likeness(expected: unknown, actual: unknown): number {
  const isComparable = [expected, actual].every((value) => ['string', 'number', 'boolean'].includes(typeof value))
  return isComparable ? similarity(String(expected), String(actual)) : 0
}
