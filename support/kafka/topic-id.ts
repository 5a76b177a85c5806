// Metadata (3), version 12, for one topic and only as far as its id: kafkajs speaks version 6 at most, which has none.

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
      decode(bytes: Buffer): Promise<{ readonly topicId: string | undefined }>
      parse(data: { readonly topicId: string | undefined }): Promise<string | undefined>
    }
    readonly logResponseError: boolean
  }): Promise<string | undefined>
}

const apiKey = 3
const apiVersion = 12
const uuidBytes = 16
const none = '0'.repeat(2 * uuidBytes)

/** The id of a topic as hexadecimal digits; `undefined` where there is no such topic or the broker speaks no such version. */
export async function readTopicId(
  sender: Sender,
  topic: string,
  versions: Readonly<Record<number, { readonly maxVersion: number }>> | null,
): Promise<string | undefined> {
  if ((versions?.[apiKey]?.maxVersion ?? 0) < apiVersion) return undefined
  const bytes = requestOf(topic)
  return await sender.send({
    request: { apiKey, apiVersion, apiName: 'Metadata', encode: async () => ({ buf: bytes, buffer: bytes }) },
    response: { decode: async (response) => ({ topicId: topicIdIn(response) }), parse: async ({ topicId }) => topicId },
    logResponseError: false,
  })
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

/** The response from its header's tags to the id of its first topic. */
function topicIdIn(bytes: Buffer): string | undefined {
  const reader = new Reader(bytes)
  reader.tags()
  reader.skip(4)
  for (let brokers = reader.varint() - 1; brokers > 0; brokers--) {
    reader.skip(4)
    reader.string()
    reader.skip(4)
    reader.string()
    reader.tags()
  }
  reader.string()
  reader.skip(4)
  if (reader.varint() <= 1) return undefined
  reader.skip(2)
  reader.string()
  const id = reader.take(uuidBytes).toString('hex')
  return id === none ? undefined : id
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
