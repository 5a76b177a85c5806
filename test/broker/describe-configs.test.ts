import { Admin } from '@platformatic/kafka'
import { Kafka, logLevel } from 'kafkajs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Broker, startBroker } from '../../broker/index.js'
import { describeConfigs } from '../../broker/protocol/messages/describe-configs.js'
import { connectTo, type RawClient } from './raw-client.js'

let broker: Broker
let client: RawClient

beforeAll(async () => {
  broker = await startBroker()
  broker.createTopic('plain')
  broker.createTopic('set', { configs: { 'cleanup.policy': 'compact', 'retention.ms': '1000' } })
  client = await connectTo(broker)
})

afterAll(async () => {
  client.close()
  await broker.close()
})

const topic = 2
const node = 4

/** The answer about one resource; no names ask for all of its configs. */
async function described(
  resourceType: number,
  resourceName: string,
  configurationKeys: readonly string[] | null = null,
) {
  const resources = [{ resourceType, resourceName, configurationKeys }]
  const answer = await client.call(describeConfigs, 4, { resources, includeSynonyms: true, includeDocumentation: true })
  return answer.results[0]
}

/** `name=value` and the source of each config. */
function shown(result: Awaited<ReturnType<typeof described>>): readonly string[] {
  return (result?.configs ?? []).map(({ name, value, configSource }) => `${name}=${value} ${configSource}`)
}

describe('DescribeConfigs of a topic', () => {
  test('tells every config with the default of Kafka 4.3', async () => {
    expect(shown(await described(topic, 'plain'))).toEqual([
      'cleanup.policy=delete 5',
      'compression.gzip.level=-1 5',
      'compression.lz4.level=9 5',
      'compression.type=producer 5',
      'compression.zstd.level=3 5',
      'delete.retention.ms=86400000 5',
      'file.delete.delay.ms=60000 5',
      'flush.messages=9223372036854775807 5',
      'flush.ms=9223372036854775807 5',
      'follower.replication.throttled.replicas= 5',
      'index.interval.bytes=4096 5',
      'leader.replication.throttled.replicas= 5',
      'local.retention.bytes=-2 5',
      'local.retention.ms=-2 5',
      'max.compaction.lag.ms=9223372036854775807 5',
      'max.message.bytes=1048588 5',
      'message.timestamp.after.max.ms=3600000 5',
      'message.timestamp.before.max.ms=9223372036854775807 5',
      'message.timestamp.type=CreateTime 5',
      'min.cleanable.dirty.ratio=0.5 5',
      'min.compaction.lag.ms=0 5',
      'min.insync.replicas=1 5',
      'preallocate=false 5',
      'remote.log.copy.disable=false 5',
      'remote.log.delete.on.disable=false 5',
      'remote.storage.enable=false 5',
      'retention.bytes=-1 5',
      'retention.ms=604800000 5',
      'segment.bytes=1073741824 5',
      'segment.index.bytes=10485760 5',
      'segment.jitter.ms=0 5',
      'segment.ms=604800000 5',
      'unclean.leader.election.enable=false 5',
    ])
  })

  test('tells what it was created with, and what it would follow without', async () => {
    expect(await described(topic, 'set', ['retention.ms', 'cleanup.policy', 'nonsense'])).toEqual({
      errorCode: 0,
      errorMessage: null,
      resourceType: topic,
      resourceName: 'set',
      configs: [
        {
          ...{ name: 'cleanup.policy', value: 'compact', readOnly: false, isDefault: false, configSource: 1 },
          ...{ isSensitive: false, configType: 7, documentation: null },
          synonyms: [
            { name: 'cleanup.policy', value: 'compact', source: 1 },
            { name: 'log.cleanup.policy', value: 'delete', source: 5 },
          ],
        },
        {
          ...{ name: 'retention.ms', value: '1000', readOnly: false, isDefault: false, configSource: 1 },
          ...{ isSensitive: false, configType: 5, documentation: null },
          synonyms: [{ name: 'retention.ms', value: '1000', source: 1 }],
        },
      ],
    })
  })

  test('takes an empty list of names for all, as Kafka does, and leaves synonyms out where nobody asks', async () => {
    const resources = [{ resourceType: topic, resourceName: 'set', configurationKeys: [] }]
    const { results } = await client.call(describeConfigs, 2, { resources })
    expect(results[0]?.configs.length).toBe(33)
    expect(results[0]?.configs.filter(({ synonyms }) => synonyms.length > 0)).toEqual([])
  })

  test('says in v0 what is a default, since there are no sources yet', async () => {
    const resources = [
      { resourceType: topic, resourceName: 'set', configurationKeys: ['retention.ms', 'max.message.bytes'] },
    ]
    const { results } = await client.call(describeConfigs, 0, { resources })
    expect(results[0]?.configs.map(({ name, isDefault }) => [name, isDefault])).toEqual([
      ['max.message.bytes', true],
      ['retention.ms', false],
    ])
  })

  test('that does not exist, or cannot exist, is an error and makes no topic', async () => {
    expect(await described(topic, 'missing')).toMatchObject({ errorCode: 3, errorMessage: 'There is no such topic.' })
    expect(await described(topic, 'no way')).toMatchObject({ errorCode: 17, configs: [] })
    expect(broker.topics().map(({ name }) => name)).toEqual(['plain', 'set'])
  })
})

