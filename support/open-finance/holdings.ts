// What a scenario has at the transmitter: receivers, accounts and consents, in the order in which it met them.

/** An institution that may be told of events. */
export interface Receiver {
  /** What the feature calls it. */
  readonly name: string
  /** A UUID. */
  readonly softwareStatementId: string
  /** Where its notifications go. */
  readonly topic: string
}

export interface Account {
  /** What the feature calls it; an account may have no name. */
  readonly name: string | undefined
  readonly accountId: string
}

/** What lets a receiver know of an account. */
export interface Consent {
  readonly consentId: string
  readonly receiver: Receiver
  readonly account: Account
}

/** All that a scenario has met. */
export interface Holdings {
  readonly receivers: Receiver[]
  readonly accounts: Account[]
  readonly consents: Consent[]
  /** The account whose balance changed last. */
  changed: Account | undefined
  /** How many balances have been set: no two are equal. */
  changes: number
}

export function noHoldings(): Holdings {
  return { receivers: [], accounts: [], consents: [], changed: undefined, changes: 0 }
}
