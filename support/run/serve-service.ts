// `kata service`: one double as a process of its own. Here is judged whether what was asked for fits the double; how the
// double is started is doubles.ts, what keeps it up is serve.ts.
import { numberPattern } from '../config/index.js'
import { KataError, nearest } from '../shared/index.js'
import { type ExitCode, wrappedLines } from '../verdict/index.js'
import {
  type DoubleName,
  type DoubleOptions,
  deviationsOf,
  doubleNames,
  isDoubleName,
  neededBy,
  startDouble,
} from './doubles.js'
import { serve } from './serve.js'

/** What `kata service` says, as it was typed; what is left out is missing. */
export interface ServiceCommand {
  readonly name: string
  /** @default 0, any free port */
  readonly port?: number
  /** `host:port` of each broker. */
  readonly brokers?: readonly string[]
  /** Base URL by service. */
  readonly urls?: Readonly<Record<string, string>>
  /** Mobile numbers, and patterns such as `98#######1`. */
  readonly registered?: readonly string[]
  readonly topic?: string
  readonly deviation?: string
  /** How long user-otp waits for a Kafka that is away. */
  readonly kafkaWaitMs?: number
}

type Option = 'brokers' | 'registered' | 'topic' | 'deviation' | 'kafkaWaitMs'

type Needs = Readonly<Partial<Record<Option, 'needed' | 'possible'>>>

const needsOfUserOtp: Needs = {
  brokers: 'needed',
  topic: 'possible',
  deviation: 'possible',
  kafkaWaitMs: 'possible',
}

/** The options that a double has use for. */
const needs: Readonly<Record<DoubleName, Needs>> = {
  'egov-otp': { deviation: 'possible' },
  'egov-user': { registered: 'needed', deviation: 'possible' },
  'user-otp': needsOfUserOtp,
  'user-otp-oss': needsOfUserOtp,
  'user-otp-central': needsOfUserOtp,
  'open-finance': { brokers: 'needed', deviation: 'possible' },
  'sms-gateway': {},
  'mail-server': {},
  'egov-notification-sms': { brokers: 'needed', topic: 'possible', deviation: 'possible' },
  'egov-notification-mail': { brokers: 'needed', deviation: 'possible' },
}

/** The option as it is typed, what a double that needs it does without it, and an example. */
const options: Readonly<Record<Option, { readonly flag: string; readonly lacking: string; readonly example: string }>> =
  {
    brokers: {
      flag: '--kafka',
      lacking: 'It talks to Kafka, and nothing says where that is.',
      example: '--kafka 127.0.0.1:9092',
    },
    registered: {
      flag: '--registered',
      lacking: 'It knows who is registered, and nothing says who that is.',
      example: '--registered "98#######1"',
    },
    topic: { flag: '--topic', lacking: '', example: '' },
    deviation: { flag: '--deviation', lacking: '', example: '' },
    kafkaWaitMs: { flag: '--kafka-wait', lacking: '', example: '' },
  }

/** Keeps a double up until a signal. @returns the exit code, as `serve` does */
export function serveService(command: ServiceCommand): Promise<ExitCode> {
  return serve(command.name, async () => {
    const name = checkName(command.name)
    checkOptions(name, command)
    const urls = checkUrls(name, command.urls ?? {})
    const service = await startDouble(name, {
      ...(command.port === undefined ? {} : { port: command.port }),
      brokers: checkEach(name, command.brokers, brokerRule),
      registered: numberPattern(checkEach(name, command.registered, numberRule)),
      urlOf: (needed) => urls.get(needed) ?? '',
      ...topicsOf(name, command.topic),
      kafkaWaitMs: command.kafkaWaitMs,
      deviation: await checkDeviation(name, command.deviation),
    })
    return { address: service.url, close: () => service.close() }
  })
}

function checkName(name: string): DoubleName {
  if (isDoubleName(name)) return name
  const [near] = nearest(doubleNames, name)
  throw new KataError('ARGUMENT_INVALID', {
    couldNot: 'No service could be started.',
    found: wrappedLines(`There is no double of "${name}"; there are doubles of ${doubleNames.join(', ')}.`),
    todo: near === undefined ? 'Name one of these.' : `Write \`kata service ${near}\`.`,
    facts: { service: name },
  })
}

