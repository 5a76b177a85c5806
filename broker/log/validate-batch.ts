// Judges what a producer sends for one partition, before anything is kept of it.
import { type ErrorCode, errorCodes } from '../protocol/index.js'
import {
  attributeBits,
  type BatchHeader,
  batchHeaderBytes,
  codecs,
  computeBatchCrc,
  readBatchHeader,
} from './record-batch.js'

/** A batch that may be appended, or the error that the producer gets, with a text. */
export type Judgement =
  | { readonly header: BatchHeader }
  | { readonly errorCode: ErrorCode; readonly errorMessage: string }

/** First version of Produce in which a batch may be compressed by zstd. */
const zstdSince = 7
const magicAt = 16

/** Exactly one sound batch of format v2, not larger than the topic allows. */
export function validateBatch(
  records: Buffer | null,
  { maxMessageBytes, version }: { readonly maxMessageBytes: number; readonly version: number },
): Judgement {
  if (records === null || records.length === 0) return refuse('INVALID_RECORD', 'There is no record batch.')
  if (records.length > magicAt && records.readInt8(magicAt) !== 2) {
    return refuse('UNSUPPORTED_FOR_MESSAGE_FORMAT', 'Only record batches of format v2 are kept.')
  }
  if (records.length < batchHeaderBytes)
    return refuse('CORRUPT_MESSAGE', 'The record batch is shorter than its header.')
  const header = readBatchHeader(records)
  if (header.totalBytes < records.length) return refuse('INVALID_RECORD', 'There is more than one record batch.')
  if (header.totalBytes > records.length) return refuse('CORRUPT_MESSAGE', 'The record batch is cut off.')
  if (records.length > maxMessageBytes) {
    const limit = `The record batch has ${records.length} bytes; max.message.bytes is ${maxMessageBytes}.`
    return refuse('MESSAGE_TOO_LARGE', limit)
  }
  if (computeBatchCrc(records) !== header.crc) {
    return refuse('CORRUPT_MESSAGE', 'The checksum of the record batch is wrong.')
  }
  return validateHeader(header, version)
}

function validateHeader(header: BatchHeader, version: number): Judgement {
  const { attributes, recordCount, lastOffsetDelta } = header
  const codec = attributes & attributeBits.codec
  if (recordCount <= 0 || recordCount !== lastOffsetDelta + 1) {
    return refuse('INVALID_RECORD', `${recordCount} records do not fit a last offset delta of ${lastOffsetDelta}.`)
  }
  if (codec > codecs.zstd || (codec === codecs.zstd && version < zstdSince)) {
    return refuse('UNSUPPORTED_COMPRESSION_TYPE', `Compression ${codec} is not possible in Produce v${version}.`)
  }
  if (attributes & attributeBits.logAppendTime) {
    return refuse('INVALID_TIMESTAMP', 'Only the broker gives a log append time.')
  }
  if (attributes & attributeBits.control) return refuse('INVALID_RECORD', 'Only the broker writes control records.')
  if (attributes & attributeBits.transactional) {
    return refuse('INVALID_TXN_STATE', 'This broker has no transactions.')
  }
  return { header }
}

function refuse(name: keyof typeof errorCodes, errorMessage: string): Judgement {
  return { errorCode: errorCodes[name], errorMessage }
}
