// What a transmitter knows: receivers, accounts and consents, in memory. It sends nothing; who is to be told is answered as a list.

import { randomUUID } from 'node:crypto'

/** An account with its balance. */
export interface Account {
  readonly accountId: string
  /** Two decimals, such as `100.00`. */
  amount: string
}

/** What a customer has allowed a receiver. */
export interface Consent {
  readonly consentId: string
  /** Of the receiver. */
  readonly softwareStatementId: string
  readonly accountIds: readonly string[]
  isActive: boolean
}

/** One notification that is due. */
export interface Delivery {
  /** Software statement of the receiver: its topic. */
  readonly softwareStatementId: string
  readonly consentId: string
}

export interface Ledger {
  addReceiver(softwareStatementId: string): void
  hasReceiver(softwareStatementId: string): boolean
  /** Software statements of all receivers, in the order in which they came. */
  receivers(): readonly string[]
  openAccount(amount: string): Account
  account(accountId: string): Account | undefined
  giveConsent(softwareStatementId: string, accountIds: readonly string[]): Consent
  consent(consentId: string): Consent | undefined
  /** Every consent that was ever given, in this order. */
  consents(): readonly Consent[]
}

/** An empty ledger; `newConsentId` gives every consent an id of its own. */
export function createLedger(newConsentId: () => string = randomUUID): Ledger {
  const receivers = new Set<string>()
  const accounts = new Map<string, Account>()
  const consents = new Map<string, Consent>()
  return {
    addReceiver: (softwareStatementId) => void receivers.add(softwareStatementId),
    hasReceiver: (softwareStatementId) => receivers.has(softwareStatementId),
    receivers: () => [...receivers],
    openAccount(amount) {
      const account = { accountId: randomUUID(), amount }
      accounts.set(account.accountId, account)
      return account
    },
    account: (accountId) => accounts.get(accountId),
    giveConsent(softwareStatementId, accountIds) {
      const consent = { consentId: newConsentId(), softwareStatementId, accountIds, isActive: true }
      consents.set(consent.consentId, consent)
      return consent
    },
    consent: (consentId) => consents.get(consentId),
    consents: () => [...consents.values()],
  }
}

/** A notification for each active consent that covers the account, to the consent's receiver and to nobody else. */
export function deliveriesFor(ledger: Ledger, accountId: string): readonly Delivery[] {
  return ledger.consents().filter(({ isActive, accountIds }) => isActive && accountIds.includes(accountId))
}
