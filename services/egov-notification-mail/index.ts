// Double of DIGIT's egov-notification-mail: takes mails off Kafka and hands them to a mail server. It has no HTTP API, and
// writes nothing to Kafka.
//
// Real: the consumer group `email_group1`, SMTP without TLS. Left out: attachments out of the file store, and texts for
// phones as mails (`send.sms.as.email.enabled`, which is off there too).

import { createApp, type Service, serve } from '../http/index.js'
import { startConsumer } from '../kafka/index.js'
import { type Deviation, type DeviationName, deviations } from './deviations.js'
import { takeMail } from './take-mail.js'

export { type Deviation, type DeviationName, deviations } from './deviations.js'

export interface NotificationMailOptions {
  /** @default 0, any free port */
  readonly port?: number
  /** Host and port of each broker. */
  readonly kafkaBrokers: readonly string[]
  /** Where mails are handed over, such as `smtp://127.0.0.1:2525`. */
  readonly smtpUrl: string
  /** @default egov.core.notification.email; the older org.egov.core.notification.email reaches nobody */
  readonly topics?: readonly string[]
  /** @default email_group1 */
  readonly groupId?: string
  /** @default egov@localhost */
  readonly from?: string
  /** The wrong behaviour of this instance. @default none */
  readonly deviation?: DeviationName
}

const clientId = 'egov-notification-mail'

/** Starts an egov-notification-mail; settles when it has joined its group. Rejects where Kafka cannot be reached. */
export async function startNotificationMail(options: NotificationMailOptions): Promise<Service> {
  const { kafkaBrokers: brokers, smtpUrl, deviation, from = 'egov@localhost', groupId = 'email_group1' } = options
  const flow = { smtpUrl, from, deviation: deviation === undefined ? asItIs : deviations[deviation] }
  const consumer = await startConsumer({
    brokers,
    clientId,
    groupId,
    topics: options.topics ?? ['egov.core.notification.email'],
    handle: ({ value }, signal) => takeMail(flow, value, signal),
  })
  return serve({ name: clientId, app: createApp(), port: options.port, release: () => consumer.close() })
}

const asItIs: Deviation = { description: 'does what it should' }
