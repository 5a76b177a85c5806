import {
  answerOtherwise,
  expectDelivery,
  expectDeliveryLike,
  expectNobodyReads,
  expectNoDelivery,
  Given,
  meetNumber,
  Then,
  watchSink,
} from '../support/world/index.js'

/** What reaches the SMS gateway counts from here on, and nothing older. */
Given('the SMS gateway is watched', async function () {
  await watchSink(this, 'sms-gateway')
})

/** What reaches the mail server counts from here on, and nothing older. */
Given('the mail server is watched', async function () {
  await watchSink(this, 'mail-server')
})

/** Uses a number that the feature gives, which nobody leases; "that mobile number" is this one from then on. */
Given('the mobile number {string}', function (mobileNumber: string) {
  meetNumber(this, mobileNumber)
})

/** Has the gateway answer every message for the latest mobile number with that status, until the scenario ends. */
Given('the SMS gateway answers {int} to that mobile number', async function (status: number) {
  await answerOtherwise(this, 'sms-gateway', { answer: { status } })
})

/** The same with a body; `"success":true` in it would be a success. */
Given('the SMS gateway answers {int} to that mobile number with:', async function (status: number, body: string) {
  await answerOtherwise(this, 'sms-gateway', { answer: { status, body } })
})

/** Has the mail server put mails for that address off so many times. */
Given('the mail server refuses {string} {int} time(s)', async function (to: string, times: number) {
  await answerOtherwise(this, 'mail-server', { to, answer: { code: 451, times } })
})

/** Exactly one message for the latest mobile number has reached the gateway, whatever that answered; it is `delivery` from then on. */
Then('the SMS gateway receives a message for that mobile number{within}', async function (withinMs?: number) {
  await expectDelivery(this, 'sms-gateway', { withinMs })
})

/** Proves it: the service has committed everything on its topics, and nothing for the latest mobile number has reached the gateway. */
Then('the SMS gateway receives nothing for that mobile number', async function () {
  await expectNoDelivery(this, 'sms-gateway')
})

/** Exactly one mail for that address has reached the mail server; it is `delivery` from then on. */
Then('a mail reaches {string}{within}', async function (to: string, withinMs?: number) {
  await expectDelivery(this, 'mail-server', { to, withinMs })
})

/** Proves it: the service has committed everything on its topics, and nothing for that address has reached the mail server. */
Then('no mail reaches {string}', async function (to: string) {
  await expectNoDelivery(this, 'mail-server', to)
})

/** Compares what was delivered: `to`, `text` and, of a mail, `from`, `subject`, `html`; of a message, `parameters` too. */
Then('the delivery matches:', function (template: string) {
  expectDeliveryLike(this, template)
})

/** Proves that no consumer group reads the topic of a channel, or a topic, at this moment; the readers of the tests do not count. */
Then('nobody reads {string}', async function (name: string) {
  await expectNobodyReads(this, name)
})
