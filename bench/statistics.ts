/** A sample of durations in milliseconds; all figures are NaN where nothing was measured. */
export interface Summary {
  readonly count: number
  readonly median: number
  readonly p95: number
  readonly p99: number
  readonly min: number
  readonly max: number
}

/** Sums a sample up by nearest rank: every figure is one of the values that were measured. */
export function summarize(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b)
  const rank = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
  return {
    count: sorted.length,
    median: rank(0.5),
    p95: rank(0.95),
    p99: rank(0.99),
    min: rank(0),
    max: rank(1),
  }
}
