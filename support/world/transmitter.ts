// The sentences about a transmitter's receivers, accounts and consents, between the scenario and support/open-finance.

import { randomUUID } from 'node:crypto'
import { topicAt } from '../contract/index.js'
import type { Exchange } from '../http/index.js'
import { lookUp } from '../match/index.js'
import {
  type Account,
  type Consent,
  giveConsent,
  openAccount,
  type Receiver,
  registerReceiver,
  setBalance,
  withdrawConsent,
} from '../open-finance/index.js'
import { KataError, nearest } from '../shared/index.js'
import { explainAnswer, listed } from '../verdict/index.js'
import { callerOf, keepExchange } from './calls.js'
import { expectNothing } from './expect.js'
import { subscribe } from './subscriptions.js'
import type { KataWorld } from './world.js'

/** The channel of the catalogue whose topics the receivers have. */
const channelName = 'event-notifications'

/** Has the transmitter know a new receiver, whose topic stamps its records as asked. KataError HOLDING_UNKNOWN. */
export async function meetReceiver(world: KataWorld, name: string, timestamps?: string): Promise<void> {
  const { receivers } = world.openFinance
  if (receivers.some((receiver) => receiver.name === name)) throw metTwice('receiver', name)
  const { catalogue, settings } = world.worker
  const softwareStatementId = randomUUID()
  const topic = topicAt(catalogue.channel(channelName, settings.topics).address, { softwareStatementId })
  await accepted(world, registerReceiver(callerOf(world), softwareStatementId, timestamps), 201)
  const receiver = { name, softwareStatementId, topic }
  receivers.push(receiver)
  world.variables.set('receiver', receiver)
  world.variables.set('receivers', Object.fromEntries(receivers.map((each) => [each.name, each])))
}

/** Opens an account. KataError HOLDING_UNKNOWN where the scenario has one of that name. */
export async function meetAccount(world: KataWorld, name?: string): Promise<void> {
  const { accounts } = world.openFinance
  if (name !== undefined && accounts.some((account) => account.name === name)) throw metTwice('account', name)
  const accountId = idIn(world, await accepted(world, openAccount(callerOf(world)), 201), 'accountId')
  const account = { name, accountId }
  accounts.push(account)
  world.variables.set('account', account)
}

/** Lets a receiver know of the latest account, or the named one. KataError HOLDING_UNKNOWN. */
export async function meetConsent(world: KataWorld, receiverName: string, accountName?: string): Promise<void> {
  const receiver = receiverOf(world, receiverName)
  const account = accountOf(world, accountName)
  const giving = giveConsent(callerOf(world), receiver.softwareStatementId, account.accountId)
  const consent = { consentId: idIn(world, await accepted(world, giving, 201), 'consentId'), receiver, account }
  world.openFinance.consents.push(consent)
  world.variables.set('consent', consent)
}

/** Takes the latest consent of a receiver back. KataError HOLDING_UNKNOWN. */
export async function takeConsentBack(world: KataWorld, receiverName: string): Promise<void> {
  const { consentId } = consentOf(world, receiverName)
  await accepted(world, withdrawConsent(callerOf(world), consentId), 204)
}

/** Listens to what a receiver is told. KataError HOLDING_UNKNOWN. */
export async function subscribeToNotifications(world: KataWorld, receiverName: string): Promise<void> {
  await subscribe(world, receiverOf(world, receiverName).topic)
}

/** Sets the balance of the latest account, or the named one, to one that none had before; kept as `balance`. */
export async function changeBalance(world: KataWorld, accountName?: string): Promise<void> {
  const { openFinance } = world
  const account = accountOf(world, accountName)
  openFinance.changes += 1
  const amount = `${openFinance.changes}.00`
  openFinance.changed = account
  world.variables.set('balance', amount)
  await accepted(world, setBalance(callerOf(world), account.accountId, amount), 200)
}

/** The receiver of that name. KataError HOLDING_UNKNOWN. */
export function receiverOf({ openFinance }: KataWorld, name: string): Receiver {
  const { receivers } = openFinance
  const found = receivers.find((receiver) => receiver.name === name)
  if (found !== undefined) return found
  const names = receivers.map((receiver) => receiver.name)
  throw unknown('receiver', names, { name, line: `Given a receiver "${name}"` })
}

/** The latest consent, or the latest of a receiver. KataError HOLDING_UNKNOWN. */
export function consentOf(world: KataWorld, receiverName?: string): Consent {
  const receiver = receiverName === undefined ? undefined : receiverOf(world, receiverName)
  const { consents } = world.openFinance
  const found = consents.findLast((consent) => receiver === undefined || consent.receiver === receiver)
  if (found !== undefined) return found
  const names = consents.map((consent) => consent.receiver.name)
  throw unknown('consent', names, {
    name: receiverName,
    line: `Given a consent of "${receiverName ?? '…'}" for the account`,
  })
}

function accountOf({ openFinance }: KataWorld, name?: string): Account {
  const { accounts } = openFinance
  const found = name === undefined ? accounts.at(-1) : accounts.find((account) => account.name === name)
  if (found !== undefined) return found
  const names = accounts.flatMap((account) => (account.name === undefined ? [] : [account.name]))
  throw unknown('account', names, { name, line: `Given an account${name === undefined ? '' : ` "${name}"`}` })
}

/** What must succeed for the scenario to go on: another status breaks the promise of the service. */
async function accepted(world: KataWorld, call: Promise<Exchange>, status: number): Promise<Exchange> {
  const exchange = await keepExchange(world, call)
  if (exchange.status !== status) {
    expectNothing(explainAnswer(exchange, { expected: String(status), mask: world.mask }))
  }
  return exchange
}

function idIn(world: KataWorld, exchange: Exchange, name: string): string {
  const id = lookUp(exchange.responseBody, `data.${name}`)
  if (typeof id === 'string' && id !== '') return id
  const expected = `${exchange.status} with data.${name}`
  expectNothing(explainAnswer(exchange, { expected, mask: world.mask }))
  return ''
}

type Kind = 'receiver' | 'account' | 'consent'

function metTwice(kind: Kind, name: string): KataError {
  return new KataError('HOLDING_UNKNOWN', {
    couldNot: `A second ${kind} cannot be called "${name}".`,
    found: `The scenario has already met a ${kind} of that name.`,
    todo: 'Give each of them a name of its own.',
    facts: { kind, name },
  })
}

interface Sought {
  readonly name: string | undefined
  /** The step that would bring it. */
  readonly line: string
}

function unknown(kind: Kind, names: readonly string[], { name, line }: Sought): KataError {
  const [near] = name === undefined ? [] : nearest(names, name)
  const which = kind === 'consent' ? `a consent of "${name}"` : `the ${kind} "${name}"`
  return new KataError('HOLDING_UNKNOWN', {
    couldNot: `The step speaks of ${name === undefined ? `the ${kind}` : which}, which the scenario has not met.`,
    found: names.length === 0 ? `It has met no ${kind} with a name.` : `It has met ${listed([...new Set(names)])}.`,
    todo: near === undefined ? `Put \`${line}\` before it.` : `Did you mean "${near}"?`,
    facts: { kind, name, names },
  })
}
