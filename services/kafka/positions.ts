// How far a consumer is in each partition, read once before it joins its group and kept by itself from then on.

import type { Admin } from 'kafkajs'

export interface Positions {
  /** The offset that comes next; 0 in a partition that did not exist at the start. */
  next(topic: string, partition: number): string
  /** That offset is done. */
  advance(topic: string, partition: number, offset: string): void
}

/** Where the group has committed, else the end of the log at this moment. Connects the admin client, and ends it. */
export async function readPositions(
  admin: Admin,
  { groupId, topics }: { readonly groupId: string; readonly topics: readonly string[] },
): Promise<Positions> {
  try {
    await admin.connect()
    const existing = await admin.listTopics()
    const known = topics.filter((topic) => existing.includes(topic))
    const places = await Promise.all(known.map((topic) => readTopic(admin, groupId, topic)))
    return keepPositions(places.flat())
  } finally {
    await admin.disconnect().catch(() => undefined)
  }
}

type Place = readonly [key: string, offset: string]

async function readTopic(admin: Admin, groupId: string, topic: string): Promise<readonly Place[]> {
  const ends = await admin.fetchTopicOffsets(topic)
  const [committed] = await admin.fetchOffsets({ groupId, topics: [topic] })
  const reached = new Map(committed?.partitions.map(({ partition, offset }) => [partition, offset]))
  return ends.map(({ partition, low, high }) => {
    const offset = reached.get(partition) ?? '-1'
    // Behind the end stands a group whose topic was deleted and made again; before the beginning, one that retention left.
    const isThere = offset !== '-1' && BigInt(offset) <= BigInt(high)
    return [keyOf(topic, partition), isThere ? larger(offset, low) : high]
  })
}

function keepPositions(places: readonly Place[]): Positions {
  const next = new Map(places)
  return {
    next: (topic, partition) => next.get(keyOf(topic, partition)) ?? '0',
    advance(topic, partition, offset) {
      const behind = `${BigInt(offset) + 1n}`
      next.set(keyOf(topic, partition), larger(behind, next.get(keyOf(topic, partition)) ?? '0'))
    },
  }
}

function keyOf(topic: string, partition: number): string {
  return `${topic}/${partition}`
}

function larger(one: string, other: string): string {
  return BigInt(one) > BigInt(other) ? one : other
}
