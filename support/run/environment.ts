// The environment of a run: what it is given is looked at, and what it has of its own is started, on a thread.
import type { Settings } from '../config/index.js'
import { KataError } from '../shared/index.js'
import type { RunningEnvironment } from './environment-parts.js'
import { type EnvironmentPlan, planEnvironment } from './environment-plan.js'
import { startThread } from './environment-thread-start.js'
import { checkReachable } from './reach.js'
import { checkSignIn } from './sign-in.js'

export type { RunningEnvironment } from './environment-parts.js'

const reachTimeoutMs = 5_000

/**
 * Starts the environment's own parts and checks the given brokers.
 *
 * What a part throws later, outside of all requests, is thrown in this process, as nobody's.
 *
 * @throws KataError KAFKA_UNREACHABLE where nobody listens or we are not let in; ENVIRONMENT_NOT_UP where a part did not
 *   start; SETTINGS_INVALID as `planEnvironment` does
 */
export async function startEnvironment(settings: Settings): Promise<RunningEnvironment> {
  const plan = planEnvironment(settings)
  if (plan.broker === undefined) {
    await checkReachable(plan.brokers, reachTimeoutMs)
    await checkSignIn(settings.kafka, reachTimeoutMs)
    if (plan.doubles.length === 0) return { addresses: { services: {} }, close: async () => [] }
  }
  return await startThread(plan).catch((error: unknown) => {
    throw notUp(plan, error)
  })
}

function notUp({ environment }: EnvironmentPlan, cause: unknown): KataError {
  return new KataError('ENVIRONMENT_NOT_UP', {
    couldNot: `Environment "${environment}" could not be started.`,
    found: cause instanceof Error ? cause.message : String(cause),
    todo: 'Run again; if it happens again, the cause stands above.',
    facts: { environment },
    cause,
  })
}
