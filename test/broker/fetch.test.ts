import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Broker, startBroker } from '../../broker/index.js'
import { readBatchHeader } from '../../broker/log/index.js'
import { deleteTopics } from '../../broker/protocol/messages/delete-topics.js'
import { fetch } from '../../broker/protocol/messages/fetch.js'
import { metadata } from '../../broker/protocol/messages/metadata.js'
import { produce } from '../../broker/protocol/messages/produce.js'
import { batchOf } from './batches.js'
import { eventually } from './eventually.js'
import { createManualClock, type ManualClock } from './manual-clock.js'
import { connectTo, type RawClient } from './raw-client.js'

let clock: ManualClock
let broker: Broker
let reader: RawClient
let writer: RawClient

beforeEach(async () => {
  clock = createManualClock()
  broker = await startBroker({ clock, maxFetchWaitMs: 10_000 })
  broker.createTopic('t', { partitions: 2 })
  reader = await connectTo(broker)
  writer = await connectTo(broker)
})

afterEach(async () => {
  reader.close()
  writer.close()
  await broker.close()
})

interface Wanted {
  readonly offset?: number
  readonly maxWaitMs?: number
  readonly minBytes?: number
  readonly maxBytes?: number
  readonly partitionMaxBytes?: number
  readonly isolationLevel?: number
  readonly topic?: string
  readonly partitions?: readonly number[]
}

const wide = { maxWaitMs: 5_000, minBytes: 1, maxBytes: 1_000_000, partitionMaxBytes: 1_000_000, isolationLevel: 0 }

/** Partitions of the answer, with the base offsets of their batches in place of the bytes. */
async function read(wanted: Wanted = {}, version = 12) {
  const { topic = 't', partitions = [0], offset = 0, partitionMaxBytes, ...limits } = { ...wide, ...wanted }
  const asked = partitions.map((partition) => ({ partition, fetchOffset: offset, partitionMaxBytes }))
  const answer = await reader.call(fetch, version, { ...limits, topics: [{ topic, partitions: asked }] })
  return answer.responses[0]?.partitions.map(({ records, ...rest }) => ({ ...rest, offsets: baseOffsets(records) }))
}

function baseOffsets(records: Buffer | null): readonly number[] | null {
  if (records === null) return null
  const offsets: number[] = []
  for (let at = 0; at < records.length; ) {
    const { baseOffset, totalBytes } = readBatchHeader(records.subarray(at))
    offsets.push(baseOffset)
    at += totalBytes
  }
  return offsets
}

async function write(value: string, partition = 0): Promise<void> {
  const partitionData = [{ index: partition, records: batchOf([value]) }]
  await writer.call(produce, 9, { acks: -1, timeoutMs: 1_000, topicData: [{ name: 't', partitionData }] })
}

/** The broker keeps one timer for each fetch that waits. */
const waiting = () => eventually(() => clock.pending())

test('a fetch that waits is answered by the next message', async () => {
  const answer = read()
  await waiting().toBe(1)
  await write('a')
  expect(await answer).toEqual([
    {
      partitionIndex: 0,
      errorCode: 0,
      highWatermark: 1,
      lastStableOffset: 1,
      logStartOffset: 0,
      abortedTransactions: null,
      preferredReadReplica: -1,
      offsets: [0],
    },
  ])
  expect(clock.pending()).toBe(0)
})

test('a message on any of the wanted partitions will do', async () => {
  const answer = read({ partitions: [0, 1] })
  await waiting().toBe(1)
  await write('a', 1)
  expect(await answer).toMatchObject([{ offsets: [] }, { offsets: [0] }])
})

test('a fetch that waits is answered empty when its time is over, and not before', async () => {
  const answer = read({ maxWaitMs: 500 })
  await waiting().toBe(1)
  clock.advance(499)
  expect(clock.pending()).toBe(1)
  clock.advance(1)
  expect(await answer).toMatchObject([{ errorCode: 0, highWatermark: 0, offsets: [] }])
})

