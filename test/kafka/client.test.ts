import { createServer, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type Broker, startBroker } from '../../broker/index.js'
import { KafkaClient, type Message, Subscription } from '../../support/kafka/index.js'

let broker: Broker
let client: KafkaClient

beforeAll(async () => {
  broker = await startBroker({ defaultPartitions: 1 })
  client = clientOf([broker.bootstrap])
})

afterAll(async () => {
  await client.close(5000)
  await broker.close()
})

describe('a client', () => {
  it('names all topics but Kafka’s own, in alphabetical order', async () => {
    for (const name of ['b', 'a', '__consumer_offsets']) broker.createTopic(name)
    expect(await client.topics()).toEqual(['a', 'b'])
  })

  it('reads the end of every partition, and none of a topic that does not exist', async () => {
    broker.createTopic('ends', { partitions: 2 })
    const { partition } = await client.publish('ends', { value: 'x' })
    const ends = (await client.topicEnds('ends')).stable
    expect([ends.get(partition), ends.get(1 - partition)]).toEqual([1, 0])
    expect((await client.topicEnds('nothing')).high).toEqual(new Map())
    expect(broker.topics().map(({ name }) => name)).not.toContain('nothing')
  })

  it('tells where a record was written, and when by the clock of the topic', async () => {
    broker.createTopic('appended', { configs: { 'message.timestamp.type': 'LogAppendTime' } })
    const subscription = await opened('appended')
    const published = await client.publish('appended', { value: '1' })
    const message = await first(subscription)
    expect(message.timestampType).toBe('LogAppendTime')
    const { topic, partition, offset, timestamp } = message
    expect(published).toEqual({ topic, partition, offset, timestamp })
  })

  it('writes key, headers and value, and they come back as they went out', async () => {
    const subscription = await opened('round-trip')
    const headers = { ['__proto__']: 'p', constructor: 'c', twice: ['1', '2'], empty: '' }
    await client.publish('round-trip', { key: 'é', headers, value: '{"__proto__":{"a":1}}' })
    const message = await first(subscription)
    expect(message.key).toBe('é')
    expect(Object.entries(message.headers)).toEqual(Object.entries(headers))
    expect(JSON.stringify(message.value)).toBe('{"__proto__":{"a":1}}')
  })

  it('writes a tombstone, and bytes', async () => {
    const subscription = await opened('bytes')
    await client.publish('bytes', { key: 'k', value: null })
    await client.publish('bytes', { value: Buffer.from([0xff]) })
    expect((await first(subscription)).value).toBeNull()
    expect((await first(subscription)).value).toBe('base64:/w==')
  })

  it('knows its own groups from those of others', async () => {
    const others = clientOf([broker.bootstrap], 'kata-other-')
    const subscriptions = [await opened('groups'), await opened('groups', others)]
    await client.publish('groups', { value: '1' })
    for (const subscription of subscriptions) await first(subscription)
    const groupIds = subscriptions[0]?.proof().groupIds ?? []
    expect(await client.ownGroups()).toEqual(expect.arrayContaining([...groupIds]))
    expect(await others.ownGroups()).toEqual(['kata-other-1'])
    subscriptions[1]?.close()
    await others.close(5000)
    expect(broker.groups().map(({ groupId }) => groupId)).not.toContain('kata-other-1')
  })

  it('does not explain a failure by an error that is older than what failed', async () => {
    await client.replicas('never')
    expect(client.lastErrorWithin(10_000)).toContain('This server does not host this topic-partition')
    expect(client.lastErrorWithin(-1)).toBeUndefined()
  })

  it('says which record was refused, and why', async () => {
    broker.createTopic('small', { configs: { 'max.message.bytes': '100' } })
    await expect(client.publish('small', { value: 'x'.repeat(200) })).rejects.toMatchObject({
      code: 'PUBLISH_FAILED',
      class: 'INFRASTRUCTURE',
      facts: { topic: 'small', brokers: [broker.bootstrap] },
      message: [
        'A record could not be published to "small".',
        `Brokers tried: ${broker.bootstrap}.`,
        'The client says: The request included a message larger than the max message size the server will accept: MESSAGE_TOO_LARGE (10)',
        'Check that Kafka runs, that the topic exists, and that the record is within max.message.bytes.',
      ].join('\n'),
    })
  })
})

