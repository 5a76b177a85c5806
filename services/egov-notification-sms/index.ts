// Double of DIGIT's egov-notification-sms: takes texts off Kafka and has a gateway send them.
//
// Real: the consumer group `sms`, the records on the topics for expired and failed texts, the gateway's HTTP. Left out:
// the providers Console and MSDG, form and GET requests to the gateway, its credentials. A second instance in the group
// gets every partition that the first one loses, and nobody knows what the other has done.

import { createApp, respond, type Service, serve } from '../http/index.js'
import { createPublisher, startConsumer } from '../kafka/index.js'
import { bouncePath, takeBounce } from './bounce.js'
import { type Deviation, type DeviationName, deviations } from './deviations.js'
import { callGateway } from './gateway.js'
import { type SmsFlow, takeSms } from './take-sms.js'

export { type Deviation, type DeviationName, deviations } from './deviations.js'

export interface NotificationSmsOptions {
  /** @default 0, any free port */
  readonly port?: number
  /** Host and port of each broker. */
  readonly kafkaBrokers: readonly string[]
  /** Where the gateway takes messages, such as `http://127.0.0.1:8080/send`. */
  readonly gatewayUrl: string
  /**
   * Where texts come from; an original has one topic, and an installation runs it once for each.
   *
   * @default egov.core.notification.sms
   */
  readonly topics?: readonly string[]
  /** @default sms */
  readonly groupId?: string
  /** The original's default is false: then it drops everything. @default true */
  readonly enabled?: boolean
  /** `X` is any digit, `*` any digits. @default 9999X and 5* */
  readonly blacklist?: readonly string[]
  /** Where it is not empty, nobody else gets anything. @default nobody */
  readonly whitelist?: readonly string[]
  /** Where expired one-time passwords go. @default egov.core.sms.expiry */
  readonly expiryTopic?: string
  /** Where goes what could not be sent. @default egov.core.sms.error */
  readonly errorTopic?: string
  /** Where goes in its place what the gateway failed on. @default nowhere */
  readonly backupTopic?: string
  /** Where the reports of the gateway go. @default egov.core.notification.sms.bounce */
  readonly bounceTopic?: string
  /** The wrong behaviour of this instance. @default none */
  readonly deviation?: DeviationName
  /** The wall clock that decides what has expired. @default the machine's */
  readonly clock?: { now(): number }
}

/** How long a record that has to be handed on waits for Kafka, in milliseconds; after that it is lost, as it is there. */
const waitMs = 120_000
const clientId = 'egov-notification-sms'

/** Starts an egov-notification-sms; settles when it has joined its group. Rejects where Kafka cannot be reached. */
export async function startNotificationSms(options: NotificationSmsOptions): Promise<Service> {
  const { kafkaBrokers: brokers, groupId = 'sms', port } = options
  const { topics = ['egov.core.notification.sms'], bounceTopic = 'egov.core.notification.sms.bounce' } = options
  const publisher = createPublisher({ brokers, clientId, waitMs })
  const flow = flowOf(options, publisher.publish)
  const consumer = await startConsumer({
    brokers,
    clientId,
    groupId,
    topics: [...new Set([...topics, bounceTopic])],
    // Reports are only written to a log there.
    handle: ({ topic, value }, signal) =>
      topic === bounceTopic ? Promise.resolve() : takeSms(flow, value, signal).catch(() => undefined),
  }).catch(async (error: unknown) => {
    await publisher.close()
    throw error
  })
  const app = createApp()
  const bounce = { topic: bounceTopic, publish: publisher.publish }
  app.on(['GET', 'POST'], bouncePath, (context) =>
    respond((request) => takeBounce(bounce, request, new URL(context.req.url).search))(context),
  )
  const release = async () => {
    await Promise.all([consumer.close(), publisher.close()])
  }
  return serve({ name: clientId, app, port, release })
}

function flowOf(options: NotificationSmsOptions, publish: SmsFlow['publish']): SmsFlow {
  const { clock = Date, deviation, gatewayUrl } = options
  return {
    enabled: options.enabled ?? true,
    blacklist: options.blacklist ?? ['9999X', '5*'],
    whitelist: options.whitelist ?? [],
    expiryTopic: options.expiryTopic ?? 'egov.core.sms.expiry',
    errorTopic: options.errorTopic ?? 'egov.core.sms.error',
    backupTopic: options.backupTopic ?? '',
    deviation: deviation === undefined ? asItIs : deviations[deviation],
    now: () => clock.now(),
    send: (message, signal) => callGateway(gatewayUrl, message, signal),
    publish,
  }
}

const asItIs: Deviation = { description: 'does what it should' }
