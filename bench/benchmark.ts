import type { Table } from './table.js'
import type { Target } from './target.js'

/** How much one run measures, and on what. */
export interface Size {
  /** `--quick`: enough to see that a benchmark works, too little for a figure to be quoted. */
  readonly quick: boolean
  /** The embedded broker, and with `--kafka` an Apache Kafka behind it. */
  readonly targets: readonly Target[]
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
  /** It takes many minutes, so it runs only where it is named. @default false */
  readonly isLong?: boolean
  measure(size: Size): Promise<Findings>
}
