// The one error of everything that is not the fault of the service under test. It does not judge messages: that is
// MatchError in support/match.

/**
 * What is wrong where: TEST (the feature, its data or its set-up) or INFRASTRUCTURE (what lies between the test and the
 * service). Each code has a heading in docs/errors.md; test/docs.test.ts compares both ways.
 */
export const errorCodes = {
  ARGUMENT_INVALID: 'TEST',
  FEATURES_MISSING: 'TEST',
  FEATURE_UNPARSABLE: 'TEST',
  STEPS_NOT_LOADED: 'TEST',
  TAG_UNKNOWN: 'TEST',
  STEP_UNDEFINED: 'TEST',
  STEP_AMBIGUOUS: 'TEST',
  STEP_PENDING: 'TEST',
  STEP_OVERRAN: 'TEST',
  RUN_HOOK_FAILED: 'TEST',
  NOTHING_JUDGED: 'TEST',
  UNEXPECTED: 'TEST',
  ENVIRONMENT_UNKNOWN: 'TEST',
  SETTINGS_INVALID: 'TEST',
  SECRET_UNSET: 'TEST',
  SERVICE_UNKNOWN: 'TEST',
  NUMBERS_TOO_FEW: 'TEST',
  NUMBERS_USED_UP: 'TEST',
  CATALOGUE_INVALID: 'TEST',
  CHANNEL_UNKNOWN: 'TEST',
  SCHEMA_UNKNOWN: 'TEST',
  CONTRACT_UNKNOWN: 'TEST',
  SUBSCRIPTION_MISSING: 'TEST',
  SUBSCRIPTION_TOO_LATE: 'TEST',
  CITIZEN_UNKNOWN: 'TEST',
  HOLDING_UNKNOWN: 'TEST',
  VARIABLE_UNKNOWN: 'TEST',
  NOTHING_KEPT: 'TEST',
  NAME_TAKEN: 'TEST',
  PATH_INVALID: 'TEST',
  MARKER_INVALID: 'TEST',
  TABLE_INVALID: 'TEST',
  VALUE_IMPOSSIBLE: 'TEST',
  CODE_NOT_FOUND: 'TEST',
  REPORT_INCOMPLETE: 'TEST',
  SINK_UNUSABLE: 'TEST',
  CONTROL_REFUSED: 'TEST',
  KAFKA_UNREACHABLE: 'INFRASTRUCTURE',
  KAFKA_LOST: 'INFRASTRUCTURE',
  NOT_DRAINED: 'INFRASTRUCTURE',
  SERVICE_BEHIND: 'INFRASTRUCTURE',
  GROUP_UNSETTLED: 'INFRASTRUCTURE',
  PUBLISH_FAILED: 'INFRASTRUCTURE',
  HTTP_NO_CONNECTION: 'INFRASTRUCTURE',
  HTTP_HUNG_UP: 'INFRASTRUCTURE',
  HTTP_NO_ANSWER: 'INFRASTRUCTURE',
  ENVIRONMENT_NOT_UP: 'INFRASTRUCTURE',
  WORKER_LOST: 'INFRASTRUCTURE',
  REPORT_NOT_WRITTEN: 'INFRASTRUCTURE',
} as const satisfies Record<string, 'TEST' | 'INFRASTRUCTURE'>

export type ErrorCode = keyof typeof errorCodes

/** The three parts of every text, each in plain words; each may have several lines of at most 100 columns. */
export interface ErrorParts {
  /** What could not be done, as a sentence. */
  readonly couldNot: string
  /** What was found, and where. */
  readonly found: string
  /** What to do about it. */
  readonly todo: string
  /** The same as data, for reports and tests. */
  readonly facts?: Readonly<Record<string, unknown>>
  readonly cause?: unknown
}

/** An error of the test, its set-up or the infrastructure; `message` is the three parts, one after the other. */
export class KataError extends Error {
  override readonly name = 'KataError'
  readonly code: ErrorCode
  readonly facts: Readonly<Record<string, unknown>>

  constructor(code: ErrorCode, parts: ErrorParts) {
    const text = [parts.couldNot, parts.found, parts.todo].filter((part) => part !== '').join('\n')
    super(text, parts.cause === undefined ? undefined : { cause: parts.cause })
    this.code = code
    this.facts = parts.facts ?? {}
  }

  get class(): 'TEST' | 'INFRASTRUCTURE' {
    return errorCodes[this.code]
  }
}
