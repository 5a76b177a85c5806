// Steps of the tests alone: a transmitter that does something wrong.

import { type OpenFinanceDeviationName, startOpenFinance } from '../../services/index.js'
import { Given } from '../../support/world/index.js'

/** From here on, this scenario talks to a transmitter of its own, on the run's broker, that has the named wrong behaviour. */
Given('an open-finance that {string}', async function (deviation: string) {
  const service = await startOpenFinance({
    kafkaBrokers: this.kafka.brokers,
    deviation: deviation as OpenFinanceDeviationName,
  })
  this.onClose('open-finance of its own', () => service.close())
  this.useService('open-finance', service.url)
})
