import { expect, test } from 'vitest'
import { crc32c, readBatchHeader, validateBatch } from '../../broker/log/index.js'
import { stampLogAppendTime, stampOffset } from '../../broker/log/record-batch.js'
import { batchOf, withCrc } from './batches.js'

const limits = { maxMessageBytes: 1_048_588, version: 11 }
const refusal = (batch: Buffer | null, other = {}) => validateBatch(batch, { ...limits, ...other })

test('the checksum of the nine digits is e3069283', () => {
  expect(crc32c(Buffer.from('123456789')).toString(16)).toBe('e3069283')
})

test('the checksum does not depend on how the bytes lie: 0 to 20 of them, one by one', () => {
  // Each remainder of eight takes another way through the tables.
  const slow = (bytes: Buffer) => {
    let crc = 0xffffffff
    for (const byte of bytes) {
      crc ^= byte
      for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1
    }
    return (crc ^ 0xffffffff) >>> 0
  }
  for (let length = 0; length <= 20; length += 1) {
    const bytes = Buffer.from(Array.from({ length }, (_, index) => (index * 77 + 200) % 256))
    expect(crc32c(bytes)).toBe(slow(bytes))
  }
})

test('a sound batch is told by its header', () => {
  const batch = batchOf(['a', 'b'], { timestamps: [5, 9], producerId: 3, producerEpoch: 1, baseSequence: 7 })
  expect(validateBatch(batch, limits)).toEqual({ header: readBatchHeader(batch) })
  expect(readBatchHeader(batch)).toMatchObject({
    baseOffset: 0,
    totalBytes: batch.length,
    magic: 2,
    attributes: 0,
    lastOffsetDelta: 1,
    baseTimestamp: 5,
    maxTimestamp: 9,
    producerId: 3,
    producerEpoch: 1,
    baseSequence: 7,
    recordCount: 2,
  })
})

test('the place in the log is written without a new checksum', () => {
  const batch = batchOf(['a'])
  const { crc } = readBatchHeader(batch)
  stampOffset(batch, 1234)
  expect(readBatchHeader(batch)).toMatchObject({ baseOffset: 1234, crc })
  expect(validateBatch(batch, limits)).toHaveProperty('header')
})

test('the time of the append is written with a new checksum', () => {
  const batch = batchOf(['a'], { timestamps: [5] })
  stampLogAppendTime(batch, 99)
  const header = readBatchHeader(batch)
  expect(header).toMatchObject({ attributes: 8, baseTimestamp: 5, maxTimestamp: 99 })
  expect(header.crc).toBe(crc32c(batch.subarray(21)))
})

test.each([
  ['nothing', null, { errorCode: 87, errorMessage: 'There is no record batch.' }],
  ['no bytes', Buffer.alloc(0), { errorCode: 87, errorMessage: 'There is no record batch.' }],
  [
    'a stub',
    batchOf(['a']).subarray(0, 40),
    { errorCode: 2, errorMessage: 'The record batch is shorter than its header.' },
  ],
  [
    'a batch that is cut off',
    batchOf(['abc']).subarray(0, -1),
    { errorCode: 2, errorMessage: 'The record batch is cut off.' },
  ],
  [
    'two batches',
    Buffer.concat([batchOf(['a']), batchOf(['b'])]),
    { errorCode: 87, errorMessage: 'There is more than one record batch.' },
  ],
  [
    'transactional records',
    batchOf(['a'], { attributes: 0x10 }),
    { errorCode: 48, errorMessage: 'This broker has no transactions.' },
  ],
  [
    'control records',
    batchOf(['a'], { attributes: 0x20 }),
    { errorCode: 87, errorMessage: 'Only the broker writes control records.' },
  ],
  [
    'a log append time',
    batchOf(['a'], { attributes: 8 }),
    { errorCode: 32, errorMessage: 'Only the broker gives a log append time.' },
  ],
  [
    'an unknown codec',
    batchOf(['a'], { attributes: 5 }),
    { errorCode: 76, errorMessage: 'Compression 5 is not possible in Produce v11.' },
  ],
])('%s is refused', (_, batch, expected) => {
  expect(refusal(batch)).toEqual(expected)
})

test('a message set of an older format is refused', () => {
  const batch = batchOf(['a'])
  batch.writeInt8(1, 16)
  expect(refusal(batch)).toEqual({ errorCode: 43, errorMessage: 'Only record batches of format v2 are kept.' })
})

test('a batch with one wrong bit is refused', () => {
  const batch = batchOf(['abc'])
  batch.writeUInt8(batch.readUInt8(70) ^ 1, 70)
  expect(refusal(batch)).toEqual({ errorCode: 2, errorMessage: 'The checksum of the record batch is wrong.' })
})

test('a batch that counts its records wrongly is refused', () => {
  const batch = batchOf(['a', 'b'])
  batch.writeInt32BE(3, 57)
  expect(refusal(withCrc(batch))).toEqual({
    errorCode: 87,
    errorMessage: '3 records do not fit a last offset delta of 1.',
  })
})

test('a batch larger than max.message.bytes is refused, one of just that size is not', () => {
  const batch = batchOf(['abc'])
  expect(refusal(batch, { maxMessageBytes: batch.length })).toHaveProperty('header')
  expect(refusal(batch, { maxMessageBytes: batch.length - 1 })).toEqual({
    errorCode: 10,
    errorMessage: `The record batch has ${batch.length} bytes; max.message.bytes is ${batch.length - 1}.`,
  })
})

test('zstd needs Produce v7', () => {
  const batch = batchOf(['a'], { attributes: 4 })
  expect(refusal(batch, { version: 7 })).toHaveProperty('header')
  expect(refusal(batch, { version: 6 })).toEqual({
    errorCode: 76,
    errorMessage: 'Compression 4 is not possible in Produce v6.',
  })
})
