import { Failure } from './failure.js'

/**
 * The topic's name for one tenant. In a central installation the tenant's second segment, or its only one, goes in front.
 *
 * Every segment must be an identifier, in any installation; a `Failure` otherwise.
 */
export function topicFor(topic: string, tenantId: string, centralInstance: boolean): string {
  const segments = tenantId.split('.')
  if (!segments.every((segment) => /^[a-zA-Z_][a-zA-Z0-9_]{0,62}$/.test(segment))) throw new Failure(illegalTenant)
  return centralInstance ? `${segments[1] ?? segments[0]}-${topic}` : topic
}

const illegalTenant =
  'TenantId contains illegal characters. Each dot-separated segment must be a valid identifier: ' +
  'start with a letter or underscore, followed by letters, digits, or underscores, max 63 chars per segment.'
