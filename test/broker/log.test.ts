import { expect, test } from 'vitest'
import { offsetForTime, offsetOfNewest, PartitionLog, readBatchHeader, Topics } from '../../broker/log/index.js'
import { type BatchOptions, batchOf } from './batches.js'

function append(log: PartitionLog, values: readonly string[], options: BatchOptions = {}) {
  const batch = batchOf(values, options)
  return log.append(batch, readBatchHeader(batch), undefined)
}

const everything = { end: Number.POSITIVE_INFINITY, maxBytes: Number.POSITIVE_INFINITY, atLeastOne: true }
const offsets = (batches: readonly Buffer[]) => batches.map((batch) => readBatchHeader(batch).baseOffset)

test('messages get their offsets in the order of their coming', () => {
  const log = new PartitionLog()
  expect(append(log, ['a', 'b'])).toEqual({ baseOffset: 0, logAppendTimeMs: -1 })
  expect(append(log, ['c'])).toEqual({ baseOffset: 2, logAppendTimeMs: -1 })
  expect({ start: log.logStartOffset, end: log.highWatermark, stable: log.lastStableOffset }).toEqual({
    start: 0,
    end: 3,
    stable: 3,
  })
})

test('a batch keeps no more memory than its own bytes, and the request stays as it was', () => {
  const log = new PartitionLog()
  const request = Buffer.concat([batchOf(['a']), batchOf(['b'])])
  const batch = request.subarray(request.length / 2)
  const before = Buffer.from(request)
  for (const time of [undefined, 5]) log.append(batch, readBatchHeader(batch), time)
  expect(log.batches.map(({ bytes }) => bytes.buffer.byteLength)).toEqual([batch.length, batch.length])
  expect(request.equals(before)).toBe(true)
})

test('a reader in the middle of a batch gets the whole batch', () => {
  const log = new PartitionLog()
  append(log, ['a', 'b'])
  append(log, ['c', 'd'])
  append(log, ['e'])
  expect(offsets(log.read(3, everything))).toEqual([2, 4])
  expect(offsets(log.read(5, everything))).toEqual([])
})

test('a reader gets no more than it has room for, but always one batch', () => {
  const log = new PartitionLog()
  for (const value of ['a', 'b', 'c']) append(log, [value])
  const size = batchOf(['a']).length
  expect(offsets(log.read(0, { ...everything, maxBytes: 2 * size + 1 }))).toEqual([0, 1])
  expect(offsets(log.read(0, { ...everything, maxBytes: 1 }))).toEqual([0])
  expect(offsets(log.read(0, { ...everything, maxBytes: 1, atLeastOne: false }))).toEqual([])
  expect(offsets(log.read(0, { ...everything, end: 2 }))).toEqual([0, 1])
})

test('readable bytes are those of whole batches from the offset on', () => {
  const log = new PartitionLog()
  for (const value of ['a', 'b', 'c']) append(log, [value, value])
  const size = batchOf(['a', 'a']).length
  expect([0, 1, 2, 5, 6].map((offset) => log.readableBytes(offset, log.highWatermark))).toEqual([
    3 * size,
    3 * size,
    2 * size,
    size,
    0,
  ])
})

test('a waiter is called on each append until it stops waiting', () => {
  const log = new PartitionLog()
  let calls = 0
  const stop = log.wait(() => {
    calls += 1
  })
  append(log, ['a'])
  append(log, ['b'])
  stop()
  append(log, ['c'])
  expect(calls).toBe(2)
})

test('a log append time replaces the times of the producer', () => {
  const log = new PartitionLog()
  const batch = batchOf(['a'], { timestamps: [5] })
  expect(log.append(batch, readBatchHeader(batch), 77)).toEqual({ baseOffset: 0, logAppendTimeMs: 77 })
  expect(offsetForTime(log, 70)).toEqual({ offset: 0, timestamp: 77 })
})

