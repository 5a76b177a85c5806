// From the settings as the file gives them to the settings that the rooms use: references resolved, defaults filled in,
// frozen. Each process does this for itself; what comes out is never handed over.
import { dirname } from 'node:path'
import { checkNumberLists } from './number-lists.js'
import { createReferences, type References } from './references.js'
import { resolveSecurity } from './resolve-security.js'
import type { CitizenSettings, KafkaSettings, Settings, TimeoutSettings } from './settings.js'
import type { EnvironmentSettings, UnresolvedSettings } from './unresolved-settings.js'

/** What a service's URL says where the run starts a double of the service. */
export const doubleWord = 'embedded'

export interface Resolved {
  readonly settings: Settings
  /** Resolved secret values, longest first, to be registered for masking. */
  readonly secrets: readonly string[]
}

const defaultTimeouts: TimeoutSettings = {
  messageMs: 5_000,
  drainMs: 10_000,
  lateMs: 3_000,
  httpMs: 10_000,
  stepMs: 60_000,
}

/**
 * Resolves every reference and fills in the defaults.
 *
 * @throws KataError SECRET_UNSET where a variable or file of a reference is missing; SETTINGS_INVALID where what came
 *   out cannot be used, such as a broker without a port.
 */
export function resolveSettings(
  unresolved: UnresolvedSettings,
  env: Record<string, string | undefined> = process.env,
): Resolved {
  const { given, environment, file } = unresolved
  const place = { file, path: `environments.${environment}` }
  const references = createReferences({ ...place, folder: dirname(file), env })
  const services = resolveServices(given, references)
  const settings: Settings = {
    environment,
    kafka: resolveKafka(given.kafka, references),
    services: services.urls,
    doubles: services.doubles,
    knownServices: unresolved.knownServices,
    topics: Object.fromEntries(references.entries(given.topics, 'topics')),
    tenantId: references.text(given.tenantId, 'tenantId') ?? 'default',
    citizens: resolveCitizens(given.citizens, references),
    timeouts: { ...defaultTimeouts, ...given.timeouts },
    reader: given.reader ?? 'scenario',
  }
  checkNumberLists(settings.citizens, place)
  return { settings: freezeDeep(settings), secrets: references.secrets() }
}

function resolveKafka(given: EnvironmentSettings['kafka'], references: References): KafkaSettings {
  const embedded = given.embedded ?? false
  const brokers = references.list(given.brokers, 'kafka.brokers')
  if (brokers.length === 0 && !embedded) {
    throw references.invalid(
      'kafka.brokers',
      'No broker is named.',
      'Name one as `host:port`, or write `embedded: true`.',
    )
  }
  for (const broker of brokers) {
    if (!/^\S+:\d{1,5}$/.test(broker)) {
      throw references.invalid('kafka.brokers', 'A broker has no port.', 'Write every broker as `host:port`.')
    }
  }
  return {
    embedded,
    initialRebalanceDelayMs: given.initialRebalanceDelayMs ?? 0,
    brokers,
    ...resolveSecurity(given, references),
  }
}

function resolveServices(
  given: EnvironmentSettings,
  references: References,
): { urls: Record<string, string>; doubles: string[] } {
  const entries = references.entries(given.services, 'services')
  const doubles = entries.filter(([, url]) => url === doubleWord).map(([name]) => name)
  const urls = entries
    .filter(([, url]) => url !== doubleWord)
    .map(([name, url]) => [name, checkUrl(name, url, references)])
  return { urls: Object.fromEntries(urls), doubles }
}

function checkUrl(name: string, url: string, references: References): string {
  const path = `services.${name}`
  if (!URL.canParse(url) || !/^https?:/i.test(url)) {
    throw references.invalid(
      path,
      'What it says is no http:// or https:// address.',
      'Write the base URL of the service.',
    )
  }
  const { password } = new URL(url)
  if (password !== '') references.keepSecret(password, decodeURIComponent(password))
  return url.replace(/\/+$/, '')
}

function resolveCitizens(given: EnvironmentSettings['citizens'], references: References): CitizenSettings {
  return {
    registered: references.list(given?.registered, 'citizens.registered'),
    unregistered: references.list(given?.unregistered, 'citizens.unregistered'),
  }
}

function freezeDeep<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const part of Object.values(value)) freezeDeep(part)
  return Object.freeze(value)
}
