// What a run has to start for itself, read from the settings: the embedded broker and doubles of services, as plain data.
import { numberPattern, type Settings } from '../config/index.js'
import { KataError } from '../shared/index.js'
import { wrappedLines } from '../verdict/index.js'
import { type DoubleName, doubleNames, isDoubleName, kafkaDoubles, neededBy } from './doubles.js'

/** Everything that is needed to start the parts; it can be sent to a thread. */
export interface EnvironmentPlan {
  /** Its name. */
  readonly environment: string
  /** Missing where the brokers are given. */
  readonly broker: { readonly initialRebalanceDelayMs: number } | undefined
  /** `host:port` of each given broker. */
  readonly brokers: readonly string[]
  /** Each behind those that it talks to. */
  readonly doubles: readonly DoubleName[]
  /** The control calls that are a service of their own name, and whose they are. */
  readonly controls: readonly { readonly name: string; readonly of: string }[]
  /** Base URLs of the services that are given. */
  readonly services: Readonly<Record<string, string>>
  /** What the numbers of registered citizens match. */
  readonly registered: RegExp
  /** Topic by channel. */
  readonly topics: Settings['topics']
}

/**
 * Reads what there is to start.
 *
 * @throws KataError SETTINGS_INVALID where a double is asked for that does not exist, that lacks a service it talks to, or
 *   that cannot speak to such a Kafka
 */
export function planEnvironment(settings: Settings): EnvironmentPlan {
  const { environment, kafka, services, topics, citizens } = settings
  const asked = settings.doubles.filter((name) => !isControls(name))
  const controls = settings.doubles.filter(isControls).map((name) => ({ name, of: controlledBy(name) }))
  checkKnown(settings, asked)
  checkControls(settings, controls)
  checkSpeech(settings)
  const doubles = doubleNames.filter((name) => asked.includes(name))
  checkNeeds(settings, doubles)
  return {
    environment,
    broker: kafka.embedded ? { initialRebalanceDelayMs: kafka.initialRebalanceDelayMs } : undefined,
    brokers: kafka.brokers,
    doubles,
    controls,
    services,
    registered: numberPattern(citizens.registered),
    topics,
  }
}

/** The control calls of a double are a service of their own name: a real service has none, and `@needs` can tell. */
const controlsEnding = '-control'

function isControls(name: string): boolean {
  return name.endsWith(controlsEnding)
}

function controlledBy(name: string): string {
  return name.slice(0, -controlsEnding.length)
}

function checkKnown(settings: Settings, asked: readonly string[]): void {
  const unknown = asked.filter((name) => !isDoubleName(name))
  if (unknown.length === 0) return
  const found = `There is no double of ${unknown.join(', ')}; there are doubles of ${doubleNames.join(', ')}.`
  throw invalid(settings, wrappedLines(found), 'Write the base URL of the service in place of `embedded`.')
}

function checkControls(settings: Settings, controls: EnvironmentPlan['controls']): void {
  const lacking = controls.find(({ of }) => !settings.doubles.includes(of))
  if (lacking === undefined) return
  const { name, of } = lacking
  const found = `${name} is the control calls of a double of ${of}, which this environment lacks.`
  throw invalid(settings, wrappedLines(found), `Write \`embedded\` for ${of} as well, or take both out.`)
}

function checkSpeech(settings: Settings): void {
  const { tls, sasl } = settings.kafka
  const speaking = kafkaDoubles.find((name) => settings.doubles.includes(name))
  if (speaking === undefined || (tls === undefined && sasl === undefined)) return
  const found = `The double of ${speaking} speaks to Kafka without TLS and SASL, which this environment asks for.`
  throw invalid(settings, found, `Write the base URL of a real ${speaking} in place of \`embedded\`.`)
}

function checkNeeds(settings: Settings, doubles: readonly DoubleName[]): void {
  for (const name of doubles) {
    const lacking = neededBy[name].find(
      (needed) => !doubles.includes(needed) && settings.services[needed] === undefined,
    )
    if (lacking === undefined) continue
    const found = `The double of ${name} talks to ${lacking}, which this environment lacks.`
    throw invalid(settings, found, `Add ${lacking} to its services: a base URL, or \`embedded\`.`)
  }
}

function invalid({ environment }: Settings, found: string, todo: string): KataError {
  const couldNot = `Environment "${environment}" could not be started.`
  return new KataError('SETTINGS_INVALID', { couldNot, found, todo, facts: { environment } })
}
