// The HTTP side of the transmitter. The source documents have none for what happens inside an institution, so these calls are the double's own:
//
//   POST   /receivers                        {softwareStatementId, timestampType?}      201, its topic is there
//   POST   /accounts                         {amount?}                                  201
//   GET    /accounts/:accountId/balances                                                200
//   PUT    /accounts/:accountId/balances     {amount}                                   200, the notifications are acknowledged
//   POST   /consents                         {softwareStatementId, accountIds}          201
//   DELETE /consents/:consentId                                                         204
//
// Bodies and answers are JSON, answers under `data`; what is refused is 400, 404 or 409 with `errors`.

import type { Context, Hono } from 'hono'
import {
  type Answer,
  createApp,
  type hangUp,
  jsonAnswer,
  type ReceivedRequest,
  respond,
  type ServiceEnv,
} from '../http/index.js'
import type { Account, Consent, Ledger } from './ledger.js'
import type { BalanceChange } from './notification.js'
import { amount, errorAnswer, Refusal, readFields, textField, timestampType, uuid } from './read-request.js'

export interface OpenFinanceAppOptions {
  readonly ledger: Ledger
  /** Makes the topic of a receiver. */
  readonly createTopic: (topic: string, timestampType: string) => Promise<void>
  /** Stores a changed balance and tells of it; rejects with what is answered 500. */
  readonly changeBalance: (account: Account, amount: string) => Promise<BalanceChange>
  /** Has the last word on each answer to a changed balance. */
  readonly amend: (answer: Answer) => Answer | typeof hangUp
}

type Handler = (request: ReceivedRequest, id: string) => Promise<Answer> | Answer

export function createOpenFinanceApp(options: OpenFinanceAppOptions): Hono<ServiceEnv> {
  const { ledger, amend } = options
  const app = createApp()
  app.post(
    '/receivers',
    served((request) => addReceiver(options, request)),
  )
  app.post(
    '/accounts',
    served((request) => openAccount(ledger, request)),
  )
  app.get(
    '/accounts/:id/balances',
    served((_, id) => jsonAnswer(200, { data: balanceOf(accountIn(ledger, id)) })),
  )
  app.put(
    '/accounts/:id/balances',
    served((request, id) => changeBalance(options, request, id), amend),
  )
  app.post(
    '/consents',
    served((request) => giveConsent(ledger, request)),
  )
  app.delete(
    '/consents/:id',
    served((_, id) => withdrawConsent(ledger, id)),
  )
  app.notFound(respond(({ method, path }) => errorAnswer(404, { code: 'NO_SUCH_CALL', detail: `${method} ${path}` })))
  return app
}

/** The route of a handler, which gets the id of the path; a `Refusal` is an answer, every other error is 500. */
function served(handler: Handler, amend: OpenFinanceAppOptions['amend'] = (answer) => answer) {
  return (context: Context<ServiceEnv>) => {
    const id = context.req.param('id') ?? ''
    return respond(async (request) => amend(await answerOf(handler, request, id)))(context)
  }
}

async function answerOf(handler: Handler, request: ReceivedRequest, id: string): Promise<Answer> {
  try {
    return await handler(request, id)
  } catch (error) {
    if (error instanceof Refusal) return error.answer
    const detail = error instanceof Error ? error.message : String(error)
    return errorAnswer(500, { code: 'INTERNAL_ERROR', detail })
  }
}

async function addReceiver({ ledger, createTopic }: OpenFinanceAppOptions, request: ReceivedRequest): Promise<Answer> {
  const fields = readFields(request)
  const softwareStatementId = textField(fields, 'softwareStatementId', { pattern: uuid })
  const type = textField(fields, 'timestampType', { pattern: timestampType, fallback: 'CreateTime' })
  if (ledger.hasReceiver(softwareStatementId)) {
    throw new Refusal(409, 'RECEIVER_KNOWN', 'A receiver has one software statement, and one topic.')
  }
  await createTopic(softwareStatementId, type)
  ledger.addReceiver(softwareStatementId)
  return jsonAnswer(201, { data: { softwareStatementId, topic: softwareStatementId } })
}

function openAccount(ledger: Ledger, request: ReceivedRequest): Answer {
  const opened = ledger.openAccount(textField(readFields(request), 'amount', { pattern: amount, fallback: '0.00' }))
  return jsonAnswer(201, { data: { accountId: opened.accountId, ...balanceOf(opened) } })
}

async function changeBalance(
  { ledger, changeBalance }: OpenFinanceAppOptions,
  request: ReceivedRequest,
  id: string,
): Promise<Answer> {
  const account = accountIn(ledger, id)
  const { eventId } = await changeBalance(account, textField(readFields(request), 'amount', { pattern: amount }))
  return jsonAnswer(200, { data: { eventId, ...balanceOf(account) } })
}

function giveConsent(ledger: Ledger, request: ReceivedRequest): Answer {
  const fields = readFields(request)
  const softwareStatementId = textField(fields, 'softwareStatementId', { pattern: uuid })
  if (!ledger.hasReceiver(softwareStatementId)) throw notFound('receiver')
  const accountIds = fields.get('accountIds')
  if (!Array.isArray(accountIds) || accountIds.length === 0) {
    throw new Refusal(400, 'INVALID_FIELD', 'The field accountIds is no list of accounts.')
  }
  for (const accountId of accountIds) accountIn(ledger, String(accountId))
  return jsonAnswer(201, { data: shownConsent(ledger.giveConsent(softwareStatementId, accountIds.map(String))) })
}

function withdrawConsent(ledger: Ledger, id: string): Answer {
  const consent = ledger.consent(id)
  if (consent === undefined) throw notFound('consent')
  consent.isActive = false
  return { status: 204, headers: [], body: '', chunked: false }
}

function accountIn(ledger: Ledger, accountId: string): Account {
  const account = ledger.account(accountId)
  if (account === undefined) throw notFound('account')
  return account
}

function notFound(what: string): Refusal {
  return new Refusal(404, 'NOT_FOUND', `There is no such ${what}.`)
}

function balanceOf(account: Account) {
  return { availableAmount: { amount: account.amount, currency: 'BRL' } }
}

function shownConsent({ consentId, softwareStatementId, accountIds, isActive }: Consent) {
  return { consentId, status: isActive ? 'AUTHORISED' : 'REJECTED', softwareStatementId, accountIds }
}
