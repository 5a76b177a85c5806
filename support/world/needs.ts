// `@needs=<service>`: a scenario is skipped where the environment lacks what it needs, and says so.

import { KataError, nearest } from '../shared/index.js'
import { listed, type Skip, skipMediaType } from '../verdict/index.js'
import type { KataWorld } from './world.js'

/** Leaves the reason as an attachment and answers true where the scenario cannot run here. KataError SERVICE_UNKNOWN. */
export function lacksService(world: KataWorld, tags: readonly string[]): boolean {
  const { services, knownServices, environment } = world.worker.settings
  const needed = tags.flatMap((tag) => (tag.startsWith('@needs=') ? [tag.slice('@needs='.length)] : []))
  for (const service of needed) {
    if (!knownServices.includes(service)) throw unknownService(service, knownServices)
  }
  const missing = needed.find((service) => !Object.hasOwn(services, service))
  if (missing === undefined) return false
  const skip: Skip = { service: missing, reason: `the environment "${environment}" has no service "${missing}"` }
  world.attach(JSON.stringify(skip), skipMediaType)
  return true
}

function unknownService(service: string, known: readonly string[]): KataError {
  const near = nearest(known, service)[0]
  return new KataError('SERVICE_UNKNOWN', {
    couldNot: `The tag @needs=${service} names a service that no environment has.`,
    found: `kata.config.yaml knows ${listed(known) || 'no services'}.`,
    todo:
      near === undefined ? 'Correct the tag, or add the service to an environment.' : `Did you mean @needs=${near}?`,
    facts: { service, known },
  })
}
