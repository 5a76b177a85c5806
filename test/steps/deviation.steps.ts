// Steps of the tests alone: they put something wrong into the scenario's world.

import { type Broker, startBroker } from '../../broker/index.js'
import { type DeviationName, startEgovOtp, startEgovUser, startUserOtp } from '../../services/index.js'
import { Given, type KataWorld, publish, When } from '../../support/world/index.js'

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

/** A user-otp on this scenario's Kafka that behaves as it should. */
Given('a user-otp of its own', async function () {
  await startDeviant(this)
})

/** The topic is made before anybody writes to it, since the broker's own limit is 1 MB. */
Given('its OTP topic takes messages of up to {int} MB', function (megabytes: number) {
  const configs = { 'max.message.bytes': String(megabytes * 1024 * 1024) }
  brokerOf(this).createTopic('egov.core.notification.sms.otp', { configs })
})

/** JSON of one long text. */
When('a message of {int} MB is published to {string}', async function (megabytes: number, name: string) {
  await publish(this, name, { value: JSON.stringify({ filler: 'x'.repeat(megabytes * 1024 * 1024) }) })
})

/** Every connection breaks, and nobody listens there any more. */
When('Kafka dies', async function () {
  await brokerOf(this).close()
})

function brokerOf(world: KataWorld): Broker {
  return world.variables.get('broker') as Broker
}

async function startDeviant(world: KataWorld, deviation?: DeviationName): Promise<void> {
  const service = await startUserOtp({
    kafkaBrokers: world.kafka.brokers,
    egovOtpUrl: world.serviceUrl('egov-otp'),
    egovUserUrl: world.serviceUrl('egov-user'),
    ...(deviation === undefined ? {} : { deviation }),
  })
  world.onClose('user-otp of its own', () => service.close())
  world.useService('user-otp', service.url)
}
