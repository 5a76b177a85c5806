import { fileURLToPath, pathToFileURL } from 'node:url'
import { Script } from 'node:vm'

/** A line of a source file. */
export interface Place {
  readonly file: string
  readonly line: number
}

/** Where the function that called the caller was called from; one frame further up for each of `above`. */
export function callersPlace(above = 0): Place {
  const frames = (new Error().stack ?? '').split('\n').slice(1)
  return placeOf(frames[2 + above] ?? '')
}

/** Reads `at called (file:line:column)` or `at file:line:column`; the path may hold blanks and brackets. */
function placeOf(frame: string): Place {
  const text = frame.trim().replace(/^at (?:async )?/, '')
  const location = text.endsWith(')') ? text.slice(text.indexOf(' (') + 2, -1) : text
  const [, file = 'unknown', line = '0'] = /^(.+):(\d+):\d+$/.exec(location) ?? []
  return { file: file.startsWith('file://') ? fileURLToPath(file) : file, line: Number(line) }
}

/**
 * Calls a function straight from a stack frame that carries that place. cucumber takes the place of a definition from its
 * stack: without this, reports and ambiguity texts would name our wrapper for every step.
 */
export function callFrom<A extends readonly unknown[]>(
  place: Place,
  called: (...values: A) => unknown,
  ...values: A
): void {
  // The query means nothing to cucumber, but with it Node finds no source map that would move the line.
  const filename = `${pathToFileURL(place.file).href}?definition`
  const trampoline = new Script('(called, values) => called(...values)', { filename, lineOffset: place.line - 1 })
  const call = trampoline.runInThisContext() as (called: (...values: A) => unknown, values: A) => unknown
  call(called, values)
}
