import {
  askForOtp,
  askForOtpsAtOnce,
  expectNoOtp,
  expectOtpBySms,
  expectOtpSpent,
  expectOtpValid,
  expectRefusal,
  expectStatus,
  Given,
  meetCitizen,
  meetNumber,
  Then,
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

/** The same for two citizens in the same moment; both requests must be accepted. */
When(
  '{string} OTPs are requested for {string} and {string} at once',
  async function (type: string, one: string, other: string) {
    await askForOtpsAtOnce(this, type, [one, other])
  },
)

/** The answer has status 201. */
Then('the OTP request is accepted', function () {
  expectStatus(this, 201, 'user-otp')
})

/** The answer has status 400 and its first field carries exactly that code. */
Then('the OTP request is refused with {string}', function (code: string) {
  expectRefusal(this, code, 'user-otp')
})

/** Claims exactly one OTP message for the latest mobile number, judged now; with "within", the whole time. */
Then('an OTP is sent by SMS{within}', async function (withinMs: number | undefined) {
  await expectOtpBySms(this, undefined, withinMs)
})

/** The same for a citizen by name. */
Then('an OTP is sent by SMS to {string}{within}', async function (name: string, withinMs: number | undefined) {
  await expectOtpBySms(this, name, withinMs)
})

/** Proves that no channel for one-time passwords holds one for the latest mobile number; each needs a subscription. */
Then('no OTP is sent{within}', async function (withinMs: number | undefined) {
  await expectNoOtp(this, withinMs)
})

/** Spends the latest OTP at egov-otp, which must accept it. */
Then('the OTP is valid', async function () {
  await expectOtpValid(this)
})

/** Tries to spend the latest OTP, which egov-otp must refuse. */
Then('the OTP is no longer valid', async function () {
  await expectOtpSpent(this)
})