describe('DescribeConfigs of the node', () => {
  test('tells the settings that have a meaning here', async () => {
    const result = await described(node, '1')
    expect(shown(result)).toEqual([
      'auto.create.topics.enable=true 5',
      'default.replication.factor=1 5',
      'group.initial.rebalance.delay.ms=0 4',
      'message.max.bytes=1048588 5',
      'node.id=1 4',
      'num.partitions=3 4',
    ])
    expect(result?.configs.filter(({ readOnly }) => !readOnly).map(({ name }) => name)).toEqual(['message.max.bytes'])
  })

  test('has nothing that is set for all nodes, and knows no other node and no other kind of resource', async () => {
    expect(await described(node, '')).toMatchObject({ errorCode: 0, configs: [] })
    expect(await described(node, '2')).toMatchObject({ errorCode: 42, errorMessage: 'The only node is 1.' })
    const errorMessage = 'Resources of type 8 are not described here.'
    expect(await described(8, '1')).toMatchObject({ errorCode: 42, errorMessage })
  })

  test('is what a topic follows', async () => {
    const small = await startBroker({ maxMessageBytes: 5000 })
    small.createTopic('follows')
    const other = await connectTo(small)
    const resources = [{ resourceType: topic, resourceName: 'follows', configurationKeys: ['max.message.bytes'] }]
    const { results } = await other.call(describeConfigs, 4, { resources, includeSynonyms: true })
    expect(results[0]?.configs).toMatchObject([
      {
        ...{ value: '5000', configSource: 4 },
        synonyms: [
          { name: 'message.max.bytes', value: '5000', source: 4 },
          { name: 'message.max.bytes', value: '1048588', source: 5 },
        ],
      },
    ])
    other.close()
    await small.close()
  })
})

test('the administrators of kafkajs and of @platformatic/kafka read the same', async () => {
  const admin = new Kafka({ brokers: [broker.bootstrap], logLevel: logLevel.NOTHING }).admin()
  await admin.connect()
  const asked = { includeSynonyms: false, resources: [{ type: topic, name: 'set' }] }
  const { resources } = await admin.describeConfigs(asked)
  const missing = { includeSynonyms: false, resources: [{ type: topic, name: 'missing' }] }
  await expect(admin.describeConfigs(missing)).rejects.toMatchObject({ type: 'UNKNOWN_TOPIC_OR_PARTITION' })
  const brokers = [{ nodeId: 1, host: '127.0.0.1', port: broker.port }]
  expect(await admin.describeCluster()).toEqual({ brokers, controller: 1, clusterId: 'kafka-kata-embedded' })
  await admin.disconnect()
  const other = new Admin({ clientId: 'reader', bootstrapBrokers: [broker.bootstrap] })
  const [set] = await other.describeConfigs({
    resources: [{ resourceType: topic, resourceName: 'set', configurationKeys: [] }],
  })
  await other.close()
  const values = (resources[0]?.configEntries ?? []).map(({ configName, configValue }) => [configName, configValue])
  expect(values).toEqual((set?.configs ?? []).map(({ name, value }) => [name, value]))
  expect(values).toContainEqual(['cleanup.policy', 'compact'])
})

test('a topic may be created with any value that Kafka takes, and with no other', () => {
  const create = (name: string, value: string) => broker.createTopic('configured', { configs: { [name]: value } })
  for (const [name, value, wanted] of [
    ['min.cleanable.dirty.ratio', '1.1', 'a number from 0 to 1'],
    ['retention.ms', '9223372036854775808', 'a whole number of at least -1'],
    ['max.message.bytes', '2147483648', 'a whole number of at least 0'],
    ['preallocate', 'yes', 'one of true, false'],
    ['remote.storage.enable', 'true', 'one of false'],
  ] as const) {
    expect(() => create(name, value)).toThrow(`"${value}" for ${name} is not ${wanted}.`)
  }
  create('retention.ms', '9223372036854775807')
})
