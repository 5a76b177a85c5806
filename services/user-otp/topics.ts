import { Failure } from './failure.js'

/** Every segment of a tenant must be an identifier, in any installation; a `Failure` otherwise. */
export function checkTenant(tenantId: string): void {
  if (!tenantId.split('.').every((segment) => /^[a-zA-Z_][a-zA-Z0-9_]{0,62}$/.test(segment))) {
    throw new Failure(illegalTenant)
  }
}

/** The topic's name for one tenant: in a central installation the tenant's second segment, or its only one, goes in front. */
export function topicFor(topic: string, tenantId: string, centralInstance: boolean): string {
  const [first, second = first] = tenantId.split('.')
  return centralInstance ? `${second}-${topic}` : topic
}

const illegalTenant =
  'TenantId contains illegal characters. Each dot-separated segment must be a valid identifier: ' +
  'start with a letter or underscore, followed by letters, digits, or underscores, max 63 chars per segment.'
