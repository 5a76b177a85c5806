import type { Settings } from '../../support/config/index.js'

/** Settings of an environment "qa", with what a test is about. */
export function settingsWith(parts: Partial<Settings> = {}): Settings {
  return {
    environment: 'qa',
    kafka: { embedded: false, initialRebalanceDelayMs: 0, brokers: ['127.0.0.1:9092'] },
    services: {},
    doubles: [],
    knownServices: [],
    topics: {},
    tenantId: 'pb.amritsar',
    citizens: { registered: [], unregistered: [] },
    timeouts: { messageMs: 5_000, drainMs: 10_000, lateMs: 3_000, httpMs: 10_000, stepMs: 60_000 },
    reader: 'scenario',
    ...parts,
  }
}
