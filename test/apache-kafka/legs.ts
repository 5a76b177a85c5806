// The runs of all features that `npm run test:kafka` consists of: each against Kafka of its own.

/** How the features reach Kafka; the doubles and the test itself always do so without security. */
export type Security = 'plaintext' | 'scram' | 'mtls' | 'oauthbearer'

/** One run of all features. */
export interface Leg {
  /** How long the broker waits at the first join of a group. */
  readonly joinDelayMs: number
  /** Number of workers; 0 runs the scenarios one after the other. */
  readonly parallel: number
  readonly reader: 'scenario' | 'worker'
  readonly security: Security
  /** Brokers; with three, every record is on all of them. */
  readonly nodes: 1 | 3
  /** What is run. @default all features */
  readonly paths?: readonly string[]
  /** Whether a topic is made beforehand and told to all; else they use that of the catalogue, which Kafka makes. */
  readonly hasOwnTopic: boolean
  /** Whether there is the transmitter of Open Finance Brasil: each of its scenarios joins for topics of its own. */
  readonly hasOpenFinance: boolean
  /** Whether there are the senders of texts and mails, with what they send to. */
  readonly hasSenders: boolean
}

const secured = {
  joinDelayMs: 0,
  parallel: 0,
  reader: 'scenario',
  nodes: 1,
  hasOwnTopic: true,
  hasOpenFinance: true,
  hasSenders: true,
} as const
const plain: Leg = {
  joinDelayMs: 0,
  parallel: 0,
  reader: 'scenario',
  security: 'plaintext',
  nodes: 1,
  hasOwnTopic: false,
  hasOpenFinance: true,
  hasSenders: true,
}

/** Made beforehand on a secured node, as rights are granted on it, and wherever a leg asks for it. */
export const ownTopic = 'one-time-passwords.sms'

const shortPaths = ['features/otp/sms.feature', 'features/otp/validity.feature', 'features/kafka/absence.feature']

/** What runs where nothing says otherwise: quick joins, the broker's own default in both lifetimes, and each security. */
export const usualLegs: readonly Leg[] = [
  { ...plain, parallel: 2, hasOwnTopic: true },
  // Each scenario pays for its joins here, so that all of them would take minutes.
  { ...plain, joinDelayMs: 3000, parallel: 4, hasOpenFinance: false, hasSenders: false, paths: shortPaths },
  { ...plain, joinDelayMs: 3000, reader: 'worker', hasOpenFinance: false, hasSenders: false },
  { ...secured, security: 'scram', parallel: 2 },
  { ...secured, security: 'mtls', parallel: 2 },
  // The joins take so long that the first token has expired, and the reader's session with it, before the run ends.
  {
    ...secured,
    security: 'oauthbearer',
    joinDelayMs: 6000,
    reader: 'worker',
    hasOpenFinance: false,
    hasSenders: false,
  },
]

/** A leg in words. */
export function nameOf({ joinDelayMs, parallel, reader, security, nodes, paths = [] }: Leg): string {
  return [
    nodes === 1 ? 'one broker' : `${nodes} brokers`,
    security,
    `joins take ${joinDelayMs} ms`,
    `a reader for each ${reader}`,
    parallel === 0 ? 'one scenario after the other' : `${parallel} workers`,
    ...(paths.length === 0 ? [] : [`only ${paths.join(' ')}`]),
  ].join(', ')
}
