// What a scenario sees of a record: decoded key, headers and payload. Decoding never fails and never judges.

import { parseJson } from '../shared/index.js'

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
  /** Text or `base64:…` by name, `null` as an empty text; a repeated one is an array. kafkajs keeps no order of names. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  /**
   * The JSON value, integers beyond 2^53 as bigint; otherwise the text; bytes that are not UTF-8 as `base64:…`. `null` is a
   * tombstone and nothing else: the JSON `null` stays text. A byte order mark before JSON is stepped over. JSON deeper than
   * 200 levels stays text, and so do the first 64 KiB of what is larger than 16 MiB.
   */
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

/** Larger payloads stay text, cut off: nobody writes an expectation for them. */
const maxJsonBytes = 16 * 1024 * 1024
const maxTextBytes = 64 * 1024
/** Deeper JSON stays text: comparing it would overflow the stack. */
const maxDepth = 200

const quote = 0x22
const backslash = 0x5c
const byteOrderMark = '\ufeff'

// A byte order mark is part of a text: two keys that differ in it are two keys.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

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
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, headerTexts(value)]))
}

/** kafkajs takes a header such as `constructor` for a repeated one, whose first value is JavaScript's own function. */
function headerTexts(value: unknown): string | string[] {
  if (!Array.isArray(value)) return headerText(value)
  const texts = value.filter((item) => item === null || Buffer.isBuffer(item)).map(headerText)
  return texts.length === 1 ? (texts[0] ?? '') : texts
}

function headerText(value: unknown): string {
  return Buffer.isBuffer(value) ? decodeText(value) : ''
}

function decodeText(bytes: Buffer): string {
  try {
    return utf8.decode(bytes)
  } catch {
    return `base64:${bytes.toString('base64')}`
  }
}

function decodeValue(bytes: Buffer): unknown {
  if (bytes.length > maxJsonBytes) return `${decodeText(startOf(bytes))}… (${bytes.length} bytes)`
  const text = decodeText(bytes)
  if (isNestedDeeper(text, maxDepth)) return text
  try {
    return parseJson(text.startsWith(byteOrderMark) ? text.slice(1) : text) ?? text
  } catch {
    return text
  }
}

/** The first bytes, without a character that would be cut in two. */
function startOf(bytes: Buffer): Buffer {
  let end = maxTextBytes
  while (end > maxTextBytes - 4 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--
  return bytes.subarray(0, end)
}

/** Counts the brackets outside of strings, without parsing and without recursion. */
function isNestedDeeper(text: string, limit: number): boolean {
  let depth = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === quote) index = endOfString(text, index)
    else if (code === 0x5b || code === 0x7b) depth++
    else if (code === 0x5d || code === 0x7d) depth--
    if (depth > limit) return true
  }
  return false
}

function endOfString(text: string, start: number): number {
  let index = start + 1
  while (index < text.length && text.charCodeAt(index) !== quote) index += text.charCodeAt(index) === backslash ? 2 : 1
  return index
}
