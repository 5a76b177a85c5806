// The state that requests work on: one node with its topics, its groups and its producer ids. Each part owns its own.
import type { Clock } from './clock.js'
import { GroupCoordinator } from './groups/index.js'
import { Topics } from './log/index.js'

/** What a broker can be started with, every default in its place. */
export interface ClusterSettings {
  readonly defaultPartitions: number
  readonly autoCreateTopics: boolean
  readonly initialRebalanceDelayMs: number
  /** No fetch waits longer than this, whatever the client asks for. */
  readonly maxFetchWaitMs: number
  readonly maxMessageBytes: number
  readonly clock: Clock
}

/** The only node there is. */
export interface Node {
  readonly nodeId: number
  readonly host: string
  readonly port: number
}

export interface Cluster {
  readonly clusterId: string
  readonly node: Node
  readonly settings: ClusterSettings
  readonly topics: Topics
  readonly groups: GroupCoordinator
  /** A producer id that nobody has had. */
  nextProducerId(): number
}

export function createCluster(settings: ClusterSettings, node: Node): Cluster {
  const { clock, initialRebalanceDelayMs, defaultPartitions, maxMessageBytes } = settings
  let lastProducerId = 0
  return {
    clusterId: 'kafka-kata-embedded',
    node,
    settings,
    topics: new Topics({
      partitions: defaultPartitions,
      settings: { maxMessageBytes, timestampType: 'CreateTime' },
    }),
    groups: new GroupCoordinator({ clock, initialRebalanceDelayMs }),
    nextProducerId() {
      lastProducerId += 1
      return lastProducerId
    },
  }
}
