import type { DataTable } from '@cucumber/cucumber'
import {
  askAndGiveUp,
  askElsewhere,
  askForOtp,
  askForOtpsAtOnce,
  askRepeatedly,
  askWithBody,
  expectDifferentOtps,
  expectEveryOtpValid,
  expectFailure,
  expectFirstOtpValid,
  expectLifetime,
  expectNewOtp,
  expectNoEmail,
  expectNoOtp,
  expectOtpByEmail,
  expectOtpBySms,
  expectOtpSpent,
  expectOtpValid,
  expectRefusal,
  expectRefusalWith,
  expectSameOtpByEmail,
  expectStatus,
  Given,
  meetCitizen,
  meetNumber,
  Then,
  useOwnTenant,
  When,
} from '../support/world/index.js'

/** Leases a mobile number that egov-user knows; "that mobile number" is this one from then on. */
Given('a registered citizen', function () {
  meetCitizen(this, true)
})

/** The same, with a name by which later steps speak of the citizen. */
Given('a registered citizen {string}', function (name: string) {
  meetCitizen(this, true, name)
})

/** Leases a mobile number that egov-user does not know. */
Given('a mobile number that is not registered', function () {
  meetCitizen(this, false)
})

/** OTPs are requested for a tenant that no other scenario uses: `tenant`. What user-otp looks up for it can be changed. */
Given('a tenant of its own', function () {
  useOwnTenant(this)
})

/** OTPs are requested from that service from then on, such as "user-otp-oss"; what is changed around user-otp is changed there. */
Given('OTPs are requested from {string}', function (service: string) {
  askElsewhere(this, service)
})

/** Asks user-otp for a one-time password: register, login or passwordreset. */
When('a {string} OTP is requested', async function (type: string) {
  await askForOtp(this, type)
})

/** The same for a number that the feature gives. */
When('a {string} OTP is requested for mobile number {string}', async function (type: string, mobileNumber: string) {
  meetNumber(this, mobileNumber)
  await askForOtp(this, type)
})

/** The same for another tenant, such as "pb.jalandhar". */
When('a {string} OTP is requested for tenant {string}', async function (type: string, tenantId: string) {
  this.tenantId = tenantId
  await askForOtp(this, type)
})

/** The same with other parts of the body: a path such as `otp.userType` and a value in each row; `#notpresent` leaves a part out. */
When('a {string} OTP is requested with:', async function (type: string, table: DataTable) {
  await askForOtp(this, type, table)
})

/** The same by a client that hangs up before the answer. */
When(
  'a {string} OTP is requested by a client that gives up after {int} milliseconds',
  async function (type: string, afterMs: number) {
    await askAndGiveUp(this, type, afterMs)
  },
)

/** Sends the doc string as it stands, but for `#(variables)`, as JSON: whether it is JSON or not. */
When('an OTP is requested with the body:', async function (body: string) {
  await askWithBody(this, body)
})

/** The same for two citizens in the same moment; both requests must be accepted. */
When(
  '{string} OTPs are requested for {string} and {string} at once',
  async function (type: string, one: string, other: string) {
    await askForOtpsAtOnce(this, type, [one, other])
  },
)

/** So many requests for the latest citizen in the same moment; all must be accepted. */
When('{int} {string} OTPs are requested at once', async function (times: number, type: string) {
  await askRepeatedly(this, type, times)
})

/** The answer has status 201. */
Then('the OTP request is accepted', function () {
  expectStatus(this, 201, 'user-otp')
})

/** The answer has status 400 and its first field carries exactly that code. */
Then('the OTP request is refused with {string}', function (code: string) {
  expectRefusal(this, code, 'user-otp')
})

/** The answer has status 400, that message, and exactly those fields in this order; a heading `| code | field | message |` stands above. */
Then('the OTP request is refused as {string} with:', function (message: string, table: DataTable) {
  expectRefusalWith(this, message, table)
})

/** The answer has status 500 and exactly that text, or nothing. */
Then('the OTP request fails with {string}', function (text: string) {
  expectFailure(this, text)
})

/** Claims exactly one OTP message for the latest mobile number, judged now; with "within", the whole time. */
Then('an OTP is sent by SMS{within}', async function (withinMs: number | undefined) {
  await expectOtpBySms(this, undefined, withinMs)
})

/** The same for a citizen by name. */
Then('an OTP is sent by SMS to {string}{within}', async function (name: string, withinMs: number | undefined) {
  await expectOtpBySms(this, name, withinMs)
})

/** Claims exactly so many for the latest mobile number, each with another OTP. */
Then('{int} different OTPs are sent by SMS', async function (count: number) {
  await expectDifferentOtps(this, count)
})

/** Claims exactly one for the latest mobile number, whose OTP is none of those before. */
Then('a new OTP is sent that differs from the first', async function () {
  await expectNewOtp(this)
})

/** Claims exactly one e-mail for the latest citizen's address, judged now; with "within", the whole time. */
Then('an OTP is sent by e-mail{within}', async function (withinMs: number | undefined) {
  await expectOtpByEmail(this, withinMs)
})

/** The same, and it holds the OTP of the message before. */
Then('the same OTP is sent by e-mail', async function () {
  await expectSameOtpByEmail(this)
})

/**
 * Proves that no SMS holds an OTP for the latest mobile number, and no e-mail one for its address; each needs a subscription.
 * An e-mail names no number: e-mails are looked at only where the scenario itself has given the citizen an address.
 */
Then('no OTP is sent{within}', async function (withinMs: number | undefined) {
  await expectNoOtp(this, withinMs)
})

/** Proves it of e-mails alone, for a citizen who has an address. */
Then('no OTP is sent by e-mail{within}', async function (withinMs: number | undefined) {
  await expectNoEmail(this, withinMs)
})

/** Spends the latest OTP at egov-otp, which must accept it. */
Then('the OTP is valid', async function () {
  await expectOtpValid(this)
})

/** The same for a citizen by name, whoever the message went to. */
Then('the OTP is valid for {string}', async function (name: string) {
  await expectOtpValid(this, undefined, name)
})

/** Spends the OTP that was sent first. */
Then('the first OTP is valid', async function () {
  await expectFirstOtpValid(this)
})

/** Spends every OTP that the scenario has seen. */
Then('every OTP is valid', async function () {
  await expectEveryOtpValid(this)
})

/** Tries to spend the latest OTP, which egov-otp must refuse. */
Then('the OTP is no longer valid', async function () {
  await expectOtpSpent(this)
})

/** The same for a citizen by name, to whom it was not sent. */
Then('the OTP is not valid for {string}', async function (name: string) {
  await expectOtpSpent(this, name)
})

/** Compares `expiryTime` with the timestamp of the record, which it may also lie before. */
Then('the message expires at most {float} second(s) after its timestamp', function (seconds: number) {
  expectLifetime(this, seconds * 1000)
})
