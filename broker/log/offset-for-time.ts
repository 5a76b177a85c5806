// Which message belongs to a time. Uncompressed and gzip batches are looked into; of the others the first message
// stands for all, because there is no codec for them here.
import { gunzipSync } from 'node:zlib'
import type { PartitionLog, StoredBatch } from './partition-log.js'
import { attributeBits, type BatchHeader, batchHeaderBytes, codecs, readBatchHeader } from './record-batch.js'

/** A message's place and time. */
export interface TimedOffset {
  readonly offset: number
  readonly timestamp: number
}

/** A batch that grows beyond this is not looked into. */
const maxInflatedBytes = 128 * 1024 * 1024

/** The first message whose timestamp is `timestampMs` or later; undefined when there is none. */
export function offsetForTime(log: PartitionLog, timestampMs: number): TimedOffset | undefined {
  const batch = log.batches.find(({ maxTimestamp }) => maxTimestamp >= timestampMs)
  if (batch === undefined) return undefined
  return timesOf(batch).find(({ timestamp }) => timestamp >= timestampMs) ?? firstOf(batch)
}

/** The first message with the largest timestamp of all; undefined in an empty log. */
export function offsetOfNewest(log: PartitionLog): TimedOffset | undefined {
  let newest: StoredBatch | undefined
  for (const batch of log.batches) if (newest === undefined || batch.maxTimestamp > newest.maxTimestamp) newest = batch
  return newest && offsetForTime(log, newest.maxTimestamp)
}

function firstOf(batch: StoredBatch): TimedOffset {
  return { offset: batch.baseOffset, timestamp: batch.maxTimestamp }
}

function timesOf(batch: StoredBatch): readonly TimedOffset[] {
  const header = readBatchHeader(batch.bytes)
  if (header.attributes & attributeBits.logAppendTime) return [firstOf(batch)]
  try {
    return readTimes(recordsOf(batch.bytes, header), header)
  } catch {
    // The records are the producer's business: what cannot be read is as good as a codec that is not here.
    return []
  }
}

function recordsOf(bytes: Buffer, header: BatchHeader): Buffer {
  const records = bytes.subarray(batchHeaderBytes)
  const codec = header.attributes & attributeBits.codec
  if (codec === codecs.none) return records
  if (codec === codecs.gzip) return gunzipSync(records, { maxOutputLength: maxInflatedBytes })
  throw new RangeError(`No codec ${codec}.`)
}

function readTimes(records: Buffer, header: BatchHeader): readonly TimedOffset[] {
  const times: TimedOffset[] = []
  let at = 0
  for (let count = 0; count < header.recordCount; count += 1) {
    const length = readVarint(records, at)
    const timestampDelta = readVarint(records, length.end + 1)
    const offsetDelta = readVarint(records, timestampDelta.end)
    times.push({
      offset: header.baseOffset + offsetDelta.value,
      timestamp: header.baseTimestamp + timestampDelta.value,
    })
    at = length.end + length.value
  }
  return times
}

/** A signed (zigzag) variable-length integer; throws RangeError behind the end. */
function readVarint(bytes: Buffer, start: number): { readonly value: number; readonly end: number } {
  let raw = 0
  let at = start
  for (let factor = 1; ; factor *= 0x80) {
    const byte = bytes.readUInt8(at)
    raw += (byte & 0x7f) * factor
    at += 1
    if (byte < 0x80) break
  }
  return { value: raw % 2 === 0 ? raw / 2 : -(raw + 1) / 2, end: at }
}
