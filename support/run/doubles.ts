// The doubles that a run or a command can start: their names, what each talks to, and how each is started.
import type { DeviationName, OpenFinanceDeviationName, Service } from '../../services/index.js'
import { matchesNumber } from '../config/index.js'

/** The doubles that exist, each behind those that it talks to. */
export const doubleNames = ['egov-otp', 'egov-user', 'user-otp', 'open-finance'] as const
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
  /** Numbers and patterns of the citizens whom egov-user knows. */
  readonly registered: readonly string[]
  /** Where user-otp sends. @default egov.core.notification.sms.otp */
  readonly smsTopic?: string | undefined
  /** A wrong behaviour of the double, by `deviationsOf`. @default none */
  readonly deviation?: string | undefined
}

/** The doubles that speak to Kafka, which they do without TLS and SASL. */
export const kafkaDoubles: readonly DoubleName[] = ['user-otp', 'open-finance']

/** The wrong behaviours that a double can be started with; most have none. */
export async function deviationsOf(name: DoubleName): Promise<Readonly<Record<string, { description: string }>>> {
  const { deviations, openFinanceDeviations } = await import('../../services/index.js')
  if (name === 'user-otp') return deviations
  return name === 'open-finance' ? openFinanceDeviations : {}
}

/** Starts a double on 127.0.0.1. */
export async function startDouble(name: DoubleName, options: DoubleOptions): Promise<Service> {
  const { startEgovOtp, startEgovUser, startOpenFinance, startUserOtp } = await import('../../services/index.js')
  const { port = 0, brokers, urlOf, registered, smsTopic, deviation } = options
  switch (name) {
    case 'egov-otp':
      return startEgovOtp({ port })
    case 'egov-user':
      return startEgovUser({
        port,
        egovOtpUrl: urlOf('egov-otp'),
        citizens: { isRegistered: (number) => matchesNumber(registered, number) },
      })
    case 'user-otp':
      return startUserOtp({
        port,
        kafkaBrokers: brokers,
        egovOtpUrl: urlOf('egov-otp'),
        egovUserUrl: urlOf('egov-user'),
        ...(smsTopic === undefined ? {} : { smsTopic }),
        ...(deviation === undefined ? {} : { deviation: deviation as DeviationName }),
      })
    case 'open-finance':
      return startOpenFinance({
        port,
        kafkaBrokers: brokers,
        ...(deviation === undefined ? {} : { deviation: deviation as OpenFinanceDeviationName }),
      })
  }
}
