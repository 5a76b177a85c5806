import type { DataTable } from '@cucumber/cucumber'
import {
  answerFor,
  expectAsked,
  Given,
  letTimePass,
  meetCitizen,
  slowDown,
  Then,
  takeDown,
  takeKafkaAway,
  tellAddress,
  tellOfCitizen,
  tellRules,
  tellTexts,
  When,
} from '../support/world/index.js'

/** As `a registered citizen`; egov-user has an address for them, `email`, that is the mobile number at example.org. */
Given('a registered citizen with an e-mail address', async function () {
  meetCitizen(this, true)
  await tellAddress(this)
})

/** Has egov-user know more of the latest citizen, until the scenario ends: `mobileNumber`, `emailId`, `type`, `tenantId`, `password`. */
Given('that citizen is known to egov-user as:', async function (user: string) {
  await tellOfCitizen(this, user)
})

/** Has egov-user or egov-otp not answer where the latest mobile number is concerned, until the scenario ends. */
Given('{string} is down for that mobile number', async function (service: string) {
  await answerFor(this, service, { as: 'down' })
})

/** The same with an answer of that status, and nothing in it. */
Given('{string} answers {int} for that mobile number', async function (service: string, status: number) {
  await answerFor(this, service, { as: status })
})

/** The same with a body. */
Given(
  '{string} answers {int} for that mobile number with:',
  async function (service: string, status: number, body: string) {
    await answerFor(this, service, { as: status, body })
  },
)

/** The texts that localization has for the scenario's own tenant; a heading `| locale | code | message |` stands above. */
Given('the localized texts:', async function (table: DataTable) {
  await tellTexts(this, table)
})

/** The rules that MDMS has for the scenario's own tenant, as a list. */
Given('the mobile number rules:', async function (rules: string) {
  await tellRules(this, rules)
})

/** Has "localization" or "MDMS" not answer for the scenario's own tenant. */
Given('{string} is down for the tenant', async function (service: string) {
  await takeDown(this, service)
})

/** Has localization be slow for the scenario's own tenant. */
Given('localization takes {int} milliseconds', async function (delayMs: number) {
  await slowDown(this, delayMs)
})

/** Has user-otp find no Kafka for what it sends to the latest mobile number, and give up after that time. */
Given('Kafka is away from user-otp, which waits {int} milliseconds', async function (waitMs: number) {
  await takeKafkaAway(this, { waitMs })
})

/** Has user-otp find no Kafka for that time, from now on. */
Given('Kafka is away from user-otp for {int} milliseconds', async function (forMs: number) {
  await takeKafkaAway(this, { forMs })
})

/** Has that much time pass for the OTPs of the latest mobile number at egov-otp. */
When('{int} minutes pass for that mobile number', async function (minutes: number) {
  await letTimePass(this, minutes * 60_000)
})

/** Compares the latest call that "egov-user" or "egov-otp" got for that mobile number: its `path`, `headers` and `body`. */
Then('{string} has been asked for that mobile number:', async function (service: string, template: string) {
  await expectAsked(this, service, template)
})