test.each([
  ['plain', false],
  ['gzip', true],
])('the first message at or after a time is found within a %s batch', (_, gzip) => {
  const log = new PartitionLog()
  append(log, ['a', 'b', 'c'], { timestamps: [100, 300, 200], gzip })
  append(log, ['d', 'e'], { timestamps: [250, 400], gzip })
  expect(offsetForTime(log, 0)).toEqual({ offset: 0, timestamp: 100 })
  expect(offsetForTime(log, 200)).toEqual({ offset: 1, timestamp: 300 })
  expect(offsetForTime(log, 301)).toEqual({ offset: 4, timestamp: 400 })
  expect(offsetForTime(log, 401)).toBeUndefined()
  expect(offsetOfNewest(log)).toEqual({ offset: 4, timestamp: 400 })
})

test('of a batch that cannot be looked into, the first message stands for all', () => {
  const log = new PartitionLog()
  append(log, ['a', 'b'], { timestamps: [100, 300], attributes: 3 })
  expect(offsetForTime(log, 200)).toEqual({ offset: 0, timestamp: 300 })
})

test('a gzip batch that is not gzip inside does no harm', () => {
  const log = new PartitionLog()
  append(log, ['a'], { timestamps: [100], attributes: 1 })
  expect(offsetForTime(log, 50)).toEqual({ offset: 0, timestamp: 100 })
})

test('an empty log has no newest message', () => {
  expect(offsetOfNewest(new PartitionLog())).toBeUndefined()
})

const producer = { producerId: 9, producerEpoch: 0 }
const judge = (log: PartitionLog, values: readonly string[], options: BatchOptions) => {
  return log.judgeSequence(readBatchHeader(batchOf(values, options)))
}

test('a repeated batch of an idempotent producer is known by its sequence', () => {
  const log = new PartitionLog()
  append(log, ['a', 'b'], { ...producer, baseSequence: 0 })
  append(log, ['c'], { ...producer, baseSequence: 2 })
  expect(judge(log, ['a', 'b'], { ...producer, baseSequence: 0 })).toEqual({
    kind: 'duplicate',
    of: { firstSequence: 0, lastSequence: 1, baseOffset: 0, logAppendTimeMs: -1 },
  })
  expect(judge(log, ['d'], { ...producer, baseSequence: 3 })).toEqual({ kind: 'append' })
})

test('five batches are remembered, not six', () => {
  const log = new PartitionLog()
  for (let sequence = 0; sequence < 6; sequence += 1) append(log, ['a'], { ...producer, baseSequence: sequence })
  expect(judge(log, ['a'], { ...producer, baseSequence: 1 }).kind).toBe('duplicate')
  expect(judge(log, ['a'], { ...producer, baseSequence: 0 })).toEqual({
    kind: 'refuse',
    errorCode: 45,
    errorMessage: 'Producer 9 sends sequence 0; 6 is the next.',
  })
})

test('a gap in the sequence is refused, a first batch may begin anywhere', () => {
  const log = new PartitionLog()
  expect(judge(log, ['a'], { ...producer, baseSequence: 40 })).toEqual({ kind: 'append' })
  append(log, ['a'], { ...producer, baseSequence: 40 })
  expect(judge(log, ['a'], { ...producer, baseSequence: 42 })).toEqual({
    kind: 'refuse',
    errorCode: 45,
    errorMessage: 'Producer 9 sends sequence 42; 41 is the next.',
  })
})

test('a new epoch begins at 0, an old one is refused', () => {
  const log = new PartitionLog()
  append(log, ['a'], { producerId: 9, producerEpoch: 3, baseSequence: 5 })
  expect(judge(log, ['b'], { producerId: 9, producerEpoch: 4, baseSequence: 0 })).toEqual({ kind: 'append' })
  expect(judge(log, ['b'], { producerId: 9, producerEpoch: 4, baseSequence: 6 }).kind).toBe('refuse')
  expect(judge(log, ['b'], { producerId: 9, producerEpoch: 2, baseSequence: 6 })).toEqual({
    kind: 'refuse',
    errorCode: 47,
    errorMessage: 'Producer 9 sends with epoch 2 after epoch 3.',
  })
})

