import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../support/http/index.js'
import { Subscription } from '../../support/kafka/index.js'
import { keepExchange } from '../../support/world/calls.js'
import { collectEvidence } from '../../support/world/evidence.js'
import { endScenario } from '../../support/world/hooks.js'
import { unusedUrl } from '../http/servers.js'
import { settled } from '../kafka/fake-clock.js'
import { FakeTopic } from '../kafka/fake-topic.js'
import { worldWith } from './world-with.js'

const exchange: Exchange = {
  service: 'user-otp',
  method: 'POST',
  url: 'http://127.0.0.1:8080/user-otp/v1/_send',
  requestHeaders: {},
  requestBody: { otp: { mobileNumber: '9876543210' } },
  status: 201,
  responseHeaders: { 'content-type': 'application/json' },
  responseBody: { isSuccessful: true },
  responseType: 'json',
  startedAt: new Date(Date.UTC(2026, 0, 2, 3, 4, 5)),
  durationMs: 12.6,
}

/** A world that listens to a topic with two partitions. */
async function listening(write: (topic: FakeTopic) => void = () => {}) {
  const made = worldWith()
  const topic = new FakeTopic(2)
  const subscription = await Subscription.open(topic.name, { client: topic })
  made.world.subscriptions.set(topic.name, subscription)
  await settled()
  topic.consumer.join()
  write(topic)
  await topic.consumer.read()
  return { ...made, topic, subscription }
}

