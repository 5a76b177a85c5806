// Takes the protocol's primitive values out of bytes, in order. It knows nothing of messages or versions.
// Every length is checked against what is left, so a lying client gets a MalformedError and no memory.
import { MalformedError } from './malformed.js'

const twoTo32 = 2 ** 32

/** A position in a byte sequence that moves forward with each value read. Throws MalformedError at the end of it. */
export class Reader {
  readonly #bytes: Buffer
  #position = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  get remaining(): number {
    return this.#bytes.length - this.#position
  }

  boolean(): boolean {
    return this.int8() !== 0
  }

  int8(): number {
    return this.#bytes.readInt8(this.#advance(1))
  }

  int16(): number {
    return this.#bytes.readInt16BE(this.#advance(2))
  }

  int32(): number {
    return this.#bytes.readInt32BE(this.#advance(4))
  }

  /** As a number: exact up to 2^53, which offsets, timestamps and producer ids stay below. */
  int64(): number {
    const at = this.#advance(8)
    return this.#bytes.readInt32BE(at) * twoTo32 + this.#bytes.readUInt32BE(at + 4)
  }

  /** Unsigned variable-length integer of at most 32 bits. */
  unsignedVarint(): number {
    let value = 0
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#bytes.readUInt8(this.#advance(1))
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) return value
    }
    throw new MalformedError('A variable-length integer has more than five bytes.')
  }

  /** 16 bytes as 32 hexadecimal digits. */
  uuid(): string {
    return this.bytes(16).toString('hex')
  }

  text(length: number): string {
    const at = this.#advance(length)
    return this.#bytes.toString('utf8', at, at + length)
  }

  /** A view, not a copy: whoever keeps it copies it. */
  bytes(length: number): Buffer {
    const at = this.#advance(length)
    return this.#bytes.subarray(at, at + length)
  }

  #advance(length: number): number {
    const at = this.#position
    if (length < 0 || at + length > this.#bytes.length) {
      throw new MalformedError(`${length} bytes are wanted at ${at}, but only ${this.remaining} are left.`)
    }
    this.#position = at + length
    return at
  }
}
