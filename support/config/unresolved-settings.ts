// The settings of one environment as the file gives them: checked against the schema, references such as
// `${env:KAFKA_PASSWORD}` still in place. This, and never Settings, is what travels to workers.

/** A text, perhaps with `${env:NAME}`, `${env:NAME?}` or `${file:PATH}` in it. */
export type Referring = string

/** One environment of the settings file, with what resolving it needs to know. */
export interface UnresolvedSettings {
  readonly environment: string
  /** The settings file, for texts of errors. */
  readonly file: string
  readonly knownServices: readonly string[]
  readonly given: EnvironmentSettings
}

/** The shape of one entry under `environments` in the settings file; kata.config.schema.json is its law. */
export interface EnvironmentSettings {
  readonly kafka: {
    readonly embedded?: boolean
    readonly initialRebalanceDelayMs?: number
    readonly brokers?: Referring | readonly Referring[]
    readonly tls?: boolean | UnresolvedTls
    readonly sasl?: UnresolvedSasl
    readonly insecure?: boolean | Referring
  }
  readonly services?: Readonly<Record<string, Referring>>
  readonly topics?: Readonly<Record<string, Referring>>
  readonly tenantId?: Referring
  readonly citizens?: {
    readonly registered?: Referring | readonly Referring[]
    readonly unregistered?: Referring | readonly Referring[]
  }
  readonly timeouts?: Readonly<Partial<Record<'messageMs' | 'drainMs' | 'lateMs' | 'httpMs' | 'stepMs', number>>>
  readonly reader?: 'scenario' | 'worker'
}

/** Under `kafka.tls`; any of them switches TLS on, but `enabled: false`. */
export interface UnresolvedTls {
  readonly enabled?: boolean | Referring
  /** PEM text, or the path of a file that holds it. */
  readonly ca?: Referring
  readonly cert?: Referring
  readonly key?: Referring
  readonly verify?: boolean | Referring
}

/** Under `kafka.sasl`: a name and a password, or `oauth`, as the mechanism asks. */
export interface UnresolvedSasl {
  readonly mechanism?: Referring
  readonly username?: Referring
  readonly password?: Referring
  readonly oauth?: {
    readonly tokenUrl?: Referring
    readonly clientId?: Referring
    readonly clientSecret?: Referring
    readonly scope?: Referring
  }
}

/** What a started environment adds: where its broker and its doubles listen. */
export interface Addresses {
  /** Missing where the brokers were given. */
  readonly brokers?: readonly string[]
  readonly services: Readonly<Record<string, string>>
}

/** The settings with the addresses of what was started for the run. */
export function withAddresses(settings: UnresolvedSettings, addresses: Addresses): UnresolvedSettings {
  const { given } = settings
  const kafka = addresses.brokers === undefined ? given.kafka : { ...given.kafka, brokers: addresses.brokers }
  return { ...settings, given: { ...given, kafka, services: { ...given.services, ...addresses.services } } }
}

/** The settings with another lifetime of readers, such as the command line asks for. */
export function withReader(settings: UnresolvedSettings, reader: EnvironmentSettings['reader']): UnresolvedSettings {
  return reader === undefined ? settings : { ...settings, given: { ...settings.given, reader } }
}
