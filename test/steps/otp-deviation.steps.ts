// Steps of the tests alone: a user-otp with neighbours of its own, one of which does something wrong.

import {
  type DeviationName,
  type OtpDeviationName,
  type Service,
  startEgovOtp,
  startEgovUser,
  startUserOtp,
  type UserDeviationName,
  type UserOtpOptions,
} from '../../services/index.js'
import { matchesNumber } from '../../support/config/index.js'
import { Given, type KataWorld } from '../../support/world/index.js'

const variants: Readonly<Record<string, Partial<UserOtpOptions>>> = {
  'user-otp': {},
  'user-otp-oss': { variant: 'oss' },
  'user-otp-central': { centralInstance: true },
}

/** From here on this scenario talks to services of its own, on the run's broker: a user-otp of that kind, and its neighbours; "nothing" is no wrong behaviour. */
Given(
  'a {string} with neighbours of its own, whose {string} has {string} wrong',
  async function (kind: string, wrong: string, deviation: string) {
    const deviant = <D extends string>(service: string) =>
      service === wrong && deviation !== 'nothing' ? { deviation: deviation as D } : {}
    const egovOtp = await startEgovOtp(deviant<OtpDeviationName>('egov-otp'))
    use(this, 'egov-otp', egovOtp)
    const { registered } = this.worker.settings.citizens
    const egovUser = await startEgovUser({
      egovOtpUrl: egovOtp.url,
      citizens: { isRegistered: (number) => matchesNumber(registered, number) },
      ...deviant<UserDeviationName>('egov-user'),
    })
    use(this, 'egov-user', egovUser)
    const userOtp = await startUserOtp({
      kafkaBrokers: this.kafka.brokers,
      egovOtpUrl: egovOtp.url,
      egovUserUrl: egovUser.url,
      ...variants[kind],
      ...deviant<DeviationName>('user-otp'),
    })
    use(this, kind, userOtp)
  },
)

function use(world: KataWorld, name: string, service: Service): void {
  world.onClose(`${name} of its own`, () => service.close())
  world.useService(name, service.url)
  world.useService(`${name}-control`, service.url)
}
