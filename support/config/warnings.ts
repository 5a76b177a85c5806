// Warnings on their way from the workers to the summary: one file for each worker in the run's folder, one JSON line for
// each warning, because cucumber throws at messages from workers that it does not know.
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Received } from './hand-over.js'

/** Appends a warning (one line, masked) for the summary; never throws, as the run may be over already. */
export function appendWarning(received: Pick<Received, 'run' | 'place'>, text: string): void {
  append(received, { text })
}

/** Notes a consumer group that stays on Kafka; the summary tells how many there are. */
export function appendLeftGroup(received: Pick<Received, 'run' | 'place'>, groupId: string): void {
  append(received, { groupId })
}

function append({ run, place }: Pick<Received, 'run' | 'place'>, line: object): void {
  try {
    appendFileSync(join(run.folder, `warnings-${place.worker}.jsonl`), `${JSON.stringify(line)}\n`)
  } catch {
    // The folder goes when the run ends, and the summary with it.
  }
}

/** All warnings of a run, worker by worker; the same one twice is one. None where somebody has swept the folder away. */
export function readWarnings(folder: string): string[] {
  return [...new Set(readAll(folder, 'text'))]
}

/** The consumer groups that stay on Kafka. */
export function readLeftGroups(folder: string): string[] {
  return readAll(folder, 'groupId')
}

function readAll(folder: string, key: 'text' | 'groupId'): string[] {
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).filter((name) => /^warnings-.*\.jsonl$/.test(name))
  const lines = files.sort().flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
  return lines.flatMap((line) => readLine(line, key))
}

function readLine(line: string, key: 'text' | 'groupId'): string[] {
  try {
    const value = (JSON.parse(line) as Readonly<Record<string, unknown>>)[key]
    return typeof value === 'string' ? [value] : []
  } catch {
    return [] // The last line of a worker that died while it wrote.
  }
}
