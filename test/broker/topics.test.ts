import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Broker, BrokerError, startBroker } from '../../broker/index.js'
import { createTopics } from '../../broker/protocol/messages/create-topics.js'
import { deleteTopics } from '../../broker/protocol/messages/delete-topics.js'
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

const exists = (name: string) => broker.topics().some((topic) => topic.name === name)

describe('Metadata', () => {
  test('tells the node, and makes a topic that is asked about', async () => {
    const answer = await client.call(metadata, 12, { topics: [{ name: 'asked-about' }] })
    const partition = (partitionIndex: number) => ({
      errorCode: 0,
      partitionIndex,
      leaderId: 1,
      leaderEpoch: 0,
      replicaNodes: [1],
      isrNodes: [1],
      offlineReplicas: [],
    })
    expect(answer).toEqual({
      throttleTimeMs: 0,
      brokers: [{ nodeId: 1, host: '127.0.0.1', port: broker.port, rack: null }],
      clusterId: 'kafka-kata-embedded',
      controllerId: 1,
      topics: [
        {
          errorCode: 0,
          name: 'asked-about',
          topicId: expect.stringMatching(/^[0-9a-f]{32}$/),
          isInternal: false,
          partitions: [partition(0), partition(1), partition(2)],
          topicAuthorizedOperations: -0x80000000,
        },
      ],
      clusterAuthorizedOperations: -0x80000000,
    })
  })

  test('makes no topic when the client does not want it', async () => {
    const answer = await client.call(metadata, 4, { topics: [{ name: 'unwanted' }], allowAutoTopicCreation: false })
    expect(answer.topics).toMatchObject([{ errorCode: 3, name: 'unwanted', partitions: [] }])
    expect(exists('unwanted')).toBe(false)
  })

  test('makes no topic when the broker may not', async () => {
    const strict = await startBroker({ autoCreateTopics: false })
    const other = await connectTo(strict)
    const answer = await other.call(metadata, 4, { topics: [{ name: 'unwanted' }] })
    expect(answer.topics).toMatchObject([{ errorCode: 3 }])
    expect(strict.topics()).toEqual([])
    other.close()
    await strict.close()
  })

  test('makes no topic of a name that cannot be', async () => {
    const answer = await client.call(metadata, 9, { topics: [{ name: 'no way' }] })
    expect(answer.topics).toMatchObject([{ errorCode: 17, name: 'no way', partitions: [] }])
  })

  test('gives all topics for null, none for an empty list, and all for an empty list in v0', async () => {
    broker.createTopic('one-of-all')
    const count = broker.topics().length
    expect((await client.call(metadata, 1, { topics: null })).topics.length).toBe(count)
    expect((await client.call(metadata, 1, { topics: [] })).topics.length).toBe(0)
    expect((await client.call(metadata, 0, { topics: [] })).topics.length).toBe(count)
  })

  test('does not know the id of a topic that was never made', async () => {
    const topicId = 'f'.repeat(32)
    const answer = await client.call(metadata, 12, { topics: [{ topicId, name: null }] })
    expect(answer.topics).toMatchObject([{ errorCode: 100, name: null, topicId }])
  })
})

interface Wanted {
  readonly numPartitions?: number
  readonly replicationFactor?: number
  readonly assignments?: readonly { readonly partitionIndex: number; readonly brokerIds: readonly number[] }[]
  readonly configs?: readonly { readonly name: string; readonly value: string | null }[]
}

const plain = { numPartitions: 1, replicationFactor: 1, assignments: [], configs: [] }

async function create(name: string, wanted: Wanted = {}) {
  const answer = await client.call(createTopics, 7, { topics: [{ name, ...plain, ...wanted }], timeoutMs: 1_000 })
  const [topic] = answer.topics
  return topic
}