describe('a client of brokers that nobody runs', () => {
  it('says what it tried, what the client library said and what to do', async () => {
    const port = await closedPort()
    const dead = clientOf([`127.0.0.1:${port}`], 'kata-dead-', 200)
    await expect(dead.topicEnds('otp')).rejects.toMatchObject({
      code: 'KAFKA_UNREACHABLE',
      class: 'INFRASTRUCTURE',
      facts: { brokers: [`127.0.0.1:${port}`], reason: `Connection error: connect ECONNREFUSED 127.0.0.1:${port}` },
      message: [
        'Kafka could not be asked to read the end offsets of "otp".',
        `Brokers tried: 127.0.0.1:${port}.`,
        `The client says: Connection error: connect ECONNREFUSED 127.0.0.1:${port}`,
        'Check that Kafka runs, and that the brokers of this environment are right (kata.config.yaml).',
      ].join('\n'),
    })
    await expect(dead.publish('otp', { value: '1' })).rejects.toMatchObject({
      code: 'PUBLISH_FAILED',
      message: [
        'A record could not be published to "otp".',
        `Brokers tried: 127.0.0.1:${port}.`,
        `The client says: Connection error: connect ECONNREFUSED 127.0.0.1:${port}`,
        'Check that Kafka runs, that the topic exists, and that the record is within max.message.bytes.',
      ].join('\n'),
    })
  })

  it('names five of them, and how many more there are', async () => {
    const port = await closedPort()
    const dead = clientOf(Array(7).fill(`127.0.0.1:${port}`), 'kata-dead-', 200)
    const five = Array(5).fill(`127.0.0.1:${port}`).join(', ')
    await expect(dead.topics()).rejects.toThrow(`Brokers tried: ${five} and 2 more.\n`)
  })
})

it('a client that something takes the connection of and never answers gives up in time', async () => {
  const port = await silentPort()
  const waiting = clientOf([`127.0.0.1:${port}`], 'kata-silent-', 100)
  await expect(waiting.ownGroups()).rejects.toThrow(
    [
      'Kafka could not be asked to list the groups.',
      `Brokers tried: 127.0.0.1:${port}.`,
      'The client says: no answer within 100 ms',
      'Check that Kafka runs, and that the brokers of this environment are right (kata.config.yaml).',
    ].join('\n'),
  )
})

it('a client that is closed while it cannot connect warns and waits no longer', async () => {
  const port = await silentPort()
  const warnings: string[] = []
  const waiting = clientOf([`127.0.0.1:${port}`], 'kata-silent-', 10, warnings)
  await waiting.topics().catch(() => {})
  await waiting.close(10)
  expect(warnings).toEqual([`The connections to Kafka at 127.0.0.1:${port} were not closed within 10 ms.`])
})

function clientOf(
  brokers: readonly string[],
  groupPrefix = 'kata-client-',
  ...[callMs = 10_000, warnings = []]: [number?, string[]?]
): KafkaClient {
  return new KafkaClient({ brokers, groupPrefix, callMs, warn: (text) => warnings.push(text) })
}

async function opened(topic: string, from = client): Promise<Subscription> {
  const subscription = await Subscription.open(topic, { client: from, lateMs: 0 })
  onTestFinished(() => subscription.close())
  return subscription
}

async function first(subscription: Subscription): Promise<Message> {
  const outcome = await subscription.take({ count: 1, where: () => true, timeoutMs: 5000 })
  const message = outcome.kind === 'claimed' ? outcome.messages[0] : undefined
  if (message === undefined) throw new Error(outcome.kind)
  return message
}

/** A port that nobody listens on. */
async function closedPort(): Promise<number> {
  const server = createServer()
  const port = await listen(server)
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** A port where every connection is taken and none is answered, until the test is over. */
async function silentPort(): Promise<number> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => sockets.add(socket.on('error', () => {})))
  onTestFinished(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return await listen(server)
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
