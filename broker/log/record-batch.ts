// The header of a record batch of format v2, and the few places where the broker writes into it. The records behind it
// stay opaque, whatever their compression. Source: https://kafka.apache.org/documentation/#recordbatch
import { crc32c } from './crc32c.js'

/** Bytes before the first record. */
export const batchHeaderBytes = 61
/** Base offset and length: the part that the batch's own length does not count. */
const uncountedBytes = 12
const checkedFrom = 21

/** `attributes`, bit by bit. Transactional and control batches are known, but not yet served. */
export const attributeBits = { codec: 0x07, logAppendTime: 0x08, transactional: 0x10, control: 0x20 } as const

/** Values of the codec bits. */
export const codecs = { none: 0, gzip: 1, snappy: 2, lz4: 3, zstd: 4 } as const

export interface BatchHeader {
  readonly baseOffset: number
  /** Bytes of the whole batch. */
  readonly totalBytes: number
  readonly magic: number
  readonly crc: number
  readonly attributes: number
  readonly lastOffsetDelta: number
  readonly baseTimestamp: number
  readonly maxTimestamp: number
  /** -1 for a producer that is not idempotent. */
  readonly producerId: number
  readonly producerEpoch: number
  readonly baseSequence: number
  readonly recordCount: number
}

/** Reads the header of at least `batchHeaderBytes` bytes; checks nothing. */
export function readBatchHeader(batch: Buffer): BatchHeader {
  return {
    baseOffset: Number(batch.readBigInt64BE(0)),
    totalBytes: batch.readInt32BE(8) + uncountedBytes,
    magic: batch.readInt8(16),
    crc: batch.readUInt32BE(17),
    attributes: batch.readInt16BE(21),
    lastOffsetDelta: batch.readInt32BE(23),
    baseTimestamp: Number(batch.readBigInt64BE(27)),
    maxTimestamp: Number(batch.readBigInt64BE(35)),
    producerId: Number(batch.readBigInt64BE(43)),
    producerEpoch: batch.readInt16BE(51),
    baseSequence: batch.readInt32BE(53),
    recordCount: batch.readInt32BE(57),
  }
}

/** The checksum that the batch should carry. */
export function computeBatchCrc(batch: Buffer): number {
  return crc32c(batch.subarray(checkedFrom))
}

/** Gives a batch its place in the log. The checksum does not cover these bytes, so it stays. */
export function stampOffset(batch: Buffer, baseOffset: number): void {
  batch.writeBigInt64BE(BigInt(baseOffset), 0)
  batch.writeInt32BE(0, 12)
}

/** Replaces the producer's timestamps by the time of the append, which needs a new checksum. */
export function stampLogAppendTime(batch: Buffer, timestampMs: number): void {
  batch.writeInt16BE(batch.readInt16BE(21) | attributeBits.logAppendTime, 21)
  batch.writeBigInt64BE(BigInt(timestampMs), 35)
  batch.writeUInt32BE(computeBatchCrc(batch), 17)
}
