// What a run is told about the environment it points at: plain data. How it is read from a file is load-settings.ts,
// how it reaches the workers is hand-over.ts.

/** The settings of one environment, every reference resolved; deeply frozen. */
export interface Settings {
  /** Its name in the settings file, such as `embedded`. */
  readonly environment: string
  readonly kafka: KafkaSettings
  /** Base URL by service name, without a slash at the end. A double has its URL once the environment is up. */
  readonly services: Readonly<Record<string, string>>
  /** Services of this environment that the run starts as doubles. */
  readonly doubles: readonly string[]
  /** Every service that any environment of the file names: `@needs` of another name is a mistake, not a skip. */
  readonly knownServices: readonly string[]
  /** Topic address by channel of the catalogue, where it differs from the catalogue's. */
  readonly topics: Readonly<Record<string, string>>
  /** DIGIT's tenant, such as `pb.amritsar`. */
  readonly tenantId: string
  readonly citizens: CitizenSettings
  readonly timeouts: TimeoutSettings
  /** How long a reader lives: one for each subscription, or one for each topic and worker, whose join is paid once. */
  readonly reader: 'scenario' | 'worker'
}

/** How Kafka is reached. */
export interface KafkaSettings {
  /** True where the run starts its own broker. */
  readonly embedded: boolean
  /** How long the embedded broker waits before the first rebalance of an empty group. @default 0 */
  readonly initialRebalanceDelayMs: number
  /** `host:port`; empty for the embedded broker until it is up. */
  readonly brokers: readonly string[]
  /** Missing where the connection is not encrypted. */
  readonly tls?: TlsSettings
  readonly sasl?: SaslSettings
  /** What of it is not secure, a sentence each, where `insecure: true` allows it; missing where everything is. */
  readonly insecure?: readonly string[]
}

/** PEM texts; an empty object trusts the authorities that Node knows. */
export interface TlsSettings {
  /** Of the authorities that sign the brokers' certificates. */
  readonly ca?: string
  /** Our own certificate, with its key; both or none. */
  readonly cert?: string
  readonly key?: string
  /** Present where nobody looks whose certificate the broker shows. */
  readonly verify?: false
}

export type SaslSettings = PasswordSettings | BearerSettings

/** Signing in by a password. */
export interface PasswordSettings {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'
  readonly username: string
  readonly password: string
}

/** Signing in by a token that an authority issues for client credentials (RFC 6749, 4.4). */
export interface BearerSettings {
  readonly mechanism: 'oauthbearer'
  readonly oauth: {
    readonly tokenUrl: string
    readonly clientId: string
    readonly clientSecret: string
    readonly scope?: string
  }
}

/** Mobile numbers for tests: whole ones, or patterns such as `98#######1`, where `#` stands for any digit. */
export interface CitizenSettings {
  readonly registered: readonly string[]
  readonly unregistered: readonly string[]
}

/** All in milliseconds. */
export interface TimeoutSettings {
  /** Longest wait of a step for a message. @default 5000 */
  readonly messageMs: number
  /** Extra time for reading what had arrived by the deadline. @default 10000 */
  readonly drainMs: number
  /** How long an inbox listens on after a message was missing. @default 3000 */
  readonly lateMs: number
  /** Longest wait for an HTTP answer. @default 10000 */
  readonly httpMs: number
  /** Last limit of any step, over its own deadline. @default 60000 */
  readonly stepMs: number
}
