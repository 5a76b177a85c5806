// Brokers that are killed and come back.

import { setTimeout as pause } from 'node:timers/promises'
import type { ClusterNode } from '../apache-kafka/start-cluster.js'
import type { Round } from './round.js'
import type { Trouble } from './troubles.js'

/** Records are sent, and asked for, while nodes die and come back; afterwards everything must be decided. */
async function die(
  round: Round,
  choose: () => Promise<readonly ClusterNode[]>,
  end: (node: ClusterNode) => Promise<void>,
): Promise<void> {
  await round.subscribe()
  await round.take({ tag: await round.send(2), count: 2 })
  const nodes = await choose()
  round.brokersAreGone = true
  await Promise.all(nodes.map(end))
  const tag = round.tag()
  const sending = round.send(6, { tag })
  const taking = round.take({ tag, count: 6, timeoutMs: [0, 500, 8000][round.number % 3] ?? 0 })
  const back = comeBack(round, nodes)
  await Promise.all([sending, taking, back])
  const again = await round.send(3)
  await round.take({ tag: again, count: 3, timeoutMs: 0 })
  await round.some(await round.send(1))
}

/** One after the other after a while, as by hand. */
async function comeBack(round: Round, nodes: readonly ClusterNode[]): Promise<void> {
  await pause(500 + (round.number % 4) * 1000)
  await Promise.all(nodes.map((node) => node.start()))
  await round.stage.cluster.settled()
  round.brokersAreGone = false
}

async function leaderOf({ stage }: Round, topic: string, partition: number): Promise<ClusterNode> {
  const { topics } = await stage.admin.fetchTopicMetadata({ topics: [topic] })
  const leader = topics[0]?.partitions.find(({ partitionId }) => partitionId === partition)?.leader
  const node = stage.cluster.nodes.find(({ nodeId }) => nodeId === leader)
  if (node === undefined) throw new Error(`partition ${partition} of ${topic} has no leader`)
  return node
}

const kill = (node: ClusterNode) => node.kill()

export const deaths: readonly Trouble[] = [
  {
    name: 'leader-killed',
    what: 'one of three nodes is killed that leads a partition',
    nodes: 3,
    play: async (round) => await die(round, async () => [await leaderOf(round, round.topic, round.number % 3)], kill),
  },
  {
    name: 'coordinator-killed',
    what: 'one of three nodes is killed that coordinates the groups',
    nodes: 3,
    play: async (round) => await die(round, async () => [await leaderOf(round, '__consumer_offsets', 0)], kill),
  },
  {
    name: 'broker-restarted',
    what: 'the only node is ended or killed, and started again',
    nodes: 1,
    play: async (round) =>
      await die(round, async () => round.stage.cluster.nodes, round.number % 2 === 0 ? (node) => node.end() : kill),
  },
  {
    name: 'all-gone',
    what: 'all three nodes are killed and come back',
    nodes: 3,
    play: async (round) => await die(round, async () => round.stage.cluster.nodes, kill),
  },
]
