// Writes many small files beside the run.
import { Worker } from 'node:worker_threads'

/**
 * Files on their way to the disk, in the order in which they were given.
 *
 * To make a file takes half a millisecond of the kernel, and a scenario makes two: in this thread that would be time of the
 * scenarios themselves. On a thread of its own it costs them 4 µs.
 */
export class FileThread {
  readonly #thread = new Worker(new URL('write-files.js', import.meta.url), {
    // It holds no more than what waits to be written.
    resourceLimits: { maxYoungGenerationSizeMb: 8 },
    execArgv: [],
    env: {},
  })
  /** Settles where the thread itself fails, which it should not. */
  readonly #broken: Promise<readonly unknown[]>
  #ended: Promise<readonly unknown[]> | undefined

  constructor() {
    this.#broken = new Promise((resolve) => this.#thread.once('error', (failure) => resolve([failure])))
    // A run that fails elsewhere ends without it.
    this.#thread.unref()
  }

  write(path: string, content: string | Uint8Array): void {
    this.#thread.postMessage({ path, content })
  }

  /** Settles when every file is written, with what went wrong, and ends the thread. */
  end(): Promise<readonly unknown[]> {
    this.#ended ??= this.#end()
    return this.#ended
  }

  async #end(): Promise<readonly unknown[]> {
    this.#thread.ref()
    const answer = new Promise<readonly unknown[]>((resolve) => this.#thread.once('message', resolve))
    this.#thread.postMessage(null)
    const failures = await Promise.race([answer, this.#broken])
    await this.#thread.terminate()
    return failures
  }
}
