// The calls of a transmitter, as the double has them; any status is an answer. An institution of one's own puts the same calls in front of
// its systems: docs/open-finance.md.

import type { Exchange, Http } from '../http/index.js'

/** What every call needs; the caller keeps the exchanges. */
export interface TransmitterCaller {
  readonly http: Http
  /** Base URL by service name; a missing one is a SERVICE_UNKNOWN of whoever looks it up. */
  serviceUrl(name: string): string
}

/** How the topic of a receiver stamps its records. */
export type TopicTimestamps = 'CreateTime' | 'LogAppendTime' | (string & {})

/** Makes a receiver known, and has its topic set up: 201. */
export function registerReceiver(
  caller: TransmitterCaller,
  softwareStatementId: string,
  timestampType?: TopicTimestamps,
): Promise<Exchange> {
  return call(caller, 'POST /receivers', { softwareStatementId, ...(timestampType && { timestampType }) })
}

/** Opens an account: 201, with `data.accountId`. */
export function openAccount(caller: TransmitterCaller): Promise<Exchange> {
  return call(caller, 'POST /accounts', {})
}

/** Lets a receiver know of an account: 201, with `data.consentId`. */
export function giveConsent(
  caller: TransmitterCaller,
  softwareStatementId: string,
  accountId: string,
): Promise<Exchange> {
  return call(caller, 'POST /consents', { softwareStatementId, accountIds: [accountId] })
}

/** Takes a consent back: 204. */
export function withdrawConsent(caller: TransmitterCaller, consentId: string): Promise<Exchange> {
  return call(caller, `DELETE /consents/${encodeURIComponent(consentId)}`)
}

/** Sets the balance of an account: 200. `amount` has two decimals, such as `17.50`. */
export function setBalance(caller: TransmitterCaller, accountId: string, amount: string): Promise<Exchange> {
  return call(caller, `PUT /accounts/${encodeURIComponent(accountId)}/balances`, { amount })
}

function call({ http, serviceUrl }: TransmitterCaller, line: string, body?: unknown): Promise<Exchange> {
  const [method = '', path = ''] = line.split(' ')
  const content = body === undefined ? {} : { body }
  return http.send({ service: 'open-finance', method, url: `${serviceUrl('open-finance')}${path}`, ...content })
}
