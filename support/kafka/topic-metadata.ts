// Metadata (3), version 12, for one topic: kafkajs speaks version 6 at most, which tells no id.

import { createErrorFromCode } from 'kafkajs/src/protocol/error.js'

/** A topic as a broker describes it. */
export interface TopicMetadata {
  /** Of this topic, and of no other that is made under its name later. Missing where the broker does not tell. */
  readonly topicId?: string
  /** None where there is no such topic. */
  readonly partitions: readonly { readonly partitionId: number; readonly leader: number }[]
}

/** Sends a request over a connection of kafkajs. */
export interface Sender {
  send(protocol: {
    readonly request: {
      readonly apiKey: number
      readonly apiVersion: number
      readonly apiName: string
      encode(): Promise<{ readonly buf: Buffer; readonly buffer: Buffer }>
    }
    readonly response: {
      decode(bytes: Buffer): Promise<Answer>
      parse(answer: Answer): Promise<TopicMetadata>
    }
    readonly logResponseError: boolean
  }): Promise<TopicMetadata>
}

interface Answer extends TopicMetadata {
  /** Of the topic, then those of its partitions. */
  readonly errorCodes: readonly number[]
}

const apiKey = 3
const apiVersion = 12
const uuidBytes = 16
const noId = '0'.repeat(2 * uuidBytes)
const unknownTopic = 3

/** Whether a broker speaks this version; Apache Kafka does from 2.8 on. */
export function tellsTopicIds(versions: Readonly<Record<number, { readonly maxVersion: number }>> | null): boolean {
  return (versions?.[apiKey]?.maxVersion ?? 0) >= apiVersion
}

/** Asks about one topic, without making it. KafkaJSProtocolError where Kafka says that something is wrong with it. */
export async function readTopicMetadata(sender: Sender, topic: string): Promise<TopicMetadata> {
  const bytes = requestOf(topic)
  return await sender.send({
    request: { apiKey, apiVersion, apiName: 'Metadata', encode: async () => ({ buf: bytes, buffer: bytes }) },
    response: { decode: async (response) => answerIn(response), parse: async (answer) => judged(answer) },
    logResponseError: false,
  })
}

function judged({ errorCodes, ...metadata }: Answer): TopicMetadata {
  const failed = errorCodes.find((code) => code !== 0)
  if (failed === undefined) return metadata
  if (failed === unknownTopic) return { partitions: [] }
  throw createErrorFromCode(failed)
}

/** What follows the client id: the header's tags, one topic by name, and no to creating it and to telling rights. */
function requestOf(topic: string): Buffer {
  const name = Buffer.from(topic)
  return Buffer.concat([
    Buffer.from([0, 2]),
    Buffer.alloc(uuidBytes),
    Buffer.from(varint(name.length + 1)),
    name,
    Buffer.from([0, 0, 0, 0]),
  ])
}

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)]
}

/** The response from its header's tags to the end of its first topic. */
function answerIn(bytes: Buffer): Answer {
  const reader = new Reader(bytes)
  reader.tags()
  reader.skip(4)
  reader.array(() => {
    reader.skip(4)
    reader.string()
    reader.skip(4)
    reader.string()
    reader.tags()
  })
  reader.string()
  reader.skip(4)
  const [topic = { partitions: [], errorCodes: [unknownTopic] }] = reader.array(() => topicIn(reader))
  return topic
}

function topicIn(reader: Reader): Answer {
  const errorCode = reader.int16()
  reader.string()
  const topicId = reader.take(uuidBytes).toString('hex')
  reader.skip(1)
  const partitions = reader.array(() => partitionIn(reader))
  reader.skip(4)
  reader.tags()
  return {
    ...(topicId === noId ? {} : { topicId }),
    partitions: partitions.map(({ partitionId, leader }) => ({ partitionId, leader })),
    errorCodes: [errorCode, ...partitions.map((partition) => partition.errorCode)],
  }
}

function partitionIn(reader: Reader) {
  const partition = { errorCode: reader.int16(), partitionId: reader.int32(), leader: reader.int32() }
  reader.skip(4)
  // Replicas, those in sync, those that are offline.
  for (let list = 0; list < 3; list++) reader.array(() => reader.skip(4))
  reader.tags()
  return partition
}

class Reader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  skip(count: number): void {
    this.#at += count
  }

  take(count: number): Buffer {
    this.#at += count
    return this.#bytes.subarray(this.#at - count, this.#at)
  }

  int16(): number {
    return this.take(2).readInt16BE()
  }

  int32(): number {
    return this.take(4).readInt32BE()
  }

  /** Compact. */
  array<T>(read: () => T): T[] {
    return Array.from({ length: Math.max(0, this.varint() - 1) }, read)
  }

  varint(): number {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = this.#bytes.readUInt8(this.#at++)
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
  }

  /** Compact, and perhaps null. */
  string(): void {
    this.skip(Math.max(0, this.varint() - 1))
  }

  tags(): void {
    for (let count = this.varint(); count > 0; count--) {
      this.varint()
      this.skip(this.varint())
    }
  }
}
