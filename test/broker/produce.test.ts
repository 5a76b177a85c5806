import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Broker, startBroker } from '../../broker/index.js'
import { listOffsets } from '../../broker/protocol/messages/list-offsets.js'
import { metadata } from '../../broker/protocol/messages/metadata.js'
import { produce } from '../../broker/protocol/messages/produce.js'
import { batchOf } from './batches.js'
import { createManualClock } from './manual-clock.js'
import { connectTo, type RawClient } from './raw-client.js'

let broker: Broker
let client: RawClient
const startMs = 1_700_000_000_000

beforeAll(async () => {
  broker = await startBroker({ clock: createManualClock(startMs), maxMessageBytes: 500 })
  client = await connectTo(broker)
})

afterAll(async () => {
  client.close()
  await broker.close()
})

async function send(
  name: string,
  records: Buffer | null,
  options: { version?: number; acks?: number; index?: number } = {},
) {
  const { version = 9, acks = -1, index = 0 } = options
  const topicData = [{ name, partitionData: [{ index, records }] }]
  const answer = await client.call(produce, version, { acks, timeoutMs: 1_000, topicData })
  return answer.responses[0]?.partitionResponses[0]
}

describe('Produce', () => {
  test('answers with the offset of the first message', async () => {
    broker.createTopic('produced', { partitions: 1 })
    await send('produced', batchOf(['a', 'b']))
    expect(await send('produced', batchOf(['c']))).toEqual({
      index: 0,
      errorCode: 0,
      baseOffset: 2,
      logAppendTimeMs: -1,
      logStartOffset: 0,
      recordErrors: [],
      errorMessage: null,
    })
  })

  test('tells the time of the append where the topic wants it', async () => {
    broker.createTopic('stamped', { configs: { 'message.timestamp.type': 'LogAppendTime' } })
    expect(await send('stamped', batchOf(['a']))).toMatchObject({ logAppendTimeMs: startMs })
  })

  test('refuses a message that is too large, by the limit of the topic or of the broker', async () => {
    broker.createTopic('large', { configs: { 'max.message.bytes': '5000' } })
    broker.createTopic('usual')
    const batch = batchOf(['x'.repeat(600)])
    const errorMessage = `The record batch has ${batch.length} bytes; max.message.bytes is 500.`
    expect(await send('usual', batch)).toMatchObject({ errorCode: 10, baseOffset: -1, errorMessage })
    expect(await send('large', batch)).toMatchObject({ errorCode: 0 })
  })

  test('refuses a message whose checksum is wrong, and keeps nothing of it', async () => {
    broker.createTopic('corrupt', { partitions: 1 })
    const batch = batchOf(['abc'])
    batch.writeUInt8(batch.readUInt8(70) ^ 1, 70)
    expect(await send('corrupt', batch)).toMatchObject({ errorCode: 2 })
    expect(broker.topics().find(({ name }) => name === 'corrupt')?.partitions[0]?.highWatermark).toBe(0)
  })

  test('refuses an unknown topic or partition', async () => {
    expect(await send('never-made', batchOf(['a']))).toMatchObject({ errorCode: 3 })
    expect(await send('produced', batchOf(['a']), { index: 1 })).toMatchObject({ errorCode: 3 })
    expect(broker.topics().some(({ name }) => name === 'never-made')).toBe(false)
  })

  test('refuses acks that mean nothing, old versions and transactions', async () => {
    expect(await send('produced', batchOf(['a']), { acks: 2 })).toMatchObject({ errorCode: 21 })
    expect(await send('produced', batchOf(['a']), { version: 2 })).toMatchObject({ errorCode: 43 })
    const topicData = [{ name: 'produced', partitionData: [{ index: 0, records: batchOf(['a']) }] }]
    const answer = await client.call(produce, 9, { transactionalId: 'x', acks: -1, timeoutMs: 1_000, topicData })
    expect(answer.responses[0]?.partitionResponses[0]?.errorCode).toBe(48)
  })

  test('gives no answer to acks 0, and keeps the message', async () => {
    broker.createTopic('unacknowledged', { partitions: 1 })
    const topicData = [{ name: 'unacknowledged', partitionData: [{ index: 0, records: batchOf(['a']) }] }]
    const silent = await connectTo(broker)
    const never = silent
      .call(produce, 9, { acks: 0, timeoutMs: 1_000, topicData })
      .catch((error: Error) => error.message)
    const answer = silent.call(metadata, 9, { topics: [] }).catch((error: Error) => error.message)
    // The one answer that comes is that of the second request, so the first call finds the wrong number on it.
    expect(await never).toBe('The answer belongs to another request.')
    silent.close()
    expect(await answer).toBe('The broker closed the connection.')
    expect(broker.topics().find(({ name }) => name === 'unacknowledged')?.partitions[0]?.highWatermark).toBe(1)
  })

  test('drops a repeat of an idempotent producer, and gives it the first offset', async () => {
    broker.createTopic('once', { partitions: 1 })
    const batch = batchOf(['a', 'b'], { producerId: 5, producerEpoch: 0, baseSequence: 0 })
    expect(await send('once', batch)).toMatchObject({ errorCode: 0, baseOffset: 0 })
    expect(await send('once', batch)).toMatchObject({ errorCode: 0, baseOffset: 0 })
    const gap = batchOf(['c'], { producerId: 5, producerEpoch: 0, baseSequence: 7 })
    expect(await send('once', gap)).toMatchObject({ errorCode: 45 })
    expect(broker.topics().find(({ name }) => name === 'once')?.partitions[0]?.highWatermark).toBe(2)
  })
})

describe('ListOffsets', () => {
  async function offsetOf(timestamp: number, { version = 8, isolationLevel = 0, partitionIndex = 0 } = {}) {
    const topics = [{ name: 'listed', partitions: [{ partitionIndex, timestamp }] }]
    const answer = await client.call(listOffsets, version, { replicaId: -1, isolationLevel, topics })
    return answer.topics[0]?.partitions[0]
  }

  beforeAll(async () => {
    broker.createTopic('listed', { partitions: 2 })
    await send('listed', batchOf(['a', 'b', 'c'], { timestamps: [100, 300, 200] }))
  })

  test('gives the ends of the log', async () => {
    expect(await offsetOf(-1)).toMatchObject({ errorCode: 0, offset: 3, timestamp: -1, leaderEpoch: 0 })
    expect(await offsetOf(-1, { isolationLevel: 1 })).toMatchObject({ offset: 3 })
    expect(await offsetOf(-2)).toMatchObject({ offset: 0 })
    expect(await offsetOf(-4)).toMatchObject({ offset: 0 })
  })

  test('gives the newest message, and the first one at or after a time', async () => {
    expect(await offsetOf(-3)).toMatchObject({ offset: 1, timestamp: 300 })
    expect(await offsetOf(150)).toMatchObject({ offset: 1, timestamp: 300 })
    expect(await offsetOf(301)).toMatchObject({ errorCode: 0, offset: -1, timestamp: -1 })
    expect(await offsetOf(-3, { partitionIndex: 1 })).toMatchObject({ errorCode: 0, offset: -1 })
  })

  test('gives a list in v0', async () => {
    expect(await offsetOf(-1, { version: 0 })).toMatchObject({ errorCode: 0, oldStyleOffsets: [3] })
  })

  test('refuses an unknown partition and a time that means nothing', async () => {
    expect(await offsetOf(-1, { partitionIndex: 2 })).toMatchObject({ errorCode: 3, offset: -1 })
    expect(await offsetOf(-5)).toMatchObject({ errorCode: 42 })
  })
})
