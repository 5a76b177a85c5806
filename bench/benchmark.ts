import type { Table } from './table.js'

/** How much one run measures. */
export interface Size {
  /** `--quick`: enough to see that a benchmark works, too little for a figure to be quoted. */
  readonly quick: boolean
}

/** What one benchmark found; a baseline stands in the same table, with the ratio to it. */
export interface Findings {
  readonly tables: readonly Table[]
  /** Sentences that belong to the figures: sizes, concurrency, what was left behind. */
  readonly notes: readonly string[]
}

/** One benchmark; it asserts no duration, but throws when what it measures did not happen at all. */
export interface Benchmark {
  readonly name: string
  /** What is measured, as a heading. */
  readonly title: string
  measure(size: Size): Promise<Findings>
}
