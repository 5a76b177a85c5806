// Many writers as one: where one of them fails, the others still complete their reports.
import type { Entry, Writer } from './entry.js'

export interface GuardedWriters {
  write(entry: Entry): void
  /** Completes all of them; answers what went wrong, in the order in which it did. */
  end(): Promise<readonly unknown[]>
}

export function guardWriters(writers: readonly Writer[]): GuardedWriters {
  const failures = new Map<Writer, unknown>()
  return {
    write(entry) {
      for (const writer of writers) {
        if (failures.has(writer)) continue
        try {
          writer.write(entry)
        } catch (failure) {
          failures.set(writer, failure)
        }
      }
    },
    async end() {
      const ends = writers.map(async (writer) => {
        try {
          await writer.end()
        } catch (failure) {
          if (!failures.has(writer)) failures.set(writer, failure)
        }
      })
      await Promise.all(ends)
      return [...failures.values()]
    },
  }
}
