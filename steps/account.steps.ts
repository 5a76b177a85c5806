import { logInByOtp, logInByPassword, register, setPassword, When } from '../support/world/index.js'

/** Registers at egov-user with the latest OTP; the citizen is forgotten when the scenario ends. */
When('the citizen registers with the OTP', async function () {
  await register(this, true)
})

/** The same with an OTP that was not sent. */
When('the citizen registers with another OTP', async function () {
  await register(this, false)
})

/** Logs in at egov-user with the latest OTP in place of a password. */
When('the citizen logs in with the OTP', async function () {
  await logInByOtp(this, true)
})

/** The same with an OTP that was not sent. */
When('the citizen logs in with another OTP', async function () {
  await logInByOtp(this, false)
})

/** Sets a new password at egov-user, which the latest OTP allows. */
When('the employee sets the password {string} with the OTP', async function (password: string) {
  await setPassword(this, password, true)
})

/** The same with an OTP that was not sent. */
When('the employee sets the password {string} with another OTP', async function (password: string) {
  await setPassword(this, password, false)
})

/** Logs in at egov-user with a password. */
When('the employee logs in with the password {string}', async function (password: string) {
  await logInByPassword(this, password)
})
