/**
 * The candidates that look most like a name, best first: those within a third of its letters, by edit distance, letter
 * case left aside.
 *
 * @param limit how many at most; 3 by default
 */
export function nearNames(name: string, candidates: Iterable<string>, limit = 3): string[] {
  const budget = Math.max(1, Math.floor(name.length / 3))
  return [...candidates]
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= budget)
    .sort((one, other) => one.distance - other.distance || one.candidate.localeCompare(other.candidate))
    .slice(0, limit)
    .map(({ candidate }) => candidate)
}

/** How many letters must be added, removed or replaced to turn one text into the other. */
function editDistance(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let row = 1; row <= one.length; row++) {
    const current = [row]
    for (let column = 1; column <= other.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1)
      current.push(Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, replaced))
    }
    previous = current
  }
  return previous[other.length] ?? 0
}
