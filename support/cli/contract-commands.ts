// `kata catalogue` and `kata contract check`: their arguments. Files are judged in run/.
import { type Command, CommanderError, Option } from 'commander'

interface CheckFlags {
  readonly channel?: string
  readonly schema?: string
}

/** Adds `kata catalogue`; `answer` gets the exit code. */
export function addCatalogueCommand(program: Command, answer: (exitCode: number) => void): void {
  program
    .command('catalogue')
    .description('Print every topic of schemas/asyncapi: who sends and receives it, and its contracts.')
    .action(async () => {
      const { printCatalogue } = await import('../run/index.js')
      answer(printCatalogue())
    })
}

/** Adds `kata contract check`; `answer` gets the exit code. */
export function addContractCommand(program: Command, answer: (exitCode: number) => void): void {
  const contract = program.command('contract').description('Judge payloads by the contracts of the catalogue.')
  contract
    .command('check')
    .description('Judge payload files from disk: no Kafka, no feature.')
    .argument('<files...>', 'each with one payload, as it goes over the topic')
    .addOption(new Option('--channel <name>', 'a channel of the catalogue, or its topic').conflicts('schema'))
    .option('--schema <name>', 'a schema of schemas/json, by the name of its file without .schema.json')
    .addHelpText('after', exitCodes)
    .action(async (files: string[], { channel, schema }: CheckFlags) => {
      const by = channel !== undefined ? { channel } : schema !== undefined ? { schema } : refuse()
      const { checkContract } = await import('../run/index.js')
      answer(await checkContract({ files, by }))
    })
}

function refuse(): never {
  const text = 'Neither --channel nor --schema says what the files are judged by.'
  throw new CommanderError(2, 'kata.missingOption', text)
}

const exitCodes = `
Exit codes:
  0    every file keeps the contract
  1    one does not
  2    a file, a name or the catalogue cannot be used`
