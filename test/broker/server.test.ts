import { connect } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { apis } from '../../broker/apis.js'
import { type Broker, startBroker } from '../../broker/index.js'
import { MalformedError } from '../../broker/protocol/index.js'
import { apiVersions } from '../../broker/protocol/messages/api-versions.js'
import { heartbeat } from '../../broker/protocol/messages/heartbeat.js'
import { metadata } from '../../broker/protocol/messages/metadata.js'
import { Frames } from '../../broker/server/frames.js'
import { connectTo, framed, type RawClient, requestFrame } from './raw-client.js'

let broker: Broker
let client: RawClient
const faults: unknown[] = []

beforeEach(async () => {
  faults.length = 0
  broker = await startBroker({ onFault: (error) => faults.push(error) })
  client = await connectTo(broker)
})

afterEach(async () => {
  client.close()
  await broker.close()
  expect(faults).toEqual([])
})

const advertised = apis.map(({ api: { key, versions } }) => {
  return { apiKey: key, minVersion: versions[0], maxVersion: versions[1] }
})

test.each([0, 1, 2, 3, 4])('ApiVersions v%i tells the table of APIs', async (version) => {
  const software = { clientSoftwareName: 'raw', clientSoftwareVersion: '1' }
  const answer = await client.call(apiVersions, version, software)
  expect(answer).toEqual({ errorCode: 0, apiKeys: advertised, throttleTimeMs: 0 })
})

test('every API is advertised from version 0 on', () => {
  expect(advertised.filter(({ minVersion }) => minVersion !== 0)).toEqual([])
})

test('ApiVersions of a version that is not known is answered in v0 with the table, and the connection stays', async () => {
  const request = requestFrame(apiVersions, { version: 4, correlationId: 1 }, {})
  request.writeInt16BE(5, 6)
  const answer = new Promise<Buffer>((resolve) => client.socket.once('data', resolve))
  client.send(request)
  const bytes = await answer
  expect(bytes.subarray(4, 14).toString('hex')).toBe('00000001' + '0023' + '00000013')
  expect(bytes.length).toBe(14 + 19 * 6)
  expect(await client.call(apiVersions, 2, {}).catch(() => 'closed')).toHaveProperty('errorCode', 0)
})

test('an unknown version closes the connection', async () => {
  const request = requestFrame(heartbeat, { version: 4, correlationId: 1 }, member)
  request.writeInt16BE(5, 6)
  client.send(request)
  await client.closed()
})

const member = { groupId: 'g', generationId: 1, memberId: 'm' }

test('an unknown API closes the connection', async () => {
  const request = requestFrame(heartbeat, { version: 0, correlationId: 1 }, member)
  request.writeInt16BE(1000, 4)
  client.send(request)
  await client.closed()
})

test.each([
  ['a frame of more than 100 MiB', Buffer.from('06400001', 'hex')],
  ['a frame of a negative length', Buffer.from('ffffffff', 'hex')],
  ['a request that is cut off', framed(Buffer.from('000c0000', 'hex'))],
  ['bytes of another protocol', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
])('%s closes the connection', async (_, bytes) => {
  client.send(bytes)
  await client.closed()
})

test('a client that is closed out disturbs nobody else', async () => {
  const other = await connectTo(broker)
  client.send(Buffer.from('ffffffff', 'hex'))
  await client.closed()
  expect(await other.call(heartbeat, 4, member)).toEqual({ throttleTimeMs: 0, errorCode: 25 })
  other.close()
})

test('requests are answered in their order, however they are cut', async () => {
  const requests = [1, 2, 3].map((correlationId) => requestFrame(heartbeat, { version: 0, correlationId }, member))
  const frames = new Frames(1_000)
  const ids: number[] = []
  const answered = new Promise<void>((resolve) => {
    client.socket.on('data', (chunk: Buffer) => {
      for (const frame of frames.push(chunk)) ids.push(frame.readInt32BE(0))
      if (ids.length === 3) resolve()
    })
  })
  const bytes = Buffer.concat(requests)
  for (const [start, end] of [
    [0, 2],
    [2, 5],
    [5, 40],
    [40, bytes.length],
  ])
    client.send(bytes.subarray(start, end))
  await answered
  expect(ids).toEqual([1, 2, 3])
})

test('frames come out whole from any cutting of the stream', () => {
  const stream = Buffer.concat(['', 'a', 'bcd', 'x'.repeat(300)].map((text) => framed(Buffer.from(text))))
  for (let size = 1; size <= stream.length; size += 1) {
    const frames = new Frames(1_000)
    const found: string[] = []
    for (let at = 0; at < stream.length; at += size) {
      for (const frame of frames.push(stream.subarray(at, at + size))) found.push(frame.toString())
    }
    expect(found).toEqual(['', 'a', 'bcd', 'x'.repeat(300)])
  }
})

test('a frame that is too long is refused by its length alone', () => {
  expect(() => new Frames(10).push(Buffer.from('0000000b', 'hex'))).toThrow(
    new MalformedError('A frame of 11 bytes is not taken.'),
  )
})

test('many requests at once are all answered', async () => {
  const answers = await Promise.all(Array.from({ length: 2_000 }, () => client.call(heartbeat, 0, member)))
  expect(answers.every(({ errorCode }) => errorCode === 25)).toBe(true)
})

test('two brokers run side by side, each with its own topics', async () => {
  const other = await startBroker()
  broker.createTopic('mine')
  const stranger = await connectTo(other)
  const { topics } = await stranger.call(metadata, 9, { topics: null })
  expect(topics).toEqual([])
  stranger.close()
  await other.close()
})

test('a port that is taken is an error', async () => {
  await expect(startBroker({ port: broker.port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})

test('what is closed has closed its connections, and its port is free', async () => {
  await broker.close()
  await client.closed()
  const refused = await new Promise((resolve) => connect(broker.port, '127.0.0.1').once('error', resolve))
  expect(refused).toMatchObject({ code: 'ECONNREFUSED' })
  await broker.close()
})