describe('the evidence of a scenario', () => {
  it('holds calls, fences, messages and schemas, all of them masked', async () => {
    const { world, worker, subscription } = await listening((topic) => {
      const value = Buffer.from('{"mobileNumber":"9876543210"}')
      const headers = { to: Buffer.from('9876543210') }
      const batchContext = { timestampType: 1 }
      topic
        .log(1)
        .push({ offset: '0', timestamp: '1700000000000', key: Buffer.from('9876543210'), headers, value, batchContext })
    })
    worker.mask.registerNumber('9876543210')
    world.exchanges.push(exchange)
    world.schemas.set('sms-request', 'ab12')
    await subscription.take({ count: 1, where: () => true, timeoutMs: 0 })
    expect(collectEvidence(world)).toEqual({
      exchanges: [
        {
          service: 'user-otp',
          method: 'POST',
          url: 'http://127.0.0.1:8080/user-otp/v1/_send',
          startedAt: '2026-01-02T03:04:05.000Z',
          durationMs: 13,
          requestBody: { otp: { mobileNumber: '98••••••10' } },
          status: 201,
          responseHeaders: { 'content-type': 'application/json' },
          responseBody: { isSuccessful: true },
        },
      ],
      subscriptions: [
        {
          topic: 'otp',
          groupIds: ['kata-1'],
          partitions: [
            { partition: 0, fence: 0, readTo: 0 },
            { partition: 1, fence: 0, readTo: 1 },
          ],
          seen: 1,
        },
      ],
      messages: [
        {
          topic: 'otp',
          partition: 1,
          offset: 0,
          timestamp: '2023-11-14T22:13:20.000Z',
          timestampType: 'LogAppendTime',
          key: '98••••••10',
          headers: { to: '98••••••10' },
          payload: { mobileNumber: '98••••••10' },
          claimed: true,
        },
      ],
      judged: 0,
      schemas: { 'sms-request': 'ab12' },
    })
  })

  it('of a topic that does not exist says so', async () => {
    const { world } = worldWith()
    const subscription = await Subscription.open('nowhere', { client: new FakeTopic(0) })
    world.subscriptions.set('nowhere', subscription)
    expect(collectEvidence(world).subscriptions).toEqual([
      { topic: 'nowhere', groupIds: [], partitions: [], seen: 0, note: 'topic does not exist' },
    ])
    subscription.close()
  })

  it('holds a call that got no answer, in its place', async () => {
    const { world } = worldWith()
    const url = await unusedUrl()
    const call = world.http.send({ service: 'egov-otp', method: 'GET', url })
    await expect(keepExchange(world, call)).rejects.toMatchObject({ code: 'HTTP_NO_CONNECTION' })
    world.exchanges.push(exchange, { ...exchange, startedAt: new Date(Date.UTC(2100, 0, 1)) })
    const { exchanges } = collectEvidence(world)
    expect(exchanges.map(({ service, status }) => [service, status])).toEqual([
      ['user-otp', 201],
      ['egov-otp', undefined],
      ['user-otp', 201],
    ])
    expect(exchanges[1]).toEqual({
      service: 'egov-otp',
      method: 'GET',
      url,
      startedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      durationMs: expect.any(Number),
    })
  })

  it('holds 50 messages of a topic, and among them those that a step took', async () => {
    const { world, subscription } = await listening((topic) =>
      topic.write(...Array.from({ length: 80 }, (_, id) => id)),
    )
    await subscription.take({ count: 2, where: ({ offset }) => offset > 76, timeoutMs: 0 })
    const { messages, subscriptions } = collectEvidence(world)
    expect(messages.map(({ offset }) => offset)).toEqual([...Array.from({ length: 48 }, (_, offset) => offset), 77, 78])
    expect(messages.filter(({ claimed }) => claimed).map(({ offset }) => offset)).toEqual([77, 78])
    expect(subscriptions[0]?.seen).toBe(80)
  })

  it('holds 4000 characters of a body, payload, key or header, masked before they are cut', async () => {
    const long = `${'x'.repeat(3990)}9876543210${'y'.repeat(1_000_000)}`
    const { world, worker } = await listening((topic) => {
      const bytes = Buffer.from(long)
      const headers = { one: bytes, two: [bytes, bytes] }
      topic.log(0).push({ offset: '0', timestamp: '0', key: bytes, headers, value: bytes })
    })
    worker.mask.registerNumber('9876543210')
    world.exchanges.push({ ...exchange, requestBody: long, responseBody: [long] })
    const { messages, exchanges } = collectEvidence(world)
    const cut = `${'x'.repeat(3990)}98••••••10… (1004000 characters)`
    expect(messages[0]).toMatchObject({ key: cut, headers: { one: cut, two: [cut, cut] } })
    expect(messages[0]?.payload).toBe(`"${'x'.repeat(3990)}98••••••1… (1004002 characters)`)
    expect(exchanges[0]?.responseBody).toBe(`["${'x'.repeat(3990)}98••••••… (1004004 characters)`)
    expect(JSON.stringify(collectEvidence(world))).not.toMatch(/98765|43210/)
  })

  it('masks the whole where a mask makes the start of it short', async () => {
    const { world, worker } = worldWith()
    const secret = 's'.repeat(15_990)
    worker.mask.registerSecret(secret)
    worker.mask.registerNumber('9876543210')
    world.exchanges.push({ ...exchange, responseBody: `${secret}1234 9876543210` })
    expect(collectEvidence(world).exchanges[0]?.responseBody).toBe('"••••1234 98••••••10"… (16007 characters)')
  })

  it('survives an answer of 100,000 levels and a timestamp that is no date', async () => {
    const { world } = await listening((topic) => {
      topic.log(0).push({ offset: '0', timestamp: '9223372036854775807', key: null, value: null })
    })
    const responseBody = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)
    world.exchanges.push({ ...exchange, responseBody })
    const evidence = collectEvidence(world)
    expect(JSON.stringify(evidence)).toContain('(deeper than 500 levels)')
    expect(evidence.messages[0]?.timestamp).toBe('9223372036854776000')
  })

  it('keeps `__proto__` a key of its own', async () => {
    const { world } = worldWith()
    world.exchanges.push({ ...exchange, responseBody: JSON.parse('{"__proto__":{"isAdmin":true}}') })
    expect(JSON.stringify(collectEvidence(world).exchanges[0]?.responseBody)).toBe('{"__proto__":{"isAdmin":true}}')
  })

  it('names the calls that a subscription came after, and no looks', async () => {
    const { world, subscription } = await listening()
    const at = (kind: 'call' | 'look', name: string) => world.causes.push({ name, at: 0, kind, service: 'user-otp' })
    at('look', 'GET /health')
    at('call', 'POST /user-otp/v1/_send')
    at('call', 'POST /user-otp/v1/_send')
    world.causesBefore.set(subscription, world.causes.length)
    at('call', 'POST /otp/v1/_validate')
    expect(collectEvidence(world).subscriptions.map(({ note }) => note)).toEqual([
      'subscribed after POST /user-otp/v1/_send: what that wrote before the fence does not count',
    ])
  })
})

describe('the end of a scenario', () => {
  it('attaches its evidence and closes what it opened', async () => {
    const { world, attachments } = worldWith()
    let isClosed = false
    world.onClose('lease', () => {
      isClosed = true
    })
    await endScenario(world)
    expect([attachments[0]?.type, isClosed]).toEqual(['application/vnd.kata.evidence+json', true])
  })

  it('closes what it opened even if its evidence cannot be told', async () => {
    const { world } = worldWith()
    let isClosed = false
    world.onClose('lease', () => {
      isClosed = true
    })
    world.exchanges.push({ ...exchange, startedAt: new Date(Number.NaN) })
    await expect(endScenario(world)).rejects.toThrow('Invalid time value')
    expect(isClosed).toBe(true)
  })
})
