// The configuration that cucumber gets: the one of cucumber.js, with what the command line says over it, and without
// formatters, whose place the masked reports take.
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type IRunConfiguration, loadConfiguration } from '@cucumber/cucumber/api'
import { KataError } from '../shared/index.js'
import type { RunOptions } from './run-options.js'

/**
 * Loads cucumber.js, or the file that `options.configurationFile` names.
 *
 * @throws KataError ARGUMENT_INVALID where cucumber refuses it
 */
export async function loadRunConfiguration(options: RunOptions): Promise<IRunConfiguration> {
  const { configurationFile, paths = [], names, tags, parallel, dryRun } = options
  const file = configurationFile === undefined ? undefined : relative(process.cwd(), configurationFile)
  const { runConfiguration } = await refuseInWords(file ?? 'cucumber.js', () =>
    loadConfiguration({
      ...(file === undefined ? {} : { file }),
      provided: {
        ...(names === undefined ? {} : { name: [...names] }),
        ...(tags === undefined ? {} : { tags }),
        ...(parallel === undefined ? {} : { parallel }),
        ...(dryRun === undefined ? {} : { dryRun }),
      },
    }),
  )
  const { sources, support, runtime, plugins = { specifiers: [], options: {} } } = runConfiguration
  return {
    ...runConfiguration,
    sources: {
      ...sources,
      // cucumber would add the paths of the command line to those of the file.
      ...(paths.length === 0 ? {} : { paths: [...paths] }),
      ...(options.shard === undefined ? {} : { shard: `${options.shard.index}/${options.shard.count}` }),
    },
    support: { ...support, requirePaths: withOwnFiles(support) },
    // Nothing is waited for in a dry run, so workers would only cost their start.
    runtime: runtime.dryRun ? { ...runtime, parallel: 0 } : runtime,
    plugins: { ...plugins, options: { ...plugins.options, kata: { managed: true } } },
    formats: { ...runConfiguration.formats, stdout: silentFormatter, files: {}, publish: false },
  }
}

/** What every worker needs before the steps, whether or not the file says so; no paths at all mean cucumber's default. */
function withOwnFiles({ requirePaths = [], importPaths = [] }: IRunConfiguration['support']): string[] {
  const own = ['typescript.cjs', 'worker-process.ts'].map((name) => fileURLToPath(new URL(name, import.meta.url)))
  const isDefault = requirePaths.length === 0 && importPaths.length === 0
  return isDefault ? [] : [...own.map((path) => relative(process.cwd(), path)), ...requirePaths]
}

/** Writes nothing: cucumber wants a formatter for standard output, and its own would print unmasked text. */
const silentFormatter = new URL('./silent-formatter.js', import.meta.url).href

async function refuseInWords<T>(file: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    const causes = causesOf(error).map((cause) => `  ${cause}`)
    throw new KataError('ARGUMENT_INVALID', {
      couldNot: `The cucumber configuration ${file} could not be used.`,
      found: causes.join('\n'),
      todo: 'Correct the file, or name another one by --config.',
      facts: { file },
      cause: error,
    })
  }
}

/** First line of an error's text, and of each of its causes. */
function causesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [String(error)]
  const [line = ''] = error.message.split('\n')
  return error.cause === undefined ? [line] : [line, ...causesOf(error.cause)]
}
