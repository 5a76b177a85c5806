import { Deadline } from '../shared/index.js'

interface Task {
  readonly name: string
  readonly work: () => Promise<void>
  tries: number
}

/** At the end of the run it is tried so often: a broker may be back by then, a member that was cut off be given up. */
const maxTries = 14
const retryDelayMs = 500

/**
 * Takes things down in the background, a few at a time, so that no scenario waits for it; the end of the run does, with
 * a deadline. What cannot be taken down is a warning, never a failed scenario.
 */
export class Closer {
  readonly #concurrency: number
  readonly #warn: (text: string) => void
  readonly #open = new Set<Task>()
  readonly #ready: Task[] = []
  readonly #failed: Task[] = []
  readonly #settled: (() => void)[] = []
  #running = 0
  #deadline: Deadline | undefined

  constructor(warn: (text: string) => void, concurrency = 4) {
    this.#warn = warn
    this.#concurrency = concurrency
  }

  /**
   * @param task its name is what a warning calls it, such as `consumer group kata-…`; its work may be done several times
   * @param ready what has to come first, such as the join of a consumer; it never rejects
   */
  add({ name, work }: Pick<Task, 'name' | 'work'>, ready: Promise<void> = Promise.resolve()): void {
    const task = { name, work, tries: 0 }
    this.#open.add(task)
    void ready.then(() => {
      this.#ready.push(task)
      this.#next()
    })
  }

  /** Resolves when everything is down or the deadline has passed; then it warns of what is left. */
  async settle(timeoutMs: number): Promise<void> {
    if (this.#open.size === 0) return
    const deadline = new Deadline(timeoutMs)
    this.#deadline = deadline
    const settled = new Promise<void>((resolve) => this.#settled.push(resolve))
    this.#ready.push(...this.#failed.splice(0))
    this.#next()
    await deadline.race(settled, () => {
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
    if (this.#deadline !== undefined) task.tries++
    try {
      await task.work()
      this.#open.delete(task)
    } catch (error) {
      this.#fail(task, error)
    }
    this.#running--
    this.#next()
    if (this.#open.size === 0) for (const resolve of this.#settled.splice(0)) resolve()
  }

  #fail(task: Task, error: unknown): void {
    if (this.#deadline === undefined) {
      this.#failed.push(task)
      return
    }
    if (task.tries < maxTries && this.#deadline.remainingMs() > retryDelayMs) {
      setTimeout(() => {
        this.#ready.push(task)
        this.#next()
      }, retryDelayMs)
      return
    }
    this.#open.delete(task)
    this.#warn(`The ${task.name} was not taken down: ${error instanceof Error ? error.message : String(error)}`)
  }
}
