// The `kata` command: what was typed becomes options of a run, the run's answer becomes the exit code. It alone decides
// how the process ends.
import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { createMask, KataError } from '../shared/index.js'
import { addCatalogueCommand, addContractCommand } from './contract-commands.js'
import { addReportCommand } from './report-command.js'
import { addRunCommand } from './run-command.js'
import { addBrokerCommand, addServiceCommand } from './serve-commands.js'
import { addDoctorCommand, addJanitorCommand } from './upkeep-commands.js'

/** Runs the command line and ends the process with its exit code. */
export async function main(args: readonly string[]): Promise<void> {
  const code = await runCommandLine(args)
  process.exitCode = code
  if (code === 130) process.exit()
  endWhenHeldOpen()
}

/** Runs the command line. @returns the exit code; it never rejects */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  let code = 0
  const program = createProgram((answer) => {
    code = answer
  })
  try {
    await program.parseAsync([...args], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0
    // The run takes half a second to load, which help and version need not wait for.
    const { printFailure } = await import('../run/index.js')
    const failure = error instanceof CommanderError ? inWords(error, commandNamed(program, args[0])) : error
    return printFailure(failure, createMask({ byPattern: true }))
  }
}

function createProgram(answer: (exitCode: number) => void): Command {
  const program = new Command('kata')
    .description('Contract tests for services that talk HTTP and Kafka, written in Gherkin.')
    .version(readVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
  addRunCommand(program, answer)
  addReportCommand(program, answer)
  addCatalogueCommand(program, answer)
  addContractCommand(program, answer)
  addBrokerCommand(program, answer)
  addServiceCommand(program, answer)
  addDoctorCommand(program, answer)
  addJanitorCommand(program, answer)
  return program
}

/** The command that was meant; `run` where none was. */
function commandNamed(program: Command, name: string | undefined): string {
  return program.commands.map((command) => command.name()).find((known) => known === name) ?? 'run'
}

function inWords(error: CommanderError, command: string): KataError {
  const [found = '', ...hints] = error.message.replace(/^error: /, '').split('\n')
  const isHelp = error.code === 'commander.help'
  const problem = isHelp ? 'No command was given.' : `${found.charAt(0).toUpperCase()}${found.slice(1)}`
  return new KataError('ARGUMENT_INVALID', {
    couldNot: 'The command could not be understood.',
    found: [problem.replace(/\.?$/, '.'), ...hints].join(' '),
    todo: `See \`kata --help\` and \`kata ${command} --help\`.`,
    cause: error,
  })
}

function readVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

const graceMs = 2_000

/** A step that leaves a connection open would keep the process alive for ever, and a pipeline with it. */
function endWhenHeldOpen(): void {
  const end = () => {
    const holders = [...new Set(process.getActiveResourcesInfo())].filter((name) => name !== 'PipeWrap').join(', ')
    console.error(`Something was left open (${holders}): the process is ended. Close what steps open in a hook.`)
    process.exit()
  }
  setTimeout(end, graceMs).unref()
}
