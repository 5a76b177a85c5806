// A transmitter under test, with what a test asks of it in one call each.

import type { Service } from '../../services/http/index.js'
import type { Publisher } from '../../services/kafka/index.js'
import { type OpenFinanceOptions, startOpenFinance } from '../../services/open-finance/index.js'

/** A record as a service sends it. */
export type SentRecord = Parameters<Publisher['publish']>[0]

export interface Answered {
  readonly status: number
  readonly body: unknown
}

export interface Transmitter {
  readonly service: Service
  /** What it sent, payloads as text. */
  readonly records: SentRecord[]
  /** The topics that it made, with their configs. */
  readonly topics: (readonly [string, Readonly<Record<string, string>>])[]
  call(method: string, path: string, body?: unknown): Promise<Answered>
  /** The id of a new account. */
  openAccount(): Promise<string>
  /** The id of a new consent; the receiver is registered where it is not yet. */
  giveConsent(softwareStatementId: string, accountId: string): Promise<string>
  change(accountId: string, amount?: string): Promise<Answered>
}

export const happenedAt = '2025-06-09T10:30:40.000Z'

/** Without brokers it has no Kafka: what it sends and makes is kept as `records` and `topics`. */
export async function startTransmitter(options: Partial<OpenFinanceOptions> = {}): Promise<Transmitter> {
  const records: SentRecord[] = []
  const topics: (readonly [string, Readonly<Record<string, string>>])[] = []
  const kept: Partial<OpenFinanceOptions> = {
    publisher: { publish: async (record) => void records.push(record), close: async () => undefined },
    topics: { create: async (topic, configs) => void topics.push([topic, configs]), close: async () => undefined },
  }
  const clock = { now: () => Date.parse(happenedAt) }
  const kafka = options.kafkaBrokers === undefined ? kept : {}
  const service = await startOpenFinance({ kafkaBrokers: [], clock, ...kafka, ...options })
  const call = (method: string, path: string, body?: unknown) => ask(`${service.url}${path}`, method, body)
  return {
    service,
    records,
    topics,
    call,
    openAccount: async () => idIn(await call('POST', '/accounts'), 'accountId'),
    async giveConsent(softwareStatementId, accountId) {
      await call('POST', '/receivers', { softwareStatementId })
      return idIn(await call('POST', '/consents', { softwareStatementId, accountIds: [accountId] }), 'consentId')
    },
    change: (accountId, amount = '17.00') => call('PUT', `/accounts/${accountId}/balances`, { amount }),
  }
}

async function ask(url: string, method: string, body: unknown): Promise<Answered> {
  const content = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
  const answer = await fetch(url, { method, ...content })
  const text = await answer.text()
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) }
}

function idIn({ body }: Answered, name: string): string {
  return String((body as { data: Record<string, unknown> }).data[name])
}
