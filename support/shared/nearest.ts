// Which known names a wrong one may have meant. It knows nothing of what the names are for.

const longestCompared = 64

/** How alike two texts are, from 0 (nothing) to 1 (the same); only the first 64 characters of each are looked at. */
export function similarity(left: string, right: string): number {
  const a = left.slice(0, longestCompared)
  const b = right.slice(0, longestCompared)
  const longest = Math.max(a.length, b.length)
  return longest === 0 ? 1 : 1 - editDistance(a, b) / longest
}

/**
 * The names that `wanted` may have meant, the likeliest first, three at most.
 *
 * Letter case does not count; a name that holds `wanted`, or is held by it, is near as well.
 */
export function nearest(names: Iterable<string>, wanted: string): readonly string[] {
  const lower = wanted.toLowerCase()
  return [...new Set(names)]
    .map((name) => ({ name, score: nearness(name.toLowerCase(), lower) }))
    .filter(({ score }) => score >= 0.5)
    .sort((left, right) => right.score - left.score || (left.name < right.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name)
}

function nearness(name: string, wanted: string): number {
  const score = similarity(name, wanted)
  const isPart = wanted.length >= 3 && name.length >= 3 && (name.includes(wanted) || wanted.includes(name))
  return isPart ? Math.max(score, 0.6) : score
}

// Insertions, deletions and replacements cost 1 each (Levenshtein), and so does a swap of two neighbours.
function editDistance(a: string, b: string): number {
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = at(previous, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1)
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      const swapped = isSwap ? at(before, column - 2) + 1 : Number.POSITIVE_INFINITY
      current.push(Math.min(at(previous, column) + 1, at(current, column - 1) + 1, replaced, swapped))
    }
    before = previous
    previous = current
  }
  return at(previous, b.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY
}
