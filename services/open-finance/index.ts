// Double of a transmitter of Open Finance Brasil: when the balance of an account changes, it puts a notification for each active consent onto the topic of
// the consent's receiver, and then answers. Real: topics and records, on a real broker. Left out: the APIs of consents and accounts as they are in production,
// security, and every event but a changed balance, since no other is published.

import { randomUUID } from 'node:crypto'
import { type Service, serve } from '../http/index.js'
import { createPublisher, type Publisher } from '../kafka/index.js'
import { createOpenFinanceApp } from './app.js'
import { type Deviation, type DeviationName, deviations } from './deviations.js'
import { type Account, createLedger } from './ledger.js'
import { createNotifier } from './notifier.js'
import { createReceiverTopics, type ReceiverTopics } from './receiver-topics.js'

export {
  type DeviationName as OpenFinanceDeviationName,
  deviations as openFinanceDeviations,
} from './deviations.js'

export interface OpenFinanceOptions {
  /** @default 0, any free port */
  readonly port?: number
  /** Host and port of each broker. Kafka may still be away at the start. */
  readonly kafkaBrokers: readonly string[]
  /** How long a change waits for Kafka while it is away, in milliseconds. @default 120000 */
  readonly kafkaWaitMs?: number
  /** The wrong behaviour of this instance. @default none */
  readonly deviation?: DeviationName
  /** How much later `sends-late` sends, in milliseconds, counted from the moment the notifications should have gone. @default 2000 */
  readonly lateMs?: number
  /** The wall clock that `eventDatetime` is taken from. @default the machine's */
  readonly clock?: { now(): number }
  /** Takes the records instead of Kafka. @default a producer of its own */
  readonly publisher?: Publisher
  /** Makes the topics instead of Kafka. @default an admin client of its own */
  readonly topics?: ReceiverTopics
}

/** A week, as the notifications' topics are asked to keep them. */
const retentionMs = 7 * 24 * 60 * 60 * 1000

/** Starts a transmitter without receivers, accounts and consents. */
export function startOpenFinance(options: OpenFinanceOptions): Promise<Service> {
  const { kafkaBrokers: brokers, kafkaWaitMs: waitMs = 120_000, clock = Date, lateMs = 2000 } = options
  const deviation: Deviation = options.deviation === undefined ? rightBehaviour : deviations[options.deviation]
  const publisher = options.publisher ?? createPublisher({ brokers, clientId: 'open-finance', waitMs })
  const topics = options.topics ?? createReceiverTopics(brokers)
  const ledger = createLedger(deviation.newConsentId)
  const notifier = createNotifier({ ledger, publish: publisher.publish, deviation, lateMs })
  const app = createOpenFinanceApp({
    ledger,
    createTopic: (topic, timestampType) => topics.create(topic, topicConfigs(timestampType, deviation)),
    async changeBalance(account, amount) {
      const change = { eventId: randomUUID(), accountId: account.accountId, happenedAt: new Date(clock.now()) }
      storeBalance(account, amount, deviation)
      await notifier.tell(change)
      return change
    },
    amend: deviation.answer ?? ((answer) => answer),
  })
  const release = async () => {
    notifier.close()
    await Promise.all([publisher.close(), topics.close()])
  }
  return serve({ name: 'open-finance', app, port: options.port, release })
}

const rightBehaviour: Deviation = { description: 'does as it should' }

function storeBalance(account: Account, amount: string, { keepsBalance = false }: Deviation): void {
  if (!keepsBalance) account.amount = amount
}

function topicConfigs(timestampType: string, { topicConfigs: deviate }: Deviation): Readonly<Record<string, string>> {
  const configs = {
    'cleanup.policy': 'delete',
    'retention.ms': `${retentionMs}`,
    ...(timestampType === 'CreateTime' ? {} : { 'message.timestamp.type': timestampType }),
  }
  return deviate?.(configs) ?? configs
}