test('the broker may shorten the wait', async () => {
  const answer = read({ maxWaitMs: 60_000 })
  await waiting().toBe(1)
  clock.advance(10_000)
  expect(await answer).toMatchObject([{ offsets: [] }])
})

test('a fetch waits until there are as many bytes as it wants', async () => {
  const size = batchOf(['a']).length
  const answer = read({ minBytes: size + 1 })
  await waiting().toBe(1)
  await write('a')
  expect(clock.pending()).toBe(1)
  await write('b')
  expect(await answer).toMatchObject([{ offsets: [0, 1] }])
})

test('a fetch that may not wait is answered at once', async () => {
  expect(await read({ maxWaitMs: 0 })).toMatchObject([{ offsets: [] }])
})

test('what waits for a topic is told that it was deleted', async () => {
  const answer = read()
  await waiting().toBe(1)
  await writer.call(deleteTopics, 5, { topicNames: ['t'], timeoutMs: 1_000 })
  expect(await answer).toMatchObject([{ errorCode: 3, highWatermark: -1, offsets: [] }])
})

test('nothing waits for a client that has gone', async () => {
  const answer = read().catch((error: Error) => error.message)
  await waiting().toBe(1)
  reader.close()
  await waiting().toBe(0)
  expect(await answer).toBe('The broker closed the connection.')
})

test('requests behind a fetch that waits are answered after it', async () => {
  const answers: string[] = []
  const first = read().then(() => answers.push('fetch'))
  const second = reader.call(metadata, 9, { topics: [] }).then(() => answers.push('metadata'))
  await waiting().toBe(1)
  await writer.call(metadata, 9, { topics: [] })
  expect(answers).toEqual([])
  await write('a')
  // The client rejects an answer that does not belong to the oldest of its requests.
  await Promise.all([first, second])
  expect(answers.length).toBe(2)
})

test('an offset outside the log is out of range, at once', async () => {
  await write('a')
  expect(await read({ offset: 2 })).toMatchObject([{ errorCode: 1, highWatermark: 1, offsets: [] }])
  expect(await read({ offset: -1 })).toMatchObject([{ errorCode: 1, highWatermark: 1, offsets: [] }])
})

test('an unknown topic, partition or topic id is told at once', async () => {
  expect(await read({ topic: 'other' })).toMatchObject([{ errorCode: 3 }])
  expect(await read({ partitions: [2] })).toMatchObject([{ errorCode: 3 }])
  expect(await read({}, 13)).toMatchObject([{ errorCode: 100 }])
})

test('a topic is read by its id from v13 on', async () => {
  await write('a')
  const { topics } = await reader.call(metadata, 12, { topics: [{ name: 't' }] })
  const topicId = topics[0]?.topicId ?? ''
  const partitions = [{ partition: 0, fetchOffset: 0, partitionMaxBytes: 1_000 }]
  const answer = await reader.call(fetch, 17, { ...wide, topics: [{ topicId, partitions }] })
  expect(answer.responses[0]?.topicId).toBe(topicId)
  expect(baseOffsets(answer.responses[0]?.partitions[0]?.records ?? null)).toEqual([0])
})

test('limits hold over all partitions, but one batch always comes', async () => {
  for (const partition of [0, 1]) for (const value of ['a', 'b']) await write(value, partition)
  const size = batchOf(['a']).length
  const both = { partitions: [0, 1] }
  expect(await read({ ...both, maxBytes: 3 * size })).toMatchObject([{ offsets: [0, 1] }, { offsets: [0] }])
  expect(await read({ ...both, partitionMaxBytes: size })).toMatchObject([{ offsets: [0] }, { offsets: [0] }])
  expect(await read({ ...both, maxBytes: 1 })).toMatchObject([{ offsets: [0] }, { offsets: [] }])
})

test('a reader of committed messages is told that none were aborted', async () => {
  await write('a')
  expect(await read({ isolationLevel: 1 })).toMatchObject([{ abortedTransactions: [], offsets: [0] }])
})

test('versions from before record batches are answered with an error code', async () => {
  await write('a')
  expect(await read({}, 3)).toMatchObject([{ errorCode: 43, offsets: [] }])
})
