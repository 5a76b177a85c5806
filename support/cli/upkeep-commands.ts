// `kata doctor` and `kata janitor`: their arguments. What they mean is said and judged in run/.
import type { Command } from 'commander'
import type { DoctorCommand, JanitorCommand } from '../run/index.js'

/** Adds `kata doctor`; `answer` gets the exit code. */
export function addDoctorCommand(program: Command, answer: (exitCode: number) => void): void {
  program
    .command('doctor')
    .description(
      'Look at the settings, Kafka, the rights and the services of an environment; each problem with its fix.',
    )
    .option(...environmentOption)
    .addHelpText('after', doctorExitCodes)
    .action(async ({ env }: { env?: string }) => {
      const { doctor } = await import('../run/index.js')
      const command: DoctorCommand = env === undefined ? {} : { environment: env }
      answer(await doctor(command))
    })
}

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

const doctorExitCodes = `
Exit codes:
  0    no problem was found; a note is none
  2    an argument is wrong, or the settings cannot be used
  3    any other problem`