describe('CreateTopics', () => {
  test('makes a topic at once and tells its id and counts', async () => {
    expect(await create('made', { numPartitions: 2 })).toEqual({
      name: 'made',
      topicId: expect.stringMatching(/^[0-9a-f]{32}$/),
      errorCode: 0,
      errorMessage: null,
      numPartitions: 2,
      replicationFactor: 1,
      configs: null,
    })
    expect(exists('made')).toBe(true)
  })

  test('takes the defaults of the broker for -1', async () => {
    expect(await create('default', { numPartitions: -1, replicationFactor: -1 })).toMatchObject({ numPartitions: 3 })
  })

  test('takes partitions that are assigned to the one node', async () => {
    const assignments = [0, 1].map((partitionIndex) => ({ partitionIndex, brokerIds: [1] }))
    const wanted = { numPartitions: -1, replicationFactor: -1, assignments }
    expect(await create('assigned', wanted)).toMatchObject({ errorCode: 0, numPartitions: 2 })
  })

  test.each<[string, Wanted, { errorCode: number; errorMessage: string }]>([
    [
      'refused-replicas',
      { replicationFactor: 3 },
      { errorCode: 38, errorMessage: 'Replication factor 3 is not possible on one node.' },
    ],
    [
      'refused-partitions',
      { numPartitions: 0 },
      { errorCode: 37, errorMessage: '0 partitions are not between 1 and 10000.' },
    ],
    [
      'refused-node',
      { numPartitions: -1, replicationFactor: -1, assignments: [{ partitionIndex: 0, brokerIds: [2] }] },
      { errorCode: 39, errorMessage: 'Every partition from 0 on has to be on node 1 alone.' },
    ],
    [
      'refused-both',
      { assignments: [{ partitionIndex: 0, brokerIds: [1] }] },
      { errorCode: 42, errorMessage: 'Partitions are either counted or assigned, not both.' },
    ],
    [
      'refused-config',
      { configs: [{ name: 'retention', value: '1' }] },
      { errorCode: 40, errorMessage: 'There is no topic config "retention".' },
    ],
    ['asked-about', {}, { errorCode: 36, errorMessage: 'Topic "asked-about" exists already.' }],
  ])('refuses %s', async (name, wanted, refusal) => {
    const existed = exists(name)
    expect(await create(name, wanted)).toMatchObject(refusal)
    expect(exists(name)).toBe(existed)
  })

  test('refuses a topic that is named twice', async () => {
    const topics = [1, 2].map(() => ({ name: 'twins', ...plain }))
    const answer = await client.call(createTopics, 2, { topics, timeoutMs: 1_000 })
    expect(answer.topics.map(({ errorCode }) => errorCode)).toEqual([42, 42])
  })

  test('makes nothing when it shall only look', async () => {
    const topics = [{ name: 'looked-at', ...plain }]
    const answer = await client.call(createTopics, 5, { topics, timeoutMs: 1_000, validateOnly: true })
    expect(answer.topics).toMatchObject([{ errorCode: 0, numPartitions: 1 }])
    expect(exists('looked-at')).toBe(false)
  })
})

describe('DeleteTopics', () => {
  test('takes a topic away by its name, and by its id', async () => {
    broker.createTopic('by-name')
    const byId = await create('by-id')
    const topicId = byId?.topicId ?? ''
    await client.call(deleteTopics, 1, { topicNames: ['by-name'], timeoutMs: 1_000 })
    const answer = await client.call(deleteTopics, 6, { topics: [{ name: null, topicId }], timeoutMs: 1_000 })
    expect(answer.responses).toEqual([{ name: 'by-id', topicId, errorCode: 0, errorMessage: null }])
    expect([exists('by-name'), exists('by-id')]).toEqual([false, false])
  })

  test('tells what it does not know', async () => {
    const names = await client.call(deleteTopics, 5, { topicNames: ['other'], timeoutMs: 1_000 })
    expect(names.responses).toMatchObject([{ name: 'other', errorCode: 3 }])
    const topicId = 'f'.repeat(32)
    const ids = await client.call(deleteTopics, 6, { topics: [{ name: null, topicId }], timeoutMs: 1_000 })
    expect(ids.responses).toMatchObject([{ name: null, topicId, errorCode: 100 }])
  })
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
    expect(exists('never-made')).toBe(false)
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

test('a topic that cannot be made from within is told with a code', () => {
  const caught = (act: () => void) => {
    try {
      act()
    } catch (error) {
      return error instanceof BrokerError && { code: error.code, message: error.message }
    }
  }
  expect(caught(() => broker.createTopic('asked-about'))).toEqual({
    code: 'TOPIC_ALREADY_EXISTS',
    message: 'Topic "asked-about" exists already.',
  })
  expect(caught(() => broker.rebalance('nobody'))).toEqual({
    code: 'GROUP_ID_NOT_FOUND',
    message: 'There is no group "nobody".',
  })
})