function checkOptions(name: DoubleName, command: ServiceCommand): void {
  for (const option of Object.keys(options) as Option[]) {
    const { flag, lacking, example } = options[option]
    const given = command[option]
    const isGiven = typeof given === 'number' || (given?.length ?? 0) > 0
    const need = needs[name][option]
    if (need === 'needed' && !isGiven) throw refuse(name, lacking, `Add ${flag}, such as ${example}.`)
    if (need !== undefined || !isGiven) continue
    const users = doubleNames.filter((each) => needs[each][option] !== undefined)
    const found = `It has no use for ${flag}, which is for ${users.join(', ').replace(/, ([^,]+)$/, ' and $1')}.`
    throw refuse(name, wrappedLines(found), `Leave ${flag} out.`)
  }
}

function checkUrls(name: DoubleName, given: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const needed = neededBy[name]
  const unknown = Object.keys(given).find((each) => !needed.some((known) => known === each))
  if (unknown !== undefined) {
    const there = needed.length === 0 ? 'no other service' : `${needed.join(' and ')} only`
    const [near] = nearest(needed, unknown)
    const todo = near === undefined ? 'Leave that --url out.' : `Write --url ${near}=URL.`
    throw refuse(name, `It talks to ${there}, and --url names "${unknown}".`, todo)
  }
  const missing = needed.find((each) => !Object.hasOwn(given, each))
  if (missing !== undefined) {
    const found = `It talks to ${missing}, and nothing says where that is.`
    throw refuse(name, found, `Add --url ${missing}=URL, such as --url ${missing}=http://127.0.0.1:8080.`)
  }
  return new Map(Object.entries(given).map(([each, url]) => [each, checkUrl(name, each, url)]))
}

function checkUrl(name: DoubleName, of: string, url: string): string {
  if (URL.canParse(url) && /^https?:/i.test(url)) return url.replace(/\/+$/, '')
  const found = `What --url says of ${of} is no http:// or https:// address.`
  throw refuse(name, found, `Write its base URL, such as --url ${of}=http://127.0.0.1:8080.`)
}

interface Rule {
  readonly pattern: RegExp
  readonly found: string
  readonly todo: string
}

const brokerRule: Rule = {
  pattern: /^\S+:\d{1,5}$/,
  found: '--kafka holds a broker that is not HOST:PORT.',
  todo: 'Write every broker as HOST:PORT, with commas between them.',
}

const numberRule: Rule = {
  pattern: /^[0-9#]{6,15}$/,
  found: '--registered holds what is neither a number of 6 to 15 digits nor such a pattern with "#".',
  todo: 'Write numbers and patterns such as 98#######1, with commas between them.',
}

function checkEach(name: DoubleName, given: readonly string[] = [], rule: Rule): readonly string[] {
  if (given.every((each) => rule.pattern.test(each))) return given
  throw refuse(name, rule.found, rule.todo)
}

/** One topic to send to, or several to take texts from. */
function topicsOf(name: DoubleName, given: string | undefined): Pick<DoubleOptions, 'smsTopic' | 'textTopics'> {
  if (given === undefined) return {}
  const topics = name === 'egov-notification-sms' ? given.split(',').map((topic) => topic.trim()) : [given]
  const isTopic = (topic: string) => /^[a-zA-Z0-9._-]{1,249}$/.test(topic) && !/^\.{1,2}$/.test(topic)
  if (topics.every(isTopic)) return { smsTopic: topics[0], textTopics: topics }
  throw refuse(name, '--topic holds what cannot be the name of a topic.', 'Use letters, digits, ".", "_" and "-" only.')
}

async function checkDeviation(name: DoubleName, given: string | undefined): Promise<string | undefined> {
  if (given === undefined) return undefined
  const deviations = await deviationsOf(name)
  const known = Object.keys(deviations)
  const deviation = known.find((each) => each === given)
  if (deviation !== undefined) return deviation
  const width = Math.max(...known.map(({ length }) => length))
  const list = known.map((each) => `  ${each.padEnd(width)}  ${deviations[each]?.description}`)
  const todo = list.length === 0 ? 'It has none.' : wrappedLines(['It has these:', ...list].join('\n'))
  const near = nearest(known, given)
  const hint = near.length === 0 ? '' : ` Near: ${near.join(', ')}.`
  throw refuse(name, `It has no deviation "${given}".${hint}`, todo)
}

function refuse(name: DoubleName, found: string, todo: string): KataError {
  const couldNot = `The double of ${name} could not be started.`
  return new KataError('ARGUMENT_INVALID', { couldNot, found, todo, facts: { service: name } })
}
