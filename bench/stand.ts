// What runs of `kata run` and of the recipe are pointed at: a Kafka in a process of its own, and the three doubles in
// theirs, for as long as a benchmark needs them.
import { kataServed } from '../test/kata-served.js'
import { createTopics, type Target } from './target.js'

export interface StandOptions {
  /** How long the first join of a group takes. @default 0 */
  readonly joinDelayMs?: number
  /** Where user-otp sends; an own user-otp for each. @default the topic of the catalogue */
  readonly topics?: readonly string[]
  /** Called with the brokers before the doubles start. */
  readonly prepare?: (bootstrap: string) => Promise<void>
}

export interface Stand {
  readonly bootstrap: string
  /** By topic: what tells `kata run --env external` of it all. */
  readonly variables: ReadonlyMap<string, Readonly<Record<string, string>>>
  stop(): Promise<void>
}

export const catalogueTopic = 'egov.core.notification.sms.otp'
const registered = '98########'

/** Starts it; the topics are there when it resolves. */
export async function startStand(target: Target, options: StandOptions = {}): Promise<Stand> {
  const { joinDelayMs = 0, topics = [catalogueTopic], prepare } = options
  const kafka = await target.start({ joinDelayMs, isApart: true })
  const { bootstrap } = kafka
  await createTopics(bootstrap, topics)
  await prepare?.(bootstrap)
  const egovOtp = await kataServed('service', 'egov-otp')
  const toEgovOtp = ['--url', `egov-otp=${egovOtp.address}`]
  const egovUser = await kataServed('service', 'egov-user', ...toEgovOtp, '--registered', registered)
  const urls = [...toEgovOtp, '--url', `egov-user=${egovUser.address}`]
  const senders = await Promise.all(
    topics.map((topic) => kataServed('service', 'user-otp', '--kafka', bootstrap, ...urls, '--topic', topic)),
  )
  const variablesFor = (topic: string, userOtpUrl: string) => ({
    KAFKA_BROKERS: bootstrap,
    USER_OTP_URL: userOtpUrl,
    EGOV_OTP_URL: egovOtp.address,
    EGOV_USER_URL: egovUser.address,
    KATA_OTP_TOPIC: topic,
    KATA_TENANT_ID: 'pb.amritsar',
    KATA_REGISTERED_MOBILES: registered,
    KATA_UNREGISTERED_MOBILES: '97########',
  })
  return {
    bootstrap,
    variables: new Map(topics.map((topic, at) => [topic, variablesFor(topic, senders[at]?.address ?? '')])),
    async stop() {
      await Promise.all([...senders, egovUser, egovOtp].map(({ end }) => end()))
      await kafka.stop()
    },
  }
}
