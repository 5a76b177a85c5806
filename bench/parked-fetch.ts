// The least that it can take to see a record: a Fetch request that waits at the leader of a partition, written byte by
// byte, and the moment at which its answer has come. No client library, nothing decoded but the frame.
import { fetch } from '../broker/protocol/messages/fetch.js'
import { connectTo, type RawClient } from '../test/broker/raw-client.js'
import { clientOf } from './target.js'

export interface ParkedFetches {
  /** Waits for the record at an offset of partition 0; resolves when it has come. */
  next(offset: number): Promise<void>
  close(): void
}

/** Connects to the leader of partition 0. */
export async function openParkedFetches(bootstrap: string, topic: string): Promise<ParkedFetches> {
  const client = await connectTo({ port: await leaderPort(bootstrap, topic) })
  return {
    next: (offset) => fetchAt(client, topic, offset),
    close: () => client.close(),
  }
}

async function leaderPort(bootstrap: string, topic: string): Promise<number> {
  const admin = clientOf(bootstrap).admin()
  await admin.connect()
  const [{ brokers }, { topics }] = await Promise.all([
    admin.describeCluster(),
    admin.fetchTopicMetadata({ topics: [topic] }),
  ])
  await admin.disconnect()
  const leader = topics[0]?.partitions.find(({ partitionId }) => partitionId === 0)?.leader
  const port = brokers.find(({ nodeId }) => nodeId === leader)?.port
  if (port === undefined) throw new Error(`The topic ${topic} has no leader.`)
  return port
}

async function fetchAt(client: RawClient, topic: string, fetchOffset: number): Promise<void> {
  const partitions = [{ partition: 0, fetchOffset, partitionMaxBytes: 1_048_576 }]
  for (;;) {
    const answer = await client.call(fetch, 11, {
      maxWaitMs: 5000,
      minBytes: 1,
      isolationLevel: 1,
      sessionId: 0,
      topics: [{ topic, partitions }],
      forgottenTopicsData: [],
      rackId: '',
    })
    const { errorCode, highWatermark } = answer.responses[0]?.partitions[0] ?? { errorCode: -1, highWatermark: -1 }
    if (errorCode !== 0) throw new Error(`The parked fetch was refused: ${errorCode}.`)
    if (highWatermark > fetchOffset) return
  }
}
