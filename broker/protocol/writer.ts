// Puts the protocol's primitive values behind one another. It knows nothing of messages or versions.

const twoTo32 = 2 ** 32
const maxInt64Bytes = Buffer.from('7fffffffffffffff', 'hex')

/** Smaller byte values are copied: one write of a whole answer is cheaper than many small ones. */
const byReferenceFromBytes = 4096

/** A growing byte sequence; large byte values are kept by reference, so a fetched batch is never copied. */
export class Writer {
  readonly #chunks: Buffer[] = []
  #chunkBytes = 0
  #buffer = Buffer.allocUnsafe(512)
  #position = 0

  get length(): number {
    return this.#chunkBytes + this.#position
  }

  boolean(value: boolean): void {
    this.int8(value ? 1 : 0)
  }

  int8(value: number): void {
    const at = this.#advance(1)
    this.#buffer.writeInt8(value, at)
  }

  int16(value: number): void {
    const at = this.#advance(2)
    this.#buffer.writeInt16BE(value, at)
  }

  int32(value: number): void {
    const at = this.#advance(4)
    this.#buffer.writeInt32BE(value, at)
  }

  /** A number; one that was rounded up to 2^63 on the way in goes out as the largest there is. */
  int64(value: number): void {
    const at = this.#advance(8)
    const high = Math.floor(value / twoTo32)
    if (high > 0x7fffffff) {
      maxInt64Bytes.copy(this.#buffer, at)
      return
    }
    this.#buffer.writeInt32BE(high, at)
    this.#buffer.writeUInt32BE(value - high * twoTo32, at + 4)
  }

  unsignedVarint(value: number): void {
    let rest = value
    while (rest >= 0x80) {
      const at = this.#advance(1)
      this.#buffer.writeUInt8((rest % 0x80) + 0x80, at)
      rest = Math.floor(rest / 0x80)
    }
    const at = this.#advance(1)
    this.#buffer.writeUInt8(rest, at)
  }

  /** 32 hexadecimal digits as 16 bytes. */
  uuid(value: string): void {
    const at = this.#advance(16)
    this.#buffer.write(value, at, 'hex')
  }

  /** The characters alone; `length` is `Buffer.byteLength(value)`. */
  text(value: string, length: number): void {
    const at = this.#advance(length)
    this.#buffer.write(value, at, 'utf8')
  }

  bytes(value: Buffer): void {
    if (value.length < byReferenceFromBytes) {
      const at = this.#advance(value.length)
      value.copy(this.#buffer, at)
      return
    }
    this.#flush()
    this.#chunks.push(value)
    this.#chunkBytes += value.length
  }

  /** Everything written, in order. The writer is not used after that. */
  chunks(): readonly Buffer[] {
    this.#flush()
    return this.#chunks
  }

  /** Makes room and moves on; it may exchange the buffer, so it is called before the buffer is looked up. */
  #advance(length: number): number {
    const at = this.#position
    const needed = at + length
    if (needed > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2))
      this.#buffer.copy(larger, 0, 0, at)
      this.#buffer = larger
    }
    this.#position = needed
    return at
  }

  #flush(): void {
    if (this.#position === 0) return
    this.#chunks.push(this.#buffer.subarray(0, this.#position))
    this.#chunkBytes += this.#position
    this.#buffer = Buffer.allocUnsafe(512)
    this.#position = 0
  }
}
