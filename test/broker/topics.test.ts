import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Broker, BrokerError, startBroker } from '../../broker/index.js'
import { createTopics } from '../../broker/protocol/messages/create-topics.js'
import { deleteTopics } from '../../broker/protocol/messages/delete-topics.js'
import { metadata } from '../../broker/protocol/messages/metadata.js'
import { connectTo, type RawClient } from './raw-client.js'

let broker: Broker
let client: RawClient

beforeAll(async () => {
  broker = await startBroker()
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
