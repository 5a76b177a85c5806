// The queue of one connection of kafkajs' own, as tests and services mend it.

import { createRequire } from 'node:module'
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createKafka } from '../../services/kafka/create-kafka.js'
import { mendQueues as mendOfServices } from '../../services/kafka/mended-queues.js'
import { Administration, KafkaClient } from '../../support/kafka/index.js'
import { mendQueues as mendOfTests } from '../../support/kafka/mended-queues.js'

const brokers = ['127.0.0.1:9092']
/** Other tests of this process have mended it long ago. */
const original = freshClass().prototype.scheduleCheckPendingRequests

describe.each([
  ['tests', mendOfTests],
  ['services', mendOfServices],
])('a connection of %s', (_whose, mend) => {
  beforeEach(() => {
    RequestQueue.prototype.scheduleCheckPendingRequests = original
    mend()
    vi.useFakeTimers()
    return () => vi.useRealTimers()
  })

  it('sets no timer where nothing waits to be sent', () => {
    createQueue().queue.checkPendingRequests()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('sends what waits once the broker lets it', () => {
    const { queue, push, sent } = createQueue()
    queue.maybeThrottle(50)
    push(1)
    push(2)
    vi.advanceTimersByTime(49)
    expect(sent).toEqual([])
    vi.advanceTimersByTime(2)
    expect([sent, vi.getTimerCount()]).toEqual([[1, 2], 0])
  })

  it('looks again where too much is under way, also when no answer comes', () => {
    const { queue, push, sent } = createQueue({ maxInFlightRequests: 1 })
    push(1)
    push(2)
    queue.inflight.clear()
    vi.advanceTimersByTime(10)
    expect(sent).toEqual([1, 2])
  })
})

describe.each([
  ['scenarios', () => new KafkaClient({ brokers, groupPrefix: 'kata-', warn: () => {} })],
  ['the commands that look after an environment', () => new Administration({ brokers })],
  ['services', () => createKafka({ brokers })],
])('a client of %s', (_whose, create) => {
  it('has its connections mended', () => {
    RequestQueue.prototype.scheduleCheckPendingRequests = original
    create()
    expect(RequestQueue.prototype.scheduleCheckPendingRequests).not.toBe(original)
  })
})

it('kafkajs by itself sets a timer behind every look', () => {
  vi.useFakeTimers()
  RequestQueue.prototype.scheduleCheckPendingRequests = original
  createQueue().queue.checkPendingRequests()
  expect(vi.getTimerCount()).toBe(1)
  vi.useRealTimers()
})

function createQueue(options: object = {}) {
  const silent = () => {}
  const logger = { debug: silent, warn: silent }
  const queue = new RequestQueue({ maxInFlightRequests: null, requestTimeout: 1000, logger, ...options })
  const sent: number[] = []
  const push = (correlationId: number) =>
    queue.push({ entry: { correlationId }, expectResponse: true, sendRequest: () => sent.push(correlationId) })
  return { queue, push, sent }
}

function freshClass(): typeof RequestQueue {
  const require = createRequire(import.meta.url)
  const path = require.resolve('kafkajs/src/network/requestQueue/index.js')
  const known = require.cache[path]
  delete require.cache[path]
  const fresh = require(path) as typeof RequestQueue
  require.cache[path] = known
  return fresh
}
