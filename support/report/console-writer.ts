// Progress while a run is on: one line for each scenario that ends, and the whole explanation of each that fails.
import type { Writable } from 'node:stream'
import type { ParseError } from '@cucumber/messages'
import { type RunHookFailure, RunHooks, type Verdict } from '../verdict/index.js'
import type { AttemptView, Entry, Writer } from './entry.js'

export interface ConsoleWriterOptions {
  readonly stream: Writable
  readonly colour: boolean
}

/** A writer that shows people how the run goes; it ends no stream. */
export function createConsoleWriter(options: ConsoleWriterOptions): Writer {
  return new ConsoleWriter(options)
}

class ConsoleWriter implements Writer {
  readonly #stream: Writable
  readonly #colour: boolean
  readonly #runHooks = new RunHooks()
  #selected = 0
  #ended = 0

  constructor({ stream, colour }: ConsoleWriterOptions) {
    this.#stream = stream
    this.#colour = colour
  }

  write({ envelope, attempt }: Entry): void {
    if (envelope.testCase !== undefined) this.#selected += 1
    const failedHook = this.#runHooks.record(envelope)
    if (failedHook !== undefined) this.#showRunHook(failedHook)
    if (envelope.parseError !== undefined) this.#showParseError(envelope.parseError)
    if (attempt !== undefined) this.#showAttempt(attempt)
  }

  end(): Promise<void> {
    return Promise.resolve()
  }

  #showRunHook({ name, message }: RunHookFailure): void {
    const title = name === '' ? 'A hook of the run failed.' : `The hook "${name}" of the run failed.`
    this.#print(['', title, ...indent(message), ''])
  }

  #showParseError({ source, message }: ParseError): void {
    this.#print([`${source.uri ?? ''}:${source.location?.line ?? 1} does not parse.`, ...indent(message)])
  }

  #showAttempt(attempt: AttemptView): void {
    if (!attempt.willBeRetried) this.#ended += 1
    const counter = `${String(this.#ended).padStart(String(this.#selected).length)}/${this.#selected}`
    this.#print([`${counter}  ${describe(attempt, this.#colour)}`, ...explain(attempt)])
  }

  #print(lines: readonly string[]): void {
    this.#stream.write(`${lines.join('\n')}\n`)
  }
}

/** What came from a message must not move the cursor or turn the text around: such characters are shown as escapes. */
function printable(text: string): string {
  const escaped = (mark: string) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`
  return text.replaceAll('\r\n', '\n').replace(/(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, escaped)
}

const widestWord = 'INFRASTRUCTURE'.length
const colours = { passed: '32', failed: '31', skipped: '33', unjudged: '33' } as const

function describe(attempt: AttemptView, colour: boolean): string {
  const word = (attempt.verdict?.class ?? attempt.outcome).padEnd(widestWord)
  const shown = colour ? `\u001b[${colours[attempt.outcome]}m${word}\u001b[0m` : word
  const again = attempt.willBeRetried ? ', is tried again' : ''
  return `${shown}  ${printable(`${attempt.uri}:${attempt.line}  ${attempt.name}`)}  (${duration(attempt.durationMs)}${again})`
}

function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`
}

function explain({ verdict, skipReason }: AttemptView): readonly string[] {
  if (verdict !== undefined) return ['', ...indent(verdict.text), ...stepOf(verdict.step), ...codeOf(verdict), '']
  return skipReason === undefined ? [] : indent(skipReason)
}

function stepOf(step: { readonly text: string; readonly file: string; readonly line: number } | undefined): string[] {
  return step === undefined ? [] : indent(`step: ${step.text}  (${step.file}:${step.line})`)
}

/** Where to look up what the explanation means; CONTRACT, MISSING and LATE speak for themselves. */
function codeOf({ class: verdictClass, code }: Pick<Verdict, 'class' | 'code'>): string[] {
  return code === verdictClass ? [] : indent(`${code}, see docs/errors.md`)
}

function indent(text: string): string[] {
  return printable(text)
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
}
