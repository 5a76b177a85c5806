import { gzipSync } from 'node:zlib'
import { crc32c } from '../../broker/log/index.js'

export interface BatchOptions {
  /** Of each record, in milliseconds since 1970. */
  readonly timestamps?: readonly number[]
  readonly attributes?: number
  readonly producerId?: number
  readonly producerEpoch?: number
  readonly baseSequence?: number
  readonly gzip?: boolean
}

/** A record batch of format v2 with one record per value, as a producer makes it. */
export function batchOf(values: readonly string[], options: BatchOptions = {}): Buffer {
  const timestamps = options.timestamps ?? values.map(() => 0)
  const baseTimestamp = timestamps[0] ?? 0
  const plain = Buffer.concat(
    values.map((value, index) => recordOf(value, { index, timestampDelta: (timestamps[index] ?? 0) - baseTimestamp })),
  )
  const records = options.gzip ? gzipSync(plain) : plain
  const header = Buffer.alloc(61)
  header.writeInt32BE(61 + records.length - 12, 8)
  header.writeInt8(2, 16)
  header.writeInt16BE((options.attributes ?? 0) | (options.gzip ? 1 : 0), 21)
  header.writeInt32BE(values.length - 1, 23)
  header.writeBigInt64BE(BigInt(baseTimestamp), 27)
  header.writeBigInt64BE(BigInt(Math.max(...timestamps)), 35)
  header.writeBigInt64BE(BigInt(options.producerId ?? -1), 43)
  header.writeInt16BE(options.producerEpoch ?? -1, 51)
  header.writeInt32BE(options.baseSequence ?? -1, 53)
  header.writeInt32BE(values.length, 57)
  return withCrc(Buffer.concat([header, records]))
}

/** Puts the right checksum into a batch. */
export function withCrc(batch: Buffer): Buffer {
  batch.writeUInt32BE(crc32c(batch.subarray(21)), 17)
  return batch
}

function recordOf(value: string, { index, timestampDelta }: { index: number; timestampDelta: number }): Buffer {
  const bytes = Buffer.from(value)
  const body = Buffer.concat([
    Buffer.from([0]),
    varint(timestampDelta),
    varint(index),
    varint(-1),
    varint(bytes.length),
    bytes,
    varint(0),
  ])
  return Buffer.concat([varint(body.length), body])
}

function varint(value: number): Buffer {
  let rest = value >= 0 ? value * 2 : -value * 2 - 1
  const bytes: number[] = []
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) + 0x80)
  return Buffer.from([...bytes, rest])
}
