import { Deadline } from '../shared/index.js'

interface Task {
  readonly name: string
  readonly work: () => Promise<void>
}

/**
 * Takes things down in the background, a few at a time, so that no scenario waits for it; the end of the run does, with
 * a deadline. What cannot be taken down is a warning, never a failed scenario.
 */
export class Closer {
  readonly #concurrency: number
  readonly #warn: (text: string) => void
  readonly #open = new Set<Task>()
  readonly #ready: Task[] = []
  readonly #settled: (() => void)[] = []
  #running = 0

  constructor(warn: (text: string) => void, concurrency = 4) {
    this.#warn = warn
    this.#concurrency = concurrency
  }

  /**
   * @param task its name is what a warning calls it, such as `consumer group kata-…`
   * @param ready what has to come first, such as the join of a consumer; it never rejects
   */
  add(task: Task, ready: Promise<void> = Promise.resolve()): void {
    this.#open.add(task)
    void ready.then(() => {
      this.#ready.push(task)
      this.#next()
    })
  }

  /** Resolves when everything is down or the deadline has passed; then it warns of what is left. */
  async settle(timeoutMs: number): Promise<void> {
    if (this.#open.size === 0) return
    const settled = new Promise<void>((resolve) => this.#settled.push(resolve))
    await new Deadline(timeoutMs).race(settled, () => {
      for (const { name } of this.#open) {
        this.#warn(`The ${name} was not taken down within ${timeoutMs} ms and may be left behind.`)
      }
    })
  }

  #next(): void {
    while (this.#running < this.#concurrency) {
      const task = this.#ready.shift()
      if (task === undefined) return
      this.#running++
      void this.#run(task)
    }
  }

  async #run(task: Task): Promise<void> {
    try {
      await task.work()
    } catch (error) {
      this.#warn(`The ${task.name} was not taken down: ${error instanceof Error ? error.message : String(error)}`)
    }
    this.#running--
    this.#open.delete(task)
    this.#next()
    if (this.#open.size === 0) for (const resolve of this.#settled.splice(0)) resolve()
  }
}
