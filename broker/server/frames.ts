// Cuts a byte stream into frames: four bytes of length, then so many bytes. Several frames may come in one chunk, and
// one frame in many.
import { MalformedError } from '../protocol/index.js'

const lengthBytes = 4

export class Frames {
  readonly #maxBytes: number
  #chunks: Buffer[] = []
  #bytes = 0

  /** @param maxBytes a longer frame is refused with a MalformedError before its bytes are gathered */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** The frames that this chunk completes, without their lengths. */
  push(chunk: Buffer): readonly Buffer[] {
    this.#chunks.push(chunk)
    this.#bytes += chunk.length
    const frames: Buffer[] = []
    for (let frame = this.#take(); frame !== undefined; frame = this.#take()) frames.push(frame)
    return frames
  }

  #take(): Buffer | undefined {
    if (this.#bytes < lengthBytes) return undefined
    const length = this.#head(lengthBytes).readInt32BE(0)
    if (length < 0 || length > this.#maxBytes) throw new MalformedError(`A frame of ${length} bytes is not taken.`)
    const end = lengthBytes + length
    if (this.#bytes < end) return undefined
    const whole = this.#head(end)
    const frame = whole.subarray(lengthBytes, end)
    const rest = whole.subarray(end)
    this.#chunks[0] = rest
    this.#bytes -= end
    if (rest.length === 0) this.#chunks.shift()
    return frame
  }

  /** The first chunk, after as many have been joined into it as are needed for so many bytes. */
  #head(bytes: number): Buffer {
    const first = this.#chunks[0]
    if (first !== undefined && first.length >= bytes) return first
    const joined = Buffer.concat(this.#chunks)
    this.#chunks = [joined]
    return joined
  }
}
