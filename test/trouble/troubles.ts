// Every trouble that the tests know.

import { crashes } from './crashes.js'
import { deaths } from './deaths.js'
import { rebalance } from './rebalance.js'
import type { Round } from './round.js'
import { topics } from './topics.js'
import { transactions } from './transactions.js'

/** Something that happens to Kafka while a subscription is open. */
export interface Trouble {
  readonly name: string
  /** What happens, as a clause. */
  readonly what: string
  readonly nodes: 1 | 3
  /** A topic of its own for each round; otherwise all rounds share one, and what earlier ones wrote is stale. */
  readonly freshTopic?: boolean
  /** Partitions of the topic; 0: the round makes it. @default 3 */
  readonly partitions?: number
  /** Whether somebody goes on writing to the topic meanwhile. @default true */
  readonly underLoad?: boolean
  /** Whether the clients reach the node through a proxy. @default false */
  readonly throughProxy?: boolean
  play(round: Round): Promise<void>
}

export const troubles: readonly Trouble[] = [rebalance, ...transactions, ...deaths, ...topics, ...crashes]