test('sequences begin again at 0 after the largest', () => {
  const log = new PartitionLog()
  append(log, ['a'], { ...producer, baseSequence: 2 ** 31 - 2 })
  append(log, ['b'], { ...producer, baseSequence: 2 ** 31 - 1 })
  expect(judge(log, ['c'], { ...producer, baseSequence: 0 })).toEqual({ kind: 'append' })
  const across = new PartitionLog()
  append(across, ['a', 'b'], { ...producer, baseSequence: 2 ** 31 - 1 })
  expect(judge(across, ['c'], { ...producer, baseSequence: 1 })).toEqual({ kind: 'append' })
})

test('a producer without an identity is never a duplicate', () => {
  const log = new PartitionLog()
  append(log, ['a'], { producerEpoch: 0, baseSequence: 0 })
  expect(judge(log, ['a'], { producerEpoch: 0, baseSequence: 0 })).toEqual({ kind: 'append' })
})

const topics = () => {
  return new Topics({ partitions: 3, settings: { maxMessageBytes: 1000, timestampType: 'CreateTime' } })
}
const wanted = { name: 't', partitions: -1, configs: [] }

test('a topic is made with the defaults of the broker, or with what was asked for', () => {
  const all = topics()
  all.create(wanted)
  const configs = [
    { name: 'max.message.bytes', value: '5' },
    { name: 'message.timestamp.type', value: 'LogAppendTime' },
    { name: 'cleanup.policy', value: 'compact,delete' },
    { name: 'retention.ms', value: '-1' },
  ]
  all.create({ name: 'u', partitions: 1, configs })
  expect(all.byName('t')?.partitions.length).toBe(3)
  expect(all.byName('t')?.settings).toEqual({ maxMessageBytes: 1000, timestampType: 'CreateTime' })
  expect(all.byName('u')?.partitions.length).toBe(1)
  expect(all.byName('u')?.settings).toEqual({ maxMessageBytes: 5, timestampType: 'LogAppendTime' })
})

test.each([
  [{ ...wanted, name: '' }, 17, '"" is not a topic name.'],
  [{ ...wanted, name: '..' }, 17, '".." is not a topic name.'],
  [{ ...wanted, name: 'a b' }, 17, 'Topic name "a b" has other characters than letters, digits, ".", "_" and "-".'],
  [{ ...wanted, name: 'x'.repeat(250) }, 17, 'A topic name has at most 249 characters.'],
  [{ ...wanted, partitions: 0 }, 37, '0 partitions are not between 1 and 10000.'],
  [{ ...wanted, partitions: 10_001 }, 37, '10001 partitions are not between 1 and 10000.'],
  [{ ...wanted, configs: [{ name: 'retention', value: '1' }] }, 40, 'There is no topic config "retention".'],
  [
    { ...wanted, configs: [{ name: 'retention.ms', value: '1h' }] },
    40,
    '"1h" for retention.ms is not a whole number of at least -1.',
  ],
  [
    { ...wanted, configs: [{ name: 'cleanup.policy', value: 'shred' }] },
    40,
    '"shred" for cleanup.policy is not a list of delete, compact.',
  ],
  [
    { ...wanted, configs: [{ name: 'message.timestamp.type', value: 'Now' }] },
    40,
    '"Now" for message.timestamp.type is not one of CreateTime, LogAppendTime.',
  ],
])('a topic that cannot be is refused: %j', (refused, errorCode, errorMessage) => {
  expect(topics().create(refused)).toEqual({ errorCode, errorMessage })
})

test('a topic that is made anew under its old name has another id and no messages', () => {
  const all = topics()
  const first = all.create(wanted)
  if ('errorCode' in first) throw new Error(first.errorMessage)
  const [log] = first.partitions
  if (log !== undefined) append(log, ['a'])
  expect(all.create(wanted)).toEqual({ errorCode: 36, errorMessage: 'Topic "t" exists already.' })
  all.delete(first)
  expect(all.byId(first.id)).toBeUndefined()
  all.create(wanted)
  expect(all.byName('t')?.id).not.toBe(first.id)
  expect(all.log('t', 0)?.highWatermark).toBe(0)
})
