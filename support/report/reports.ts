// All reports of one run, from one masked stream of envelopes. It judges nothing and counts nothing for the exit code.
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Writable } from 'node:stream'
import type { Envelope } from '@cucumber/messages'
import { KataError, type Mask } from '../shared/index.js'
import { createLedger } from '../verdict/index.js'
import { prepareAllureFolder } from './allure-folder.js'
import { createAllureWriter } from './allure-writer.js'
import { createConsoleWriter } from './console-writer.js'
import { reportFiles } from './discard-reports.js'
import type { Entry } from './entry.js'
import { createHtmlWriter, createNdjsonWriter } from './file-writers.js'
import { type GuardedWriters, guardWriters } from './guarded-writers.js'
import { type PageLink, writeIndexPage } from './index-page.js'
import { createJunitWriter } from './junit-writer.js'
import { RunStream } from './run-stream.js'
import { stampOf } from './stamp.js'
import { renderSummary, type SummaryParts } from './summary.js'

export interface ReportOptions {
  /** Where the files go; made where it is missing. Absolute, or relative to `cwd`. */
  readonly folder: string
  /** Where Allure's results go; what Allure wrote there before is removed. */
  readonly allureFolder: string
  /** What paths in the summary are relative to. */
  readonly cwd: string
  /** Made with `byPattern: true`, with the configured secrets and numbers registered. */
  readonly mask: Mask
  readonly console: ConsoleOptions
  readonly runInfo: RunInfo
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number
}

export interface ConsoleOptions {
  readonly stream: Writable
  readonly isTTY: boolean
  /** False where NO_COLOR is set. @default isTTY */
  readonly colour?: boolean
}

/** What every report says about the run itself. */
export interface RunInfo {
  readonly id: string
  readonly environment: string
  readonly dryRun?: boolean
  /** What is not secure about it, a sentence each; every report is stamped with it. */
  readonly insecure?: readonly string[]
  /** More facts, shown in Allure's environment box: brokers, service addresses, versions. */
  readonly facts?: Readonly<Record<string, string>>
}

/** Absolute paths of what was written. */
export interface ReportPaths {
  /** The page to begin with. */
  readonly index: string
  readonly html: string
  readonly junit: string
  readonly ndjson: string
  readonly allure: string
}

/** How a run ended, for the summary. */
export interface RunEnd {
  /** `interrupted` closes open scenarios as skipped. */
  readonly reason?: 'finished' | 'interrupted'
  /** One line each, shown in the summary. */
  readonly warnings?: readonly string[]
}

export interface Reports {
  /** Takes the next envelope, as cucumber gave it. */
  write(envelope: Envelope): void
  /** Completes every file and prints the summary; a second call answers the same paths. Rejects where a file cannot be written. */
  end(end?: RunEnd): Promise<ReportPaths>
}

/** Opens the reports of one run; `end` completes them. */
export async function createReports(options: ReportOptions): Promise<Reports> {
  const { cwd, runInfo } = options
  const now = options.now ?? Date.now
  const folder = resolve(cwd, options.folder)
  const allure = resolve(cwd, options.allureFolder)
  await mkdir(folder, { recursive: true })
  await prepareAllureFolder(allure)
  const paths: ReportPaths = {
    index: join(folder, reportFiles.index),
    html: join(folder, reportFiles.html),
    junit: join(folder, reportFiles.junit),
    ndjson: join(folder, reportFiles.ndjson),
    allure,
  }
  const { stream, isTTY, colour = isTTY } = options.console
  const stamp = stampOf(runInfo.insecure)
  const writers = guardWriters([
    createNdjsonWriter(paths.ndjson, stamp),
    createHtmlWriter(paths.html, stamp),
    createJunitWriter(paths.junit, `kafka-kata (${runInfo.environment})${stamp === undefined ? '' : ` ${stamp}`}`),
    createAllureWriter({ folder: allure, environment: environmentBox(runInfo, options.mask) }),
    createConsoleWriter({ stream, colour }),
  ])
  return new RunReports({ options, paths, writers, now })
}

