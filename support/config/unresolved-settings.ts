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
    readonly tls?: boolean | { readonly ca?: Referring; readonly cert?: Referring; readonly key?: Referring }
    readonly sasl?: {
      readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'
      readonly username: Referring
      readonly password: Referring
    }
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
