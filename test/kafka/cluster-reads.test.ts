import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Broker, startBroker } from '../../broker/index.js'
import { readBrokers, readConfigs, readReplicas } from '../../support/kafka/cluster-reads.js'
import { KafkaClient } from '../../support/kafka/index.js'

let broker: Broker
let client: KafkaClient

beforeAll(async () => {
  broker = await startBroker()
  client = new KafkaClient({ brokers: [broker.bootstrap], groupPrefix: 'kata-reads-', warn: () => {} })
})

afterAll(async () => {
  await client.close(5000)
  await broker.close()
})

it('the copies of every partition are read, and none of a topic that does not exist', async () => {
  broker.createTopic('two', { partitions: 2 })
  expect(await client.replicas('two')).toEqual([
    { partition: 0, replicas: [1], isr: [1] },
    { partition: 1, replicas: [1], isr: [1] },
  ])
  expect(await client.replicas('nothing')).toEqual([])
})

it('the configs of a topic are read, those of its creator and the defaults, and none of a topic that does not exist', async () => {
  broker.createTopic('configured', { configs: { 'retention.ms': '1000' } })
  const configs = await client.configs('configured')
  expect(['retention.ms', 'cleanup.policy', 'nonsense'].map((name) => configs.get(name))).toEqual([
    '1000',
    'delete',
    undefined,
  ])
  expect(await client.configs('nothing')).toEqual(new Map())
  expect(broker.topics().map(({ name }) => name)).not.toContain('nothing')
})

it('the brokers that are up are read', async () => {
  expect(await client.brokerIds()).toEqual([1])
})

it('partitions and brokers come in ascending order, in whatever order Kafka tells them', async () => {
  const partition = (partitionId: number) => ({
    ...{ partitionErrorCode: 0, partitionId, leader: 2, replicas: [2, 1], isr: [2] },
    offlineReplicas: [],
  })
  const admin = {
    fetchTopicMetadata: async () => ({ topics: [{ name: 'three', partitions: [2, 0, 1].map(partition) }] }),
    describeCluster: async () => ({ brokers: [3, 1, 2].map((nodeId) => ({ nodeId, host: 'h', port: 1 })) }),
  } as never
  expect(await readReplicas(admin, 'three', async () => true)).toEqual(
    [0, 1, 2].map((number) => ({ partition: number, replicas: [2, 1], isr: [2] })),
  )
  expect(await readBrokers(admin)).toEqual([1, 2, 3])
})

it('a topic that only one of several brokers knows yet is asked for again', async () => {
  const unknown = Object.assign(new Error('unknown'), { type: 'UNKNOWN_TOPIC_OR_PARTITION', code: 3 })
  let asked = 0
  const admin = {
    async describeConfigs() {
      if (++asked === 1) throw unknown
      return { resources: [{ configEntries: [{ configName: 'cleanup.policy', configValue: 'delete' }] }] }
    },
  } as never
  expect(await readConfigs(admin, 'new', async () => true)).toEqual(new Map([['cleanup.policy', 'delete']]))
  asked = 0
  expect(await readConfigs(admin, 'nothing', async () => false)).toEqual(new Map())
})

it('a Kafka that is away is told with what was asked of it', async () => {
  const port = await closedPort()
  const dead = new KafkaClient({
    brokers: [`127.0.0.1:${port}`],
    groupPrefix: 'kata-dead-',
    callMs: 800,
    warn: () => {},
  })
  const told = (asked: string) => ({
    code: 'KAFKA_UNREACHABLE',
    class: 'INFRASTRUCTURE',
    message: [
      `Kafka could not be asked to ${asked}.`,
      `Brokers tried: 127.0.0.1:${port}.`,
      `The client says: Connection error: connect ECONNREFUSED 127.0.0.1:${port}`,
      'Check that Kafka runs, and that the brokers of this environment are right (kata.config.yaml).',
    ].join('\n'),
  })
  await Promise.all([
    expect(dead.replicas('otp')).rejects.toMatchObject(told('read the partitions of "otp"')),
    expect(dead.configs('otp')).rejects.toMatchObject(told('read the configs of "otp"')),
    expect(dead.brokerIds()).rejects.toMatchObject(told('list its brokers')),
  ])
})

/** A port that nobody listens on. */
async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
