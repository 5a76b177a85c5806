// Warnings on their way from the workers to the summary: one file for each worker in the run's folder, one JSON line for
// each warning, because cucumber throws at messages from workers that it does not know.
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Received } from './hand-over.js'

/** Appends a warning (one line, masked) for the summary; never throws, as the run may be over already. */
export function appendWarning({ run, place }: Pick<Received, 'run' | 'place'>, text: string): void {
  try {
    appendFileSync(join(run.folder, `warnings-${place.worker}.jsonl`), `${JSON.stringify({ text })}\n`)
  } catch {
    // The folder goes when the run ends, and the summary with it.
  }
}

/** All warnings of a run, worker by worker; the same one twice is one. None where somebody has swept the folder away. */
export function readWarnings(folder: string): string[] {
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).filter((name) => /^warnings-.*\.jsonl$/.test(name))
  const lines = files.sort().flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
  return [...new Set(lines.flatMap(readLine))]
}

function readLine(line: string): string[] {
  try {
    const { text } = JSON.parse(line) as { text?: unknown }
    return typeof text === 'string' ? [text] : []
  } catch {
    return [] // The last line of a worker that died while it wrote.
  }
}
