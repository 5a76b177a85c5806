// Steps of the tests alone: an egov-notification-sms and an egov-notification-mail that do something wrong.

import {
  type NotificationMailDeviationName,
  type NotificationSmsDeviationName,
  type Service,
  startNotificationMail,
  startNotificationSms,
} from '../../services/index.js'
import { Given, type KataWorld } from '../../support/world/index.js'

/** The only one in its group on the run's broker, with the named wrong behaviour; `nothing` is none. */
Given('an egov-notification-sms with {string} wrong', async function (deviation: string) {
  const service = await startNotificationSms({
    kafkaBrokers: this.kafka.brokers,
    gatewayUrl: `${this.serviceUrl('sms-gateway')}/send`,
    ...wrong<NotificationSmsDeviationName>(deviation),
  })
  use(this, service)
})

/** The same for mails. */
Given('an egov-notification-mail with {string} wrong', async function (deviation: string) {
  const answer = await fetch(`${this.serviceUrl('mail-server')}/smtp`)
  const service = await startNotificationMail({
    kafkaBrokers: this.kafka.brokers,
    smtpUrl: await answer.text(),
    ...wrong<NotificationMailDeviationName>(deviation),
  })
  use(this, service)
})

function wrong<D extends string>(deviation: string): { readonly deviation?: D } {
  return deviation === 'nothing' ? {} : { deviation: deviation as D }
}

function use(world: KataWorld, service: Service): void {
  world.onClose(`${service.name} of its own`, () => service.close())
  world.useService(service.name, service.url)
}