function environmentBox(
  { id, environment, dryRun, insecure = [], facts = {} }: RunInfo,
  mask: Mask,
): Record<string, string> {
  const box = {
    environment,
    run: id,
    ...(dryRun === true ? { 'dry run': 'yes' } : {}),
    ...(insecure.length > 0 ? { 'NOT SECURE': insecure.join('; ') } : {}),
    node: process.version,
    ...facts,
  }
  return mask.deep(box)
}

interface Parts {
  readonly options: ReportOptions
  readonly paths: ReportPaths
  readonly writers: GuardedWriters
  readonly now: () => number
}

class RunReports implements Reports {
  readonly #parts: Parts
  readonly #stream: RunStream
  readonly #ledger = createLedger()
  readonly #startedAt: Date
  readonly #failures: unknown[] = []
  #ended: Promise<ReportPaths> | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    this.#stream = new RunStream({ mask: parts.options.mask, now: parts.now })
    this.#startedAt = new Date(parts.now())
  }

  write(envelope: Envelope): void {
    if (this.#ended !== undefined) return
    try {
      this.#spread(this.#stream.push(envelope))
    } catch (failure) {
      this.#failures.push(failure)
    }
  }

  end(end: RunEnd = {}): Promise<ReportPaths> {
    this.#ended ??= this.#end(end)
    return this.#ended
  }

  async #end({ reason, warnings = [] }: RunEnd): Promise<ReportPaths> {
    const { options } = this.#parts
    const isInterrupted = reason === 'interrupted'
    this.#spread(this.#stream.close(isInterrupted ? 'interrupted' : 'lost'))
    const failures = [...this.#failures, ...(await this.#parts.writers.end())]
    const summary = this.#summary(isInterrupted, warnings)
    await this.#writeIndex(summary).catch((failure: unknown) => failures.push(failure))
    options.console.stream.write(`\n${renderSummary(summary).join('\n')}\n`)
    if (failures.length > 0) throw notWritten(failures)
    return this.#parts.paths
  }

  #spread(entries: readonly Entry[]): void {
    for (const entry of entries) {
      this.#ledger.record(entry.envelope)
      this.#parts.writers.write(entry)
    }
  }

  #summary(isInterrupted: boolean, warnings: readonly string[]): SummaryParts {
    const { options, paths, now } = this.#parts
    return {
      facts: this.#ledger.finish({ interrupted: isInterrupted }),
      environment: options.runInfo.environment,
      stamp: stampOf(options.runInfo.insecure),
      isInterrupted,
      startedAt: this.#startedAt,
      endedAt: new Date(now()),
      warnings: warnings.map((warning) => options.mask.text(warning)),
      files: [
        { what: 'index', path: paths.index },
        { what: 'page', path: paths.html },
        { what: 'JUnit', path: paths.junit },
        { what: 'messages', path: paths.ndjson },
        { what: 'Allure', path: paths.allure },
      ],
      cwd: options.cwd,
    }
  }

  async #writeIndex(summary: SummaryParts): Promise<void> {
    const { paths } = this.#parts
    const lines = renderSummary({ ...summary, files: [] })
    const page = { file: paths.index, lines, scenarios: this.#ledger.scenarios(), links: linksOf(paths) }
    await writeIndexPage(page)
  }
}

function linksOf({ index, html, junit, ndjson, allure }: ReportPaths): readonly PageLink[] {
  return [
    { path: html, text: 'Every scenario, step by step, with its messages and answers as attachments.' },
    { path: junit, text: 'The same verdicts for a build server.' },
    { path: ndjson, text: 'Everything that the pages are made of, one JSON object a line: Cucumber Messages.' },
    { path: allure, text: 'Results for Allure.' },
    {
      path: join(index, '..', reportFiles.allurePage),
      text: 'The Allure page, once `kata report` has made it, with the history of earlier pages.',
    },
  ]
}

function notWritten(failures: readonly unknown[]): KataError {
  const reasons = failures.map((failure) => (failure instanceof Error ? failure.message : String(failure)))
  return new KataError('REPORT_NOT_WRITTEN', {
    couldNot: 'Not every report could be written.',
    found: reasons.slice(0, 5).join('\n'),
    todo: 'Free some space, or choose a folder that may be written to with --reports.',
    cause: failures[0],
  })
}
