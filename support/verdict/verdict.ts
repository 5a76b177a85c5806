// What a verdict and its evidence look like as data. They cross from a worker to the coordinator as attachments, masked.

/** CONTRACT, MISSING and LATE: the service is wrong. INFRASTRUCTURE: what lies between. TEST: the feature or its set-up. */
export type VerdictClass = 'CONTRACT' | 'MISSING' | 'LATE' | 'INFRASTRUCTURE' | 'TEST'

/** Attachments of these types carry the JSON of a `Verdict`, an `Evidence` and a `Skip`. */
export const verdictMediaType = 'application/vnd.kata.verdict+json'
/** See `verdictMediaType`. */
export const evidenceMediaType = 'application/vnd.kata.evidence+json'
/** See `verdictMediaType`. */
export const skipMediaType = 'application/vnd.kata.skip+json'

/** Why one scenario failed. */
export interface Verdict {
  readonly class: VerdictClass
  /** A code of docs/errors.md, or the class itself when the service is wrong. */
  readonly code: string
  /** The explanation, many lines of at most 100 columns, masked. */
  readonly text: string
  readonly step?: { readonly text: string; readonly file: string; readonly line: number }
  readonly facts: Readonly<Record<string, unknown>>
}

/** Why one scenario was not run, such as a service that the environment lacks. */
export interface Skip {
  readonly service: string
  readonly reason: string
}

/** What proves a verdict, in the order in which it happened; payloads are bounded. */
export interface Evidence {
  readonly exchanges: readonly ExchangeEvidence[]
  readonly subscriptions: readonly SubscriptionEvidence[]
  readonly messages: readonly MessageEvidence[]
  /** How many steps that judge have passed. */
  readonly judged: number
  /** SHA-256 of every schema that judged a message, hexadecimal, by name. */
  readonly schemas: Readonly<Record<string, string>>
}

/** One HTTP call. */
export interface ExchangeEvidence {
  readonly service: string
  readonly method: string
  readonly url: string
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly durationMs: number
  readonly requestBody?: unknown
  /** Missing where no answer came. */
  readonly status?: number
  readonly responseHeaders?: Readonly<Record<string, string | readonly string[]>>
  readonly responseBody?: unknown
}

/** From where to where one topic was read. */
export interface SubscriptionEvidence {
  readonly topic: string
  readonly groupIds: readonly string[]
  readonly partitions: readonly { readonly partition: number; readonly fence: number; readonly readTo: number }[]
  readonly seen: number
  /**
   * What offsets do not say: the topic does not exist; which calls came before the fence; no message seen had a path that an
   * absence was proved by.
   */
  readonly note?: string
}

/** One message since the fence, claimed or not. */
export interface MessageEvidence {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  /** ISO 8601, UTC. */
  readonly timestamp: string
  readonly timestampType: 'CreateTime' | 'LogAppendTime'
  readonly key: string | null
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly payload: unknown
  /** True where a step of the scenario took it. */
  readonly claimed: boolean
}
