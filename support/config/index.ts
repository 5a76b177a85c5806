export { childEnvironment } from './child-environment.js'
export { handOver, isWorkerProcess, type Place, type Received, type Run, receive, revokeHandOver } from './hand-over.js'
export { type CitizenKind, checkNumbers, createLeases, type Leases, matchesNumber, numberPattern } from './leases.js'
export { loadSettings } from './load-settings.js'
export { type Resolved, resolveSettings } from './resolve-settings.js'
export type {
  BearerSettings,
  CitizenSettings,
  KafkaSettings,
  SaslSettings,
  Settings,
  TimeoutSettings,
  TlsSettings,
} from './settings.js'
export { type UnresolvedSettings, withAddresses, withReader } from './unresolved-settings.js'
export { appendLeftGroup, appendWarning, readLeftGroups, readWarnings } from './warnings.js'
