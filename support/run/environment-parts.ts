// Starts what a plan says, in this thread, and takes it down again. Of the rooms of support/ it needs next to nothing, so
// that the thread of the environment is up while the steps are still being loaded.
import { Deadline } from '../shared/index.js'
import { type DoubleName, startDouble } from './doubles.js'
import type { EnvironmentPlan } from './environment-plan.js'

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

const cleanUpMs = 5_000

/** Starts broker and doubles; where one of them does not start, what has started is taken down, and it rejects. */
export async function startParts(plan: EnvironmentPlan): Promise<RunningEnvironment> {
  const parts: Part[] = []
  try {
    const own = await startBroker(plan, parts)
    const services = await startDoubles(plan, own ?? plan.brokers, parts)
    const addresses = own === undefined ? { services } : { brokers: own, services }
    return { addresses, close: (timeoutMs) => closeAll(parts, timeoutMs) }
  } catch (error) {
    await closeAll(parts, cleanUpMs)
    throw error
  }
}

async function startBroker({ broker: options }: EnvironmentPlan, parts: Part[]): Promise<string[] | undefined> {
  if (options === undefined) return undefined
  const { startBroker: start } = await import('../../broker/index.js')
  const broker = await start(options)
  parts.push({ name: 'embedded broker', close: () => broker.close() })
  return [broker.bootstrap]
}

async function startDoubles(
  { doubles, controls, services: given, registered, topics }: EnvironmentPlan,
  brokers: readonly string[],
  parts: Part[],
): Promise<Record<string, string>> {
  const services: Record<string, string> = {}
  const urlOf = (needed: DoubleName) => services[needed] ?? given[needed] ?? ''
  const emailTopicOf = (double: DoubleName) => topics[emailChannelOf(double)]
  const options = {
    brokers,
    urlOf,
    registered,
    smsTopic: topics['otp-sms'],
    emailTopicOf,
    textTopics: textTopicsOf(topics),
  }
  for (const name of doubles) {
    const double = await startDouble(name, options)
    parts.push(double)
    services[name] = double.url
  }
  for (const { name, of } of controls) services[name] = services[of] ?? ''
  return services
}

/** The releases of user-otp send their e-mails to a channel each. */
function emailChannelOf(name: DoubleName): string {
  return name === 'user-otp-oss' ? 'otp-email-oss' : 'otp-email'
}

/** Texts come from the topic of every other service, and from that of one-time passwords. */
function textTopicsOf(topics: EnvironmentPlan['topics']): readonly string[] {
  const others = topics['sms-texts'] ?? 'egov.core.notification.sms'
  return [...new Set([others, topics['otp-sms'] ?? 'egov.core.notification.sms.otp'])]
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
