// What a run starts for itself and takes down again: the embedded broker and doubles of services. Where brokers are
// given, it starts none, and makes sure that they let us in.
import type { Settings } from '../config/index.js'
import { Deadline, KataError } from '../shared/index.js'
import { wrappedLines } from '../verdict/index.js'
import { type DoubleName, doubleNames, isDoubleName, kafkaDoubles, startDouble } from './doubles.js'
import { checkReachable } from './reach.js'
import { checkSignIn } from './sign-in.js'

/** An environment that is up. */
export interface RunningEnvironment {
  /** Where what was started listens; `brokers` is missing where they were given. */
  readonly addresses: { readonly brokers?: readonly string[]; readonly services: Readonly<Record<string, string>> }
  /** Takes everything down, last started first; what did not go down in time is answered as warnings. */
  close(timeoutMs: number): Promise<string[]>
}

interface Part {
  readonly name: string
  close(): Promise<void>
}

const reachTimeoutMs = 5_000

/**
 * Starts the environment's own parts and checks the given brokers.
 *
 * @throws KataError KAFKA_UNREACHABLE where nobody listens or we are not let in; ENVIRONMENT_NOT_UP where a part did not start; SETTINGS_INVALID where a double is
 *   asked for that does not exist or lacks a service it talks to
 */
export async function startEnvironment(settings: Settings): Promise<RunningEnvironment> {
  const parts: Part[] = []
  const services: Record<string, string> = {}
  try {
    const order = startOrder(settings)
    const own = await startOwnBroker(settings, parts)
    const brokers = own ?? settings.kafka.brokers
    for (const name of order) {
      const urlOf = findUrl(name, settings, { ...settings.services, ...services })
      const registered = settings.citizens.registered
      const smsTopic = settings.topics['otp-sms']
      const textTopics = textTopicsOf(settings)
      const emailTopicOf = (double: DoubleName) => settings.topics[emailChannelOf(double)]
      const double = await startDouble(name, { brokers, urlOf, registered, smsTopic, emailTopicOf, textTopics })
      parts.push(double)
      services[name] = double.url
    }
    for (const name of settings.doubles.filter(isControls)) services[name] = services[controlledBy(name)] ?? ''
    const addresses = own === undefined ? { services } : { brokers: own, services }
    return { addresses, close: (timeoutMs) => closeAll(parts, timeoutMs) }
  } catch (error) {
    await closeAll(parts, reachTimeoutMs)
    throw error instanceof KataError ? error : notUp(settings, error)
  }
}

/** The releases of user-otp send their e-mails to a channel each. */
function emailChannelOf(name: DoubleName): string {
  return name === 'user-otp-oss' ? 'otp-email-oss' : 'otp-email'
}

/** Texts come from the topic of every other service, and from that of one-time passwords. */
function textTopicsOf({ topics }: Settings): readonly string[] {
  const others = topics['sms-texts'] ?? 'egov.core.notification.sms'
  return [...new Set([others, topics['otp-sms'] ?? 'egov.core.notification.sms.otp'])]
}

async function startOwnBroker(settings: Settings, parts: Part[]): Promise<string[] | undefined> {
  const { embedded, brokers, initialRebalanceDelayMs } = settings.kafka
  if (!embedded) {
    await checkReachable(brokers, reachTimeoutMs)
    await checkSignIn(settings.kafka, reachTimeoutMs)
    return undefined
  }
  const { startBroker } = await import('../../broker/index.js')
  const broker = await startBroker({ initialRebalanceDelayMs })
  parts.push({ name: 'embedded broker', close: () => broker.close() })
  return [broker.bootstrap]
}

/** The control calls of a double are a service of their own name: a real service has none, and `@needs` can tell. */
const controlsEnding = '-control'

function isControls(name: string): boolean {
  return name.endsWith(controlsEnding)
}

function controlledBy(name: string): string {
  return name.slice(0, -controlsEnding.length)
}

function startOrder(settings: Settings): readonly DoubleName[] {
  const unknown = settings.doubles.filter((name) => !isDoubleName(name) && !isControls(name))
  if (unknown.length > 0) {
    const found = `There is no double of ${unknown.join(', ')}; there are doubles of ${doubleNames.join(', ')}.`
    throw invalid(settings, wrappedLines(found), 'Write the base URL of the service in place of `embedded`.')
  }
  const { tls, sasl } = settings.kafka
  const lacking = settings.doubles.find((name) => isControls(name) && !settings.doubles.includes(controlledBy(name)))
  if (lacking !== undefined) {
    const found = `${lacking} is the control calls of a double of ${controlledBy(lacking)}, which this environment lacks.`
    throw invalid(
      settings,
      wrappedLines(found),
      `Write \`embedded\` for ${controlledBy(lacking)} as well, or take both out.`,
    )
  }
  const speaking = kafkaDoubles.find((name) => settings.doubles.includes(name))
  if (speaking !== undefined && (tls !== undefined || sasl !== undefined)) {
    const found = `The double of ${speaking} speaks to Kafka without TLS and SASL, which this environment asks for.`
    throw invalid(settings, found, `Write the base URL of a real ${speaking} in place of \`embedded\`.`)
  }
  return doubleNames.filter((name) => settings.doubles.includes(name))
}

/** Looks up the service that a double talks to, among given ones and doubles that are up. */
function findUrl(name: DoubleName, settings: Settings, urls: Readonly<Record<string, string>>) {
  return (needed: DoubleName): string => {
    const url = urls[needed]
    if (url !== undefined) return url
    const found = `The double of ${name} talks to ${needed}, which this environment lacks.`
    throw invalid(settings, found, `Add ${needed} to its services: a base URL, or \`embedded\`.`)
  }
}

async function closeAll(parts: readonly Part[], timeoutMs: number): Promise<string[]> {
  const deadline = new Deadline(timeoutMs)
  const warnings: string[] = []
  for (const { name, close } of parts.toReversed()) {
    const closing = close().then(
      () => undefined,
      (error: unknown) => `The ${name} was not taken down: ${error instanceof Error ? error.message : String(error)}`,
    )
    const warning = await deadline.race(closing, () => `The ${name} was not taken down within ${timeoutMs} ms.`)
    if (warning !== undefined) warnings.push(warning)
  }
  return warnings
}

function invalid({ environment }: Settings, found: string, todo: string): KataError {
  const couldNot = `Environment "${environment}" could not be started.`
  return new KataError('SETTINGS_INVALID', { couldNot, found, todo, facts: { environment } })
}

function notUp({ environment }: Settings, cause: unknown): KataError {
  return new KataError('ENVIRONMENT_NOT_UP', {
    couldNot: `Environment "${environment}" could not be started.`,
    found: cause instanceof Error ? cause.message : String(cause),
    todo: 'Run again; if it happens again, the cause stands above.',
    facts: { environment },
    cause,
  })
}
