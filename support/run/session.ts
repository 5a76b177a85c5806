// What surrounds the scenarios of one run, whoever runs cucumber: the environment, what workers are told, the masked
// reports and the ledger.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Envelope } from '@cucumber/messages'
import {
  checkNumbers,
  handOver,
  loadSettings,
  type Run,
  readLeftGroups,
  readWarnings,
  resolveSettings,
  revokeHandOver,
  type Settings,
  type UnresolvedSettings,
  withAddresses,
  withReader,
} from '../config/index.js'
import {
  createReports,
  discardReports,
  type EarlyFailure,
  type ReportOptions,
  type Reports,
  writeEarlyFailure,
} from '../report/index.js'
import { KataError, type Mask } from '../shared/index.js'
import { createLedger, type LedgerFacts } from '../verdict/index.js'
import { emptyExamples } from './empty-examples.js'
import { type RunningEnvironment, startEnvironment } from './environment.js'
import { reportFolders } from './report-folders.js'
import type { RunOptions } from './run-options.js'
import { checkTopicNames } from './topic-names.js'

export interface SessionOptions {
  /** An environment of the settings file. */
  readonly environment?: string | undefined
  readonly mask: Mask
  /** Number of worker processes; 0 where the scenarios run in this process. */
  readonly parallel: number
  /** `index` counts from 0. */
  readonly shard: Run['shard']
  /** Starts no environment and resolves no reference. */
  readonly dryRun: boolean
  readonly reportsFolder?: string | undefined
  readonly reader?: RunOptions['reader'] | undefined
}

export interface Session {
  /** Opens the reports. Needed before the first `record`. */
  begin(): Promise<void>
  /** Takes an envelope, as cucumber gave it. */
  record(envelope: Envelope): void
  /** Takes the environment down, completes the reports and prints the summary. */
  close(end: { readonly interrupted: boolean }): Promise<SessionEnd>
}

export interface SessionEnd {
  readonly ledger: LedgerFacts
  /** Why a report could not be written, where one could not. */
  readonly failure?: unknown
}

const closeTimeoutMs = 10_000

/**
 * Brings the environment up and hands the settings over; what is told to workers stands in this process' environment.
 *
 * @throws KataError as `loadSettings`, `checkTopicNames`, `resolveSettings`, `checkNumbers` and `startEnvironment` do
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { mask, parallel, shard, dryRun } = options
  const loaded = withReader(loadSettings({ environment: options.environment }), options.reader)
  checkTopicNames(loaded)
  const settings = dryRun ? undefined : prepareSettings(loaded, options)
  const running = settings === undefined ? undefined : await startEnvironment(settings)
  const { id, folder, removeFolder } = createRunFolder()
  const addressed = running === undefined ? loaded : withAddresses(loaded, running.addresses)
  handOver(addressed, { id, folder, parallel, shard })

  const ledger = createLedger()
  const empty: string[] = []
  let reports: Reports | undefined
  let isOpen = true
  return {
    async begin() {
      const { insecure = [] } = settings?.kafka ?? {}
      const runInfo = { id, environment: loaded.environment, dryRun, insecure, facts: factsOf(settings, running) }
      reports = await openReports(options, runInfo)
    },
    record(envelope) {
      if (!isOpen) return
      ledger.record(envelope)
      if (envelope.gherkinDocument !== undefined) empty.push(...emptyExamples(envelope.gherkinDocument))
      reports?.write(envelope)
    },
    async close({ interrupted }) {
      isOpen = false
      try {
        const ownWarnings = (await running?.close(closeTimeoutMs)) ?? []
        const left = leftGroupsWarning(readLeftGroups(folder).length, `kata-${id}-`)
        const warnings = [...empty, ...readWarnings(folder), ...left, ...ownWarnings].map((warning) =>
          mask.text(warning),
        )
        const facts = ledger.finish({ interrupted })
        const ending = reports?.end({ reason: interrupted ? 'interrupted' : 'finished', warnings })
        return await (ending ?? Promise.resolve()).then(
          () => ({ ledger: facts }),
          (failure: unknown) => ({ ledger: facts, failure }),
        )
      } finally {
        revokeHandOver()
        removeFolder()
      }
    },
  }
}

/** Said once for a run, however many groups there are. */
function leftGroupsWarning(count: number, prefix: string): readonly string[] {
  if (count === 0) return []
  const isOne = count === 1
  const groups = isOne ? '1 consumer group' : `${count} consumer groups`
  const left = isOne
    ? 'stays on Kafka, since this user may not delete it'
    : 'stay on Kafka, since this user may not delete them'
  const right = 'with DELETE on groups with the prefix "kata-" a run deletes its own'
  return [`${groups} with the prefix "${prefix}" ${left}: ${right}.`]
}

/** Removes the reports of an earlier run, before anything can end this one. */
export async function discardOldReports(reportsFolder: string | undefined): Promise<void> {
  // What is wrong with the folder is told when the reports are opened.
  await discardReports(reportFolders(reportsFolder)).catch(() => undefined)
}

/** Leaves a JUnit file that says why the run did not begin; not for a slip on the command line, which is nobody's result. */
export async function reportFailure(reportsFolder: string | undefined, failure: EarlyFailure): Promise<void> {
  if (failure.code === 'ARGUMENT_INVALID' || failure.code === 'FEATURES_MISSING') return
  // The failure itself has been told; a folder that cannot be written to is told when reports are opened.
  await writeEarlyFailure(reportFolders(reportsFolder).folder, failure).catch(() => undefined)
}

async function openReports(
  { reportsFolder, mask }: SessionOptions,
  runInfo: ReportOptions['runInfo'],
): Promise<Reports> {
  const folders = reportFolders(reportsFolder)
  try {
    return await createReports({ ...folders, cwd: process.cwd(), mask, console: consoleOf(process.stdout), runInfo })
  } catch (cause) {
    throw new KataError('REPORT_NOT_WRITTEN', {
      couldNot: `No report could be written to ${folders.folder}.`,
      found: cause instanceof Error ? cause.message : String(cause),
      todo: 'Name a folder that may be written to by --reports.',
      cause,
    })
  }
}

function prepareSettings(loaded: UnresolvedSettings, { mask, parallel, shard }: SessionOptions): Settings {
  const { settings, secrets } = resolveSettings(loaded)
  for (const secret of secrets) mask.registerSecret(secret)
  const { registered, unregistered } = settings.citizens
  for (const entry of [...registered, ...unregistered]) if (!entry.includes('#')) mask.registerNumber(entry)
  checkNumbers(settings, { perShard: parallel, shards: shard.count })
  return settings
}

function createRunFolder(): { id: string; folder: string; removeFolder: () => void } {
  const id = `${Date.now().toString(36)}-${randomBytes(2).toString('hex')}`
  const folder = mkdtempSync(join(tmpdir(), `kata-${id}-`))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', remove)
  return {
    id,
    folder,
    removeFolder() {
      process.off('exit', remove)
      remove()
    },
  }
}

function consoleOf(stream: NodeJS.WriteStream): ReportOptions['console'] {
  const isTTY = stream.isTTY === true
  return { stream, isTTY, colour: isTTY && stream.hasColors() }
}

function factsOf(settings: Settings | undefined, running: RunningEnvironment | undefined): Record<string, string> {
  if (settings === undefined || running === undefined) return {}
  const services = Object.entries({ ...settings.services, ...running.addresses.services })
  const brokers = running.addresses.brokers ?? settings.kafka.brokers
  return Object.fromEntries([['kafka', brokers.join(', ')], ...services])
}
