// `kata run`: its arguments, and how they become options of a run.
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { RunOptions } from '../run/index.js'

interface RunFlags {
  readonly env?: string
  readonly tags?: string
  readonly name?: readonly string[]
  readonly parallel?: number
  readonly shard?: { readonly index: number; readonly count: number }
  readonly dryRun?: boolean
  readonly reports?: string
  readonly reader?: 'scenario' | 'worker'
  readonly config?: string
}

/** Adds the command; `answer` gets the run's exit code. */
export function addRunCommand(program: Command, answer: (exitCode: number) => void): void {
  program
    .command('run')
    .description('Run features: bring the environment up, judge, write the reports, take the environment down.')
    .argument(
      '[paths...]',
      'feature files, folders or globs, FILE:LINE for one scenario (default: those of cucumber.js)',
    )
    .option('--env <name>', 'environment of kata.config.yaml (default: KATA_ENV, then defaultEnvironment)')
    .option('--tags <expression>', 'only scenarios with these tags, such as "@otp and not @slow"')
    .option('--name <regexp>', 'only scenarios with such a name; may be given again', collect)
    .option('--parallel <workers>', 'run in so many processes', readCount)
    .option('--shard <index/count>', 'run one of so many equal parts, such as 1/3', readShard)
    .option('--dry-run', 'look for undefined and ambiguous steps; start and run nothing')
    .option('--reports <folder>', 'folder of all reports (default: reports/, and allure-results/ beside it)')
    .addOption(readerOption())
    .option('--config <file>', "cucumber's configuration (default: cucumber.js)")
    .addHelpText('after', exitCodes)
    .action(async (paths: string[], flags: RunFlags) => {
      const { run } = await import('../run/index.js')
      answer(await run(optionsOf(paths, flags)))
    })
}

const exitCodes = `
Exit codes:
  0    every scenario passed
  1    the service is wrong: CONTRACT, MISSING or LATE
  2    the test or its set-up is wrong, or nothing was judged
  3    infrastructure: what lies between the test and the service
  130  interrupted`

function optionsOf(paths: readonly string[], flags: RunFlags): RunOptions {
  return {
    paths,
    ...(flags.env === undefined ? {} : { environment: flags.env }),
    ...(flags.tags === undefined ? {} : { tags: flags.tags }),
    ...(flags.name === undefined ? {} : { names: flags.name }),
    ...(flags.parallel === undefined ? {} : { parallel: flags.parallel }),
    ...(flags.shard === undefined ? {} : { shard: flags.shard }),
    ...(flags.dryRun === undefined ? {} : { dryRun: flags.dryRun }),
    ...(flags.reports === undefined ? {} : { reportsFolder: flags.reports }),
    ...(flags.reader === undefined ? {} : { reader: flags.reader }),
    ...(flags.config === undefined ? {} : { configurationFile: flags.config }),
  }
}

function readerOption(): Option {
  const text = "a consumer group for each subscription, or one for each topic and worker (default: the environment's)"
  return new Option('--reader <lifetime>', text).choices(['scenario', 'worker'])
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
}

function readCount(text: string): number {
  if (!/^\d{1,3}$/.test(text)) throw new InvalidArgumentError('It must be a number of processes, such as 2.')
  return Number(text)
}

function readShard(text: string): { index: number; count: number } {
  const [, index = 0, count = 0] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).map(Number)
  if (index < 1 || index > count) throw new InvalidArgumentError('It must be INDEX/COUNT, such as 1/3, counted from 1.')
  return { index, count }
}
