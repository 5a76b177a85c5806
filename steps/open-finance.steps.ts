import {
  changeBalance,
  expectEventTime,
  expectNoNotification,
  expectNotification,
  expectNotificationHeader,
  expectOther,
  Given,
  meetAccount,
  meetConsent,
  meetReceiver,
  subscribeToNotifications,
  Then,
  takeConsentBack,
  When,
} from '../support/world/index.js'

/** Has the transmitter know a new receiver of notifications; its topic is called after its software statement. */
Given('a receiver {string}', async function (name: string) {
  await meetReceiver(this, name)
})

/** The same, whose topic keeps either the time of the sender or that of the broker: CreateTime or LogAppendTime. */
Given('a receiver {string} with a {string} topic', async function (name: string, timestamps: string) {
  await meetReceiver(this, name, timestamps)
})

/** Opens an account at the transmitter; "the account" is this one from then on. */
Given('an account', async function () {
  await meetAccount(this)
})

/** The same, with a name by which later steps speak of the account. */
Given('an account {string}', async function (name: string) {
  await meetAccount(this, name)
})

/** Lets a receiver know of the latest account; "the consent" is this one from then on. */
Given('a consent of {string} for the account', async function (receiver: string) {
  await meetConsent(this, receiver)
})

/** The same for an account by name. */
Given('a consent of {string} for account {string}', async function (receiver: string, account: string) {
  await meetConsent(this, receiver, account)
})

/** Listens to what a receiver is told. */
Given('a subscription to the notifications of {string}', async function (receiver: string) {
  await subscribeToNotifications(this, receiver)
})

/** Sets another balance, kept as `balance`, which the transmitter must accept. */
When('the balance of the account changes', async function () {
  await changeBalance(this)
})

/** The same for an account by name. */
When('the balance of account {string} changes', async function (account: string) {
  await changeBalance(this, account)
})

/** Takes the latest consent of a receiver back, which the transmitter must accept. */
When('the consent of {string} is withdrawn', async function (receiver: string) {
  await takeConsentBack(this, receiver)
})

/** Claims exactly one notification for the latest consent, judged now (with "within", the whole time), of that event of the account. */
Then(
  'a(n) {string} notification arrives for the consent{within}',
  async function (eventType: string, withinMs: number | undefined) {
    await expectNotification(this, { eventType, withinMs })
  },
)

/** The same for the latest consent of a receiver. */
Then(
  'a(n) {string} notification arrives for the consent of {string}{within}',
  async function (eventType: string, receiver: string, withinMs: number | undefined) {
    await expectNotification(this, { eventType, receiver, withinMs })
  },
)

/** Proves that a receiver is told nothing by any consent: now, or with "within" after that time. */
Then('no notification is sent to {string}{within}', async function (receiver: string, withinMs: number | undefined) {
  await expectNoNotification(this, receiver, withinMs)
})

/** The header is there, once, and not empty. */
Then('the notification carries the header {string}', function (header: string) {
  expectNotificationHeader(this, header)
})

/** Compares `eventDatetime` with the timestamp of the record; the clocks may be a second apart. */
Then('the event happened at most {int} second(s) before the notification', function (seconds: number) {
  expectEventTime(this, seconds * 1000)
})

/** Its `eventId` is another one than that of a kept message. */
Then('the notification tells of another event than {string}', function (kept: string) {
  expectOther(this, 'event', kept)
})

/** Its `x-notification-id` is another one than that of a kept message. */
Then('the notification has another id than {string}', function (kept: string) {
  expectOther(this, 'notification', kept)
})
