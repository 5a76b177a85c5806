// What kafkajs logged last: for explanations, since what it throws often hides the cause.

import kafkajs, { type LogEntry, type logCreator } from 'kafkajs'
import { systemClock } from '../shared/index.js'

interface Logged {
  readonly text: string
  readonly at: number
}

export class ClientLog {
  #last: Logged | undefined
  #refusal: Logged | undefined

  /** For the configuration of a kafkajs client. */
  readonly creator: logCreator = () => (entry) => this.#take(entry)

  /** The last error in so many milliseconds: an older one explains nothing. */
  lastWithin(ms: number): string | undefined {
    return within(this.#last, ms)
  }

  /** Whether Kafka refused something for want of a right on a group, in so many milliseconds. */
  hasRefusedGroupWithin(ms: number): boolean {
    return within(this.#refusal, ms) !== undefined
  }

  #take({ level, log }: LogEntry): void {
    if (level > kafkajs.logLevel.ERROR) return
    // What kafkajs does about it explains nothing.
    const message = log.message.replace(/^Failed to connect to seed broker, trying another broker from the list: /, '')
    const { error } = log
    const at = systemClock.now()
    this.#last = { text: typeof error === 'string' ? `${message}: ${error}` : message, at }
    // The answer of the coordinator is logged, and thrown away: then there is no coordinator.
    if (typeof error === 'string' && error.includes('Group authorization failed')) this.#refusal = this.#last
  }
}

function within(logged: Logged | undefined, ms: number): string | undefined {
  return logged !== undefined && systemClock.now() - logged.at <= ms ? logged.text : undefined
}
