// The life of one run: look at the features, bring the environment up, let cucumber run, take the environment down.
import { type IRunConfiguration, type ISupportCodeLibrary, loadSupport, runCucumber } from '@cucumber/cucumber/api'
import type { Envelope } from '@cucumber/messages'
import { createMask, KataError, type Mask } from '../shared/index.js'
import { type ExitCode, exitCode } from '../verdict/index.js'
import { createSink } from './create-sink.js'
import { loadRunConfiguration } from './cucumber-configuration.js'
import { failureOf, printFailure } from './failure.js'
import { checkFeatures } from './features.js'
import { type Crashes, type Interruption, interrupted, watchCrashes, watchSignals } from './interruption.js'
import { LaterEnvelopes } from './later-envelopes.js'
import { maskOutput } from './mask-output.js'
import { keepHeapModest } from './modest-heap.js'
import { watchPrematureExit } from './premature-exit.js'
import type { RunOptions } from './run-options.js'
import { discardOldReports, openSession, reportFailure, type Session } from './session.js'
import { type Workers, watchWorkers } from './workers.js'

/**
 * Runs features, prints what happens and writes the reports.
 *
 * It never rejects and never ends the process, but for a second Ctrl-C. One run at a time, and one in the life of a
 * process: cucumber does not find the steps again.
 *
 * @returns the exit code: 130 interrupted, 2 the test or its set-up is wrong, 3 infrastructure, 1 the service is wrong, 0
 */
export async function run(options: RunOptions = {}): Promise<ExitCode> {
  keepHeapModest()
  const mask = createMask({ byPattern: true })
  const unmask = maskOutput(mask)
  const workers = watchWorkers()
  const crashes = watchCrashes(mask)
  const interruption = watchSignals(
    () => process.stderr.write('\nInterrupted: the run is being ended. Ctrl-C again ends it at once.\n'),
    () => {
      void workers.end()
      process.exit(130)
    },
  )
  try {
    return await runWatched(options, { mask, workers, crashes, interruption })
  } catch (error) {
    if (interruption.hasHappened) return 130
    const { class: failureClass, code, message } = failureOf(error)
    await reportFailure(options.reportsFolder, { class: failureClass, code, text: mask.text(message) })
    return printFailure(error, mask)
  } finally {
    await workers.end()
    for (const watch of [workers, crashes, interruption]) watch.dispose()
    unmask()
  }
}

interface Surroundings {
  readonly mask: Mask
  readonly workers: Workers
  readonly crashes: Crashes
  readonly interruption: Interruption
}

async function runWatched(
  options: RunOptions,
  { mask, workers, crashes, interruption }: Surroundings,
): Promise<ExitCode> {
  await discardOldReports(options.reportsFolder)
  const configuration = await loadRunConfiguration(options)
  const { dryRun } = configuration.runtime
  const { session, steps } = await prepare(options, configuration, mask)
  const later = new LaterEnvelopes((envelope) => {
    session.record(envelope)
    forgetAttachment(envelope)
  })
  // After a signal workers end one by one, which says nothing about their scenarios.
  const record = (envelope: Envelope) => {
    if (!interruption.hasHappened) later.take(envelope)
  }
  const outcome = await interruption.race(settle(runFeatures({ configuration, steps, session, record })))
  const isInterrupted = interruption.hasHappened
  if (isInterrupted) await workers.end()
  later.flush()
  const { ledger, failure } = await session.close({ interrupted: isInterrupted })
  // A hook of the run that failed is in the ledger, and in the reports; cucumber throws it as well.
  if (outcome !== interrupted && 'error' in outcome && ledger.failedRunHooks.length === 0) throw outcome.error
  const code = exitCode({
    interrupted: isInterrupted,
    usageError: false,
    environmentUp: true,
    success: outcome !== interrupted && 'value' in outcome && outcome.value,
    dryRun,
    ledger,
  })
  const failureCode = failure === undefined ? 0 : printFailure(failure, mask)
  return code || failureCode || (crashes.count > 0 ? 2 : 0)
}

/**
 * Empties an attachment as soon as everybody has been told of it. cucumber keeps every one until the end of the run, for
 * formatters that here are none: the evidence of 10,000 scenarios would be 40 MB.
 */
function forgetAttachment({ attachment }: Envelope): void {
  if (attachment !== undefined) attachment.body = ''
}

type Settled<T> = { readonly value: T } | { readonly error: unknown }

function settle<T>(work: Promise<T>): Promise<Settled<T>> {
  return work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
}

/**
 * Everything that a run needs before cucumber can start. The environment comes up on its thread while features and steps are
 * read; what is wrong with the features is told first, then with the environment, then with the steps.
 */
async function prepare(
  { environment, shard, paths, reportsFolder, reader }: RunOptions,
  configuration: IRunConfiguration,
  mask: Mask,
): Promise<Pick<Features, 'session' | 'steps'>> {
  const { parallel, dryRun } = configuration.runtime
  const part = shard === undefined ? { index: 0, count: 1 } : { ...shard, index: shard.index - 1 }
  const opening = settle(openSession({ environment, mask, parallel, shard: part, dryRun, reportsFolder, reader }))
  const checked = await settle(checkFeatures(configuration.sources, paths))
  if ('error' in checked) {
    const opened = await opening
    if ('value' in opened) await opened.value.close({ interrupted: false })
    throw checked.error
  }
  const steps = settle(loadSteps(configuration))
  const opened = await opening
  if ('error' in opened) throw opened.error
  return { session: opened.value, steps }
}

interface Features {
  readonly configuration: IRunConfiguration
  readonly steps: Promise<Settled<ISupportCodeLibrary>>
  readonly session: Session
  readonly record: (envelope: Envelope) => void
}

async function runFeatures({ configuration, steps, session, record }: Features): Promise<boolean> {
  const loaded = await steps
  if ('error' in loaded) throw loaded.error
  const support = loaded.value
  await session.begin()
  const exit = watchPrematureExit()
  try {
    const { success } = await runCucumber({ ...configuration, support }, { stdout: createSink() }, record)
    return success
  } finally {
    exit.dispose()
  }
}

async function loadSteps({ sources, support }: IRunConfiguration): Promise<ISupportCodeLibrary> {
  try {
    return await loadSupport({ sources, support })
  } catch (error) {
    if (error instanceof KataError) throw error
    throw new KataError('STEPS_NOT_LOADED', {
      couldNot: 'The step definitions could not be loaded, so no scenario was started.',
      found: describeOwnPart(error),
      todo: 'Correct the file; `require` and `import` in cucumber.js say which files are loaded.',
      cause: error,
    })
  }
}

/** The error's text, and the lines of its stack that lie in the project's own files. */
function describeOwnPart(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const here = `${process.cwd()}/`
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const own = frames.filter((line) => line.includes(here) && !line.includes('node_modules'))
  const text = [`${error.name}: ${error.message}`, ...own.slice(0, 3)].join('\n')
  return text.replaceAll(`file://${here}`, '').replaceAll(here, '')
}
