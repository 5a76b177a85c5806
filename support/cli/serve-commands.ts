// `kata broker` and `kata service`: their arguments. What they mean is said and judged in run/.
import { type Command, InvalidArgumentError } from 'commander'
import type { BrokerCommand, ServiceCommand } from '../run/index.js'

/** Adds `kata broker`; `answer` gets the exit code. */
export function addBrokerCommand(program: Command, answer: (exitCode: number) => void): void {
  program
    .command('broker')
    .description('Keep the embedded Kafka-protocol broker up on 127.0.0.1 until Ctrl-C or SIGTERM.')
    .option('--port <port>', 'where it listens (default: any free port)', readPort)
    .option('--initial-rebalance-delay <ms>', 'how long the first join of an empty group takes (default: 0)', readMs)
    .addHelpText('after', readyLine('broker listens on 127.0.0.1:9092'))
    .action(async ({ port, initialRebalanceDelay: delayMs }: { port?: number; initialRebalanceDelay?: number }) => {
      const { serveBroker } = await import('../run/index.js')
      const command: BrokerCommand = {
        ...(port === undefined ? {} : { port }),
        ...(delayMs === undefined ? {} : { initialRebalanceDelayMs: delayMs }),
      }
      answer(await serveBroker(command))
    })
}

interface ServiceFlags {
  readonly port?: number
  readonly kafka?: readonly string[]
  readonly url?: Readonly<Record<string, string>>
  readonly registered?: readonly string[]
  readonly topic?: string
  readonly deviation?: string
  readonly kafkaWait?: number
}

/** Adds `kata service`; `answer` gets the exit code. */
export function addServiceCommand(program: Command, answer: (exitCode: number) => void): void {
  program
    .command('service')
    .description('Keep a double up on 127.0.0.1 until Ctrl-C or SIGTERM.')
    .argument('<name>', 'such as user-otp; a name that is none lists them all')
    .option('--port <port>', 'where it listens (default: any free port)', readPort)
    .option('--kafka <host:port>', 'the brokers of those that speak to Kafka, with commas between them', readList)
    .option(
      '--url <service=url>',
      'base URL of a service it talks to, such as egov-otp=http://127.0.0.1:8089; may be given again',
      readUrl,
    )
    .option('--registered <list>', 'egov-user: numbers and patterns such as 98#######1, with commas', readList)
    .option(
      '--topic <name>',
      'user-otp: where it sends (default: egov.core.notification.sms.otp); egov-notification-sms: what it takes, with ' +
        'commas (default: egov.core.notification.sms)',
    )
    .option('--deviation <name>', 'a wrong behaviour, such as sends-nothing; a name that is none lists them all')
    .option('--kafka-wait <ms>', 'user-otp: how long it waits for a Kafka that is away (default: 120000)', readMs)
    .addHelpText('after', readyLine('egov-otp listens on http://127.0.0.1:8089'))
    .action(async (name: string, flags: ServiceFlags) => {
      const { serveService } = await import('../run/index.js')
      answer(await serveService(commandOf(name, flags)))
    })
}

function readyLine(example: string): string {
  return `
Prints one line when it is ready, the address last on it:
  ${example}

Exit codes:
  0    ended by Ctrl-C or SIGTERM
  2    an argument is wrong
  3    it could not be started`
}

function commandOf(name: string, flags: ServiceFlags): ServiceCommand {
  return {
    name,
    ...(flags.port === undefined ? {} : { port: flags.port }),
    ...(flags.kafka === undefined ? {} : { brokers: flags.kafka }),
    ...(flags.url === undefined ? {} : { urls: flags.url }),
    ...(flags.registered === undefined ? {} : { registered: flags.registered }),
    ...(flags.topic === undefined ? {} : { topic: flags.topic }),
    ...(flags.deviation === undefined ? {} : { deviation: flags.deviation }),
    ...(flags.kafkaWait === undefined ? {} : { kafkaWaitMs: flags.kafkaWait }),
  }
}

function readPort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new InvalidArgumentError('It must be 1 to 65535, or 0 for any free one.')
  }
  return Number(text)
}

function readMs(text: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new InvalidArgumentError('It must be a number of milliseconds, such as 3000.')
  return Number(text)
}

function readList(text: string, before: readonly string[] = []): readonly string[] {
  const parts = text.split(',').map((part) => part.trim())
  return [...before, ...parts.filter((part) => part !== '')]
}

function readUrl(text: string, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const [, service = '', url = ''] = /^([^=]+)=(.+)$/.exec(text) ?? []
  if (service === '') throw new InvalidArgumentError('It must be SERVICE=URL.')
  return Object.fromEntries([...Object.entries(before), [service, url]])
}
