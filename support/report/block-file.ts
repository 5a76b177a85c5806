// A report file that is written in blocks, so that a small piece costs nothing but its memory. It changes no byte.
import { createWriteStream, type WriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'

const blockLength = 64 * 1024
/** How long a piece may wait for others, so that a report can be looked at while the run goes on. */
const longestWaitMs = 100

/**
 * A new file; one that is there is overwritten.
 *
 * A run writes some fifty pieces a scenario into each report, and each write to a file, and each stream that is put
 * before it, costs more than the piece: unjoined, that was a sixth of the coordinator's time.
 */
export class BlockFile {
  readonly #file: WriteStream
  readonly #done: Promise<void>
  #pieces: string[] = []
  #length = 0
  #timer: NodeJS.Timeout | undefined

  constructor(path: string) {
    this.#file = createWriteStream(path)
    this.#done = finished(this.#file)
    this.#done.catch(() => undefined)
  }

  /** Takes a piece; what comes behind an error or the end is dropped. */
  write(piece: string): void {
    if (!this.#file.writable) return
    this.#pieces.push(piece)
    this.#length += piece.length
    if (this.#length >= blockLength) this.#passOn()
    else this.#timer ??= setTimeout(() => this.#passOn(), longestWaitMs)
  }

  /**
   * Settles when the file is closed; rejects with what went wrong at any time.
   *
   * @param last what has to settle before, because it still writes
   */
  async end(last: Promise<unknown> = Promise.resolve()): Promise<void> {
    await last.catch(() => undefined)
    this.#passOn()
    if (this.#file.writable) this.#file.end()
    await this.#done
  }

  #passOn(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const block = this.#pieces.join('')
    this.#pieces = []
    this.#length = 0
    if (block !== '' && this.#file.writable) this.#file.write(block)
  }
}
