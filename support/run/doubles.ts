// The doubles that a run or a command can start: their names, what each talks to, and how each is started.
import type {
  DeviationName,
  NotificationMailDeviationName,
  NotificationSmsDeviationName,
  OpenFinanceDeviationName,
  OtpDeviationName,
  Service,
  UserDeviationName,
  UserOtpOptions,
} from '../../services/index.js'

/** The doubles that exist, each behind those that it talks to. */
export const doubleNames = [
  'egov-otp',
  'egov-user',
  'user-otp',
  'user-otp-oss',
  'user-otp-central',
  'open-finance',
  'sms-gateway',
  'mail-server',
  'egov-notification-sms',
  'egov-notification-mail',
] as const
export type DoubleName = (typeof doubleNames)[number]

export function isDoubleName(name: string): name is DoubleName {
  return doubleNames.some((known) => known === name)
}

/** What a double may need; each takes its part of it. */
export interface DoubleOptions {
  /** @default 0, any free port */
  readonly port?: number
  /** `host:port` of each broker. */
  readonly brokers: readonly string[]
  /** Base URL of a service that the double talks to; throws where there is none. */
  readonly urlOf: (needed: DoubleName) => string
  /** What the numbers of the citizens match whom egov-user knows. */
  readonly registered: RegExp
  /** Where user-otp sends. @default egov.core.notification.sms.otp */
  readonly smsTopic?: string | undefined
  /** Where user-otp sends e-mails, by the double. @default its release's own topic */
  readonly emailTopicOf?: (name: DoubleName) => string | undefined
  /** How long user-otp waits for a Kafka that is away, in milliseconds. @default 120000 */
  readonly kafkaWaitMs?: number | undefined
  /** Where egov-notification-sms takes texts from. @default egov.core.notification.sms */
  readonly textTopics?: readonly string[] | undefined
  /** A wrong behaviour of the double, by `deviationsOf`. @default none */
  readonly deviation?: string | undefined
}

/** The doubles that speak to Kafka, which they do without TLS and SASL. */
export const kafkaDoubles: readonly DoubleName[] = [
  'user-otp',
  'user-otp-oss',
  'user-otp-central',
  'open-finance',
  'egov-notification-sms',
  'egov-notification-mail',
]

/** The doubles that a double talks to. */
export const neededBy: Readonly<Record<DoubleName, readonly DoubleName[]>> = {
  'egov-otp': [],
  'egov-user': ['egov-otp'],
  'user-otp': ['egov-otp', 'egov-user'],
  'user-otp-oss': ['egov-otp', 'egov-user'],
  'user-otp-central': ['egov-otp', 'egov-user'],
  'open-finance': [],
  'sms-gateway': [],
  'mail-server': [],
  'egov-notification-sms': ['sms-gateway'],
  'egov-notification-mail': ['mail-server'],
}

/** The wrong behaviours that a double can be started with; the gateway and the mail server have none. */
export async function deviationsOf(name: DoubleName): Promise<Readonly<Record<string, { description: string }>>> {
  const services = await import('../../services/index.js')
  const known: Partial<Record<DoubleName, Readonly<Record<string, { description: string }>>>> = {
    'egov-otp': services.otpDeviations,
    'egov-user': services.userDeviations,
    'user-otp': services.deviations,
    'user-otp-oss': services.deviations,
    'user-otp-central': services.deviations,
    'open-finance': services.openFinanceDeviations,
    'egov-notification-sms': services.notificationSmsDeviations,
    'egov-notification-mail': services.notificationMailDeviations,
  }
  return known[name] ?? {}
}

/** Starts a double on 127.0.0.1. */
export async function startDouble(name: DoubleName, options: DoubleOptions): Promise<Service> {
  const services = await import('../../services/index.js')
  const { port = 0, brokers: kafkaBrokers, urlOf, registered, textTopics } = options
  switch (name) {
    case 'egov-otp':
      return services.startEgovOtp({ port, ...deviationOf<OtpDeviationName>(options) })
    case 'egov-user':
      return services.startEgovUser({
        port,
        egovOtpUrl: urlOf('egov-otp'),
        citizens: { isRegistered: (number) => registered.test(number) },
        ...deviationOf<UserDeviationName>(options),
      })
    case 'user-otp':
      return services.startUserOtp(userOtpOptions(name, options))
    case 'user-otp-oss':
      return services.startUserOtp({ ...userOtpOptions(name, options), variant: 'oss' })
    case 'user-otp-central':
      return services.startUserOtp({ ...userOtpOptions(name, options), centralInstance: true })
    case 'open-finance':
      return services.startOpenFinance({ port, kafkaBrokers, ...deviationOf<OpenFinanceDeviationName>(options) })
    case 'sms-gateway':
      return services.startSmsGateway({ port })
    case 'mail-server':
      return services.startMailServer({ port })
    case 'egov-notification-sms':
      return services.startNotificationSms({
        port,
        kafkaBrokers,
        gatewayUrl: `${urlOf('sms-gateway')}/send`,
        ...(textTopics === undefined ? {} : { topics: textTopics }),
        ...deviationOf<NotificationSmsDeviationName>(options),
      })
    case 'egov-notification-mail':
      return services.startNotificationMail({
        port,
        kafkaBrokers,
        smtpUrl: await smtpUrlOf(urlOf('mail-server')),
        ...deviationOf<NotificationMailDeviationName>(options),
      })
  }
}

function userOtpOptions(name: DoubleName, options: DoubleOptions): UserOtpOptions {
  const { port = 0, brokers: kafkaBrokers, urlOf, smsTopic, kafkaWaitMs } = options
  const emailTopic = options.emailTopicOf?.(name)
  return {
    port,
    kafkaBrokers,
    egovOtpUrl: urlOf('egov-otp'),
    egovUserUrl: urlOf('egov-user'),
    ...(smsTopic === undefined ? {} : { smsTopic }),
    ...(emailTopic === undefined ? {} : { emailTopic }),
    ...(kafkaWaitMs === undefined ? {} : { kafkaWaitMs }),
    ...deviationOf<DeviationName>(options),
  }
}

/** What was asked for has been found among the double's own by `deviationsOf`. */
function deviationOf<D extends string>({ deviation }: DoubleOptions): { readonly deviation?: D } {
  return deviation === undefined ? {} : { deviation: deviation as D }
}

/** The double of the mail server tells over HTTP where it takes mails. */
async function smtpUrlOf(mailServerUrl: string): Promise<string> {
  const answer = await fetch(`${mailServerUrl}/smtp`, { signal: AbortSignal.timeout(smtpUrlMs) })
  return (await answer.text()).trim()
}

const smtpUrlMs = 5000
