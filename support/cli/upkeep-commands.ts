// `kata janitor`: its arguments. What it means is said and judged in run/.
import type { Command } from 'commander'
import type { JanitorCommand } from '../run/index.js'

/** Adds `kata janitor`; `answer` gets the exit code. */
export function addJanitorCommand(program: Command, answer: (exitCode: number) => void): void {
  program
    .command('janitor')
    .description('Show the consumer groups that killed runs have left on Kafka, and delete them with --yes.')
    .option(...environmentOption)
    .option('--yes', 'delete those without members; a group that is in use always stays')
    .addHelpText('after', janitorExitCodes)
    .action(async ({ env, yes }: { env?: string; yes?: boolean }) => {
      const { janitor } = await import('../run/index.js')
      const command: JanitorCommand = {
        ...(env === undefined ? {} : { environment: env }),
        ...(yes === undefined ? {} : { yes }),
      }
      answer(await janitor(command))
    })
}

const environmentOption = [
  '--env <name>',
  'environment of kata.config.yaml (default: KATA_ENV, then defaultEnvironment)',
] as const

const janitorExitCodes = `
Exit codes:
  0    nothing is left over, or all of it was deleted
  1    groups are left over and --yes was not given, or some could not be deleted
  2    an argument or the configuration is wrong, or the environment is an embedded one
  3    Kafka did not answer`
