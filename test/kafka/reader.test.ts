import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Message } from '../../support/kafka/index.js'
import { Reader } from '../../support/kafka/reader.js'
import { FakeTopic } from './fake-topic.js'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})

afterEach(() => {
  vi.useRealTimers()
})

describe('a reader', () => {
  it('reads from the given offsets on, although a join alone would begin at the end', async () => {
    const { topic, read } = await started({ written: [1, 2, 3], from: 1 })
    topic.consumer.join()
    await topic.consumer.read()
    expect(read()).toEqual([2, 3])
  })

  it('goes back to its position at every join: nothing lost, nothing twice', async () => {
    const { topic, read } = await started({ written: [], from: 0 })
    topic.consumer.join()
    topic.write(1)
    await topic.consumer.read()
    topic.write(2, 3)
    topic.consumer.join()
    await topic.consumer.read()
    expect(read()).toEqual([1, 2, 3])
  })

  it('reads a partition that nobody knew from its first record on', async () => {
    const { topic, read } = await started({ written: [], from: 0 })
    topic.consumer.join()
    topic.grow(1)
    topic.writeTo(1, 7)
    topic.consumer.join()
    await topic.consumer.read()
    expect(read()).toEqual([7])
  })

  it('moves its position over a batch in which nothing is delivered', async () => {
    const { topic, reader, read } = await started({ written: [1], from: 0 })
    topic.consumer.join()
    await topic.consumer.read()
    topic.log(0).push(null, null)
    await topic.consumer.read()
    expect([read(), reader.position.get(0)]).toEqual([[1], 3])
  })

  it('refuses what was fetched beyond its position, and goes back', async () => {
    const { topic, reader, read } = await started({ written: [1, 2, 3, 4], from: 1 })
    topic.consumer.join()
    await topic.consumer.fetch(0, 3)
    expect([read(), reader.position.get(0)]).toEqual([[], 1])
    await topic.consumer.read()
    expect(read()).toEqual([2, 3, 4])
  })

  it('skips what it has read already', async () => {
    const { topic, read } = await started({ written: [1, 2], from: 0 })
    topic.consumer.join()
    await topic.consumer.read()
    topic.write(3)
    await topic.consumer.fetch(0, 0)
    expect(read()).toEqual([1, 2, 3])
  })
})

describe('a reader whose consumer crashes', () => {
  it('goes on with another one in another group: nothing lost, nothing twice', async () => {
    const { topic, reader, read } = await started({ written: [1, 2], from: 0 })
    topic.consumer.join()
    await topic.consumer.read()
    topic.consumer.crash('the coordinator is gone')
    topic.write(3, 4)
    await vi.runAllTimersAsync()
    topic.consumer.join()
    await topic.consumer.read()
    expect(read()).toEqual([1, 2, 3, 4])
    expect([reader.groupIds, topic.disposed]).toEqual([['kata-1', 'kata-2'], ['kata-1']])
  })

  it('takes nothing more from the old one, which may go on for a while', async () => {
    const { topic, reader, read } = await started({ written: [1], from: 0 })
    const old = topic.consumer
    old.join()
    old.crash('the coordinator is gone')
    await old.read()
    topic.log(0).push(null)
    await old.fetch(0, 1)
    expect([read(), reader.position.get(0)]).toEqual([[], 0])
    await vi.runAllTimersAsync()
    topic.consumer.join()
    await topic.consumer.read()
    expect(read()).toEqual([1])
  })

  it('says why until another one has joined', async () => {
    const { topic, reader } = await started({ written: [], from: 0 })
    topic.consumer.crash('the coordinator is gone')
    await vi.runAllTimersAsync()
    expect(reader.failure).toBe('the coordinator is gone')
    topic.consumer.join()
    expect(reader.failure).toBeUndefined()
  })

  it('tries again when a consumer cannot even connect', async () => {
    const topic = new FakeTopic()
    const source = topic.consumers()
    let tries = 0
    const create = () => {
      const made = source.create()
      tries += 1
      if (tries < 3) made.consumer.connect = () => Promise.reject(new Error('ECONNREFUSED'))
      return made
    }
    const reader = new Reader(topic.name, { ...source, create }, { message: () => {}, moved: () => {} })
    reader.start(new Map([[0, 0]]))
    await vi.runAllTimersAsync()
    expect([reader.failure, reader.groupIds]).toEqual(['ECONNREFUSED', ['kata-1', 'kata-2', 'kata-3']])
  })

  it('does not come back once it is closed', async () => {
    const { topic, reader, read } = await started({ written: [1], from: 0 })
    const { consumer } = topic
    consumer.join()
    consumer.crash('the coordinator is gone')
    reader.close()
    await vi.runAllTimersAsync()
    await consumer.read()
    expect([topic.made.length, topic.disposed, read()]).toEqual([1, ['kata-1'], []])
  })
})

describe('a reader whose position is out of range', () => {
  it('ends, and takes nothing from where kafkajs would go on', async () => {
    const { topic, reader, read } = await started({ written: [1, 2, 3], from: 0 })
    topic.consumer.join()
    await topic.consumer.leap(0)
    topic.log(0).push(null)
    await topic.consumer.fetch(0, 3)
    await vi.runAllTimersAsync()
    expect([read(), reader.position.get(0), reader.hasEnded, topic.made.length]).toEqual([[], 0, true, 1])
    expect(reader.failure).toBe(
      'records were deleted before they could be read, or the topic was made again (OFFSET_OUT_OF_RANGE)',
    )
  })
})

describe('a reader that nobody listens to', () => {
  it('ends when its consumer crashes', async () => {
    const topic = new FakeTopic()
    const listener = { message: () => {}, moved: () => {}, isListening: () => false }
    const reader = new Reader(topic.name, topic.consumers(), listener)
    reader.start(new Map([[0, 0]]))
    await vi.advanceTimersByTimeAsync(0)
    topic.consumer.crash('the topic is gone')
    await vi.runAllTimersAsync()
    expect([reader.hasEnded, topic.made.length, topic.disposed]).toEqual([true, 1, ['kata-1']])
  })
})

async function started({ written, from }: { written: readonly number[]; from: number }) {
  const topic = new FakeTopic()
  topic.write(...written)
  const messages: Message[] = []
  const reader = new Reader(topic.name, topic.consumers(), {
    message: (message) => messages.push(message),
    moved: () => {},
  })
  reader.start(new Map([[0, from]]))
  await vi.advanceTimersByTimeAsync(0)
  const read = () => messages.map(({ value }) => (value as { id: number }).id)
  return { topic, reader, read }
}
