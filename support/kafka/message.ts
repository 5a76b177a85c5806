// What a scenario sees of a record: decoded key, headers and payload. Decoding never fails and never judges.

/** Kafka's two kinds of record timestamp. */
export type TimestampType = 'CreateTime' | 'LogAppendTime'

/** A decoded record. */
export interface Message {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  /** Milliseconds since 1970, UTC, as the record carries it. */
  readonly timestamp: number
  readonly timestampType: TimestampType
  /** Text; bytes that are not UTF-8 appear as `base64:…`. */
  readonly key: string | null
  /** Text or `base64:…` by name; a repeated header is an array. kafkajs keeps no order across names. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  /** The JSON value; otherwise the text; bytes that are not UTF-8 as `base64:…`; `null` for a tombstone. */
  readonly value: unknown
  /** Bytes of the payload. */
  readonly size: number
}

/** A record as kafkajs hands it over, as far as it is needed here. */
export interface KafkaRecord {
  readonly offset: string
  readonly timestamp: string
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly headers?: Readonly<Record<string, unknown>> | undefined
  /** Not in kafkajs' types: the header of the record batch. */
  readonly batchContext?: { readonly timestampType?: number }
}

/** Payloads above this many bytes stay text, cut off: nobody writes an expectation for them. */
const maxJsonBytes = 16 * 1024 * 1024
const maxTextBytes = 64 * 1024
/** Deeper JSON stays text: comparing it would overflow the stack. */
const maxDepth = 200

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Decodes a record of one partition; total: every record becomes a message. */
export function decodeRecord(topic: string, partition: number, record: KafkaRecord): Message {
  return {
    topic,
    partition,
    offset: Number(record.offset),
    timestamp: Number(record.timestamp),
    timestampType: record.batchContext?.timestampType === 1 ? 'LogAppendTime' : 'CreateTime',
    key: record.key === null ? null : decodeText(record.key),
    headers: decodeHeaders(record.headers ?? {}),
    value: record.value === null ? null : decodeValue(record.value),
    size: record.value?.length ?? 0,
  }
}

function decodeHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(headerText) : headerText(value),
    ]),
  )
}

function headerText(value: unknown): string {
  if (value === null || value === undefined) return ''
  return Buffer.isBuffer(value) ? decodeText(value) : String(value)
}

function decodeText(bytes: Buffer): string {
  try {
    return utf8.decode(bytes)
  } catch {
    return `base64:${bytes.toString('base64')}`
  }
}

function decodeValue(bytes: Buffer): unknown {
  if (bytes.length > maxJsonBytes) return `${decodeText(bytes.subarray(0, maxTextBytes))}… (${bytes.length} bytes)`
  const text = decodeText(bytes)
  if (isNestedDeeper(text, maxDepth)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Counts brackets without parsing; brackets inside strings may make it answer true too early, which only leaves text. */
function isNestedDeeper(text: string, limit: number): boolean {
  let depth = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 0x5b || code === 0x7b) depth++
    else if (code === 0x5d || code === 0x7d) depth--
    if (depth > limit) return true
  }
  return false
}
