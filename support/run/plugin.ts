// The cucumber plugin that gives plain `npx cucumber-js` what `kata run` has: the environment, the masked reports and
// the exit code. Under `kata run` it stays idle.
import { loadConfiguration, type Plugin } from '@cucumber/cucumber/api'
import { createMask } from '../shared/index.js'
import { exitCode, type LedgerFacts } from '../verdict/index.js'
import { createSink } from './create-sink.js'
import { printFailure } from './failure.js'
import { watchSignals } from './interruption.js'
import { maskOutput } from './mask-output.js'
import { openSession, type Session } from './session.js'

interface PluginOptions {
  /** True where somebody else surrounds the run already. */
  readonly managed?: boolean
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
  async coordinator({ operation, options, on }) {
    if (operation !== 'runCucumber' || options.managed === true) return undefined
    const runtime = await readRuntime()
    const session = await openOrExit(runtime)
    const interruption = watchSignals(
      () => void session.close({ interrupted: true }).finally(() => process.exit(130)),
      () => process.exit(130),
    )
    on('message', (envelope) => session.record(envelope))
    return async () => {
      interruption.dispose()
      const ledger = await session.close({ interrupted: false })
      overrideExitCode(ledger, runtime)
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

async function openOrExit(runtime: Runtime): Promise<Session> {
  const mask = createMask({ byPattern: true })
  maskOutput(mask)
  try {
    const session = await openSession({ ...runtime, mask })
    await session.begin()
    return session
  } catch (error) {
    process.exit(printFailure(error, mask))
  }
}

/** cucumber knows 0 and 1 only, and says 0 where nothing was judged; the last word is had while the process exits. */
function overrideExitCode(ledger: LedgerFacts, { dryRun }: Runtime): void {
  const code = exitCode({ interrupted: false, usageError: false, environmentUp: true, dryRun, ledger })
  process.once('exit', () => {
    if (code !== 0) process.exitCode = code
  })
}
