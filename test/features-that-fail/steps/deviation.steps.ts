// Steps of the tests alone: they put something wrong into the scenario's world.

import { startBroker } from '../../../broker/index.js'
import { type DeviationName, startEgovOtp, startEgovUser, startUserOtp } from '../../../services/index.js'
import { Given, type KataWorld, When } from '../../../support/world/index.js'

/** From here on, this scenario talks to a user-otp of its own, on the run's broker, that has the named wrong behaviour. */
Given('a user-otp that {string}', async function (deviation: string) {
  await startDeviant(this, deviation as DeviationName)
})

/** A broker and services of this scenario's own, since it kills the broker. */
Given('a Kafka of its own', async function () {
  const broker = await startBroker()
  const egovOtp = await startEgovOtp()
  const egovUser = await startEgovUser({ egovOtpUrl: egovOtp.url, citizens: { isRegistered: () => true } })
  for (const part of [broker, egovOtp, egovUser]) this.onClose('part of its own', () => part.close())
  this.useKafka([broker.bootstrap])
  this.useService('egov-otp', egovOtp.url)
  this.useService('egov-user', egovUser.url)
  this.variables.set('broker', broker)
})

/** Every connection breaks, and nobody listens there any more. */
When('Kafka dies', async function () {
  const broker = this.variables.get('broker') as { close(): Promise<void> }
  await broker.close()
})

async function startDeviant(world: KataWorld, deviation: DeviationName): Promise<void> {
  const service = await startUserOtp({
    kafkaBrokers: world.kafka.brokers,
    egovOtpUrl: world.serviceUrl('egov-otp'),
    egovUserUrl: world.serviceUrl('egov-user'),
    deviation,
  })
  world.onClose('user-otp of its own', () => service.close())
  world.useService('user-otp', service.url)
}
