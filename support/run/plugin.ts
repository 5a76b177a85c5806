// The cucumber plugin that gives plain `npx cucumber-js` what `kata run` has: the environment, the masked reports and
// the exit code. Under `kata run` it leaves that to it, and only lightens what is sent to workers.
import { loadConfiguration, type Plugin } from '@cucumber/cucumber/api'
import { createMask } from '../shared/index.js'
import { type ExitCode, exitCode } from '../verdict/index.js'
import { createSink } from './create-sink.js'
import { printFailure } from './failure.js'
import { watchCrashes, watchSignals } from './interruption.js'
import { maskOutput } from './mask-output.js'
import { withOwnDocument } from './own-document.js'
import { openSession, type Session, type SessionOptions } from './session.js'
import { watchWorkers } from './workers.js'

interface PluginOptions {
  /** True where somebody else surrounds the run already. */
  readonly managed?: boolean
  /** Folder of all reports, as `kata run --reports` has it. */
  readonly reports?: string
}

/** What the command line and cucumber.js say, as far as a plugin needs to know it. */
interface Runtime {
  readonly parallel: number
  readonly dryRun: boolean
  readonly shard: { readonly index: number; readonly count: number }
}

const plugin: Plugin<PluginOptions> = {
  type: 'plugin',
  optionsKey: 'kata',
  async coordinator({ operation, options, on, transform }) {
    if (operation !== 'runCucumber') return undefined
    transform('pickles:order', (pickles) => pickles.map(withOwnDocument))
    if (options.managed === true) return undefined
    const mask = createMask({ byPattern: true })
    maskOutput(mask)
    const crashes = watchCrashes(mask)
    const workers = watchWorkers()
    const runtime = await readRuntime()
    const session = await openOrExit({ ...runtime, mask, reportsFolder: options.reports })
    const end = async () => {
      await workers.end()
      await session.close({ interrupted: true })
    }
    const interruption = watchSignals(
      () => void end().finally(() => process.exit(130)),
      () => process.exit(130),
    )
    on('message', (envelope) => (interruption.hasHappened ? undefined : session.record(envelope)))
    return async () => {
      const { ledger, failure } = await session.close({ interrupted: false })
      const failureCode = failure === undefined ? 0 : printFailure(failure, mask)
      const code = exitCode({
        interrupted: false,
        usageError: false,
        environmentUp: true,
        dryRun: runtime.dryRun,
        ledger,
      })
      overrideExitCode(() => code || failureCode || (crashes.count > 0 ? 2 : 0))
    }
  },
}

export default plugin

/** cucumber tells a plugin nothing of these, so its own reading of the command line is repeated. */
async function readRuntime(): Promise<Runtime> {
  const args = process.argv.slice(2)
  const file = fileArgument(args)
  const { runConfiguration } = await loadConfiguration(
    { ...(file === undefined ? {} : { file }), provided: args },
    { stderr: createSink() },
  )
  const [index = 1, count = 1] = (runConfiguration.sources.shard || '1/1').split('/').map(Number)
  return { ...runConfiguration.runtime, shard: { index: index - 1, count } }
}

function fileArgument(args: readonly string[]): string | undefined {
  const at = args.findIndex((arg) => /^(?:-c|--config)(?:=|$)/.test(arg))
  return args[at]?.includes('=') ? args[at]?.split('=')[1] : at < 0 ? undefined : args[at + 1]
}

async function openOrExit(options: SessionOptions): Promise<Session> {
  try {
    const session = await openSession(options)
    await session.begin()
    return session
  } catch (error) {
    process.exit(printFailure(error, options.mask))
  }
}

/** cucumber knows 0 and 1 only, and says 0 where nothing was judged; the last word is had while the process exits. */
function overrideExitCode(decide: () => ExitCode): void {
  process.once('exit', () => {
    const code = decide()
    if (code !== 0) process.exitCode = code
  })
}
