// A login as guides have it, without the product: cucumber-js, kafkajs with a fresh group in each scenario, fetch, assert.
// It runs against the same broker and doubles: its own, or those that variables name as they do for the environment
// `external`. The contract is two lines of assertions, and there is no evidence.
import { strict as assert } from 'node:assert'
import { After, AfterAll, BeforeAll, Given, Then, When } from '@cucumber/cucumber'
import kafkajs, { type Consumer, type Kafka } from 'kafkajs'
import { type Broker, startBroker } from '../../broker/index.js'
import { type Service, startEgovOtp, startEgovUser, startUserOtp } from '../../services/index.js'
import { listenInFreshGroup } from '../fresh-group.js'

interface Sms {
  readonly mobileNumber: string
  readonly message: string
  readonly category: string
}

interface RecipeWorld {
  mobileNumber: string
  consumer: Consumer
  received: Sms[]
  response: Response
  message: Sms
}

const topic = 'egov.core.notification.sms.otp'
const patienceMs = 5000
let broker: Broker | undefined
let services: Service[] = []
let urls: Readonly<Record<string, string>>
let kafka: Kafka
let scenarios = 0
const worker = process.env.CUCUMBER_WORKER_ID ?? '0'

BeforeAll(async () => {
  const { KAFKA_BROKERS: given, USER_OTP_URL: userOtp = '', EGOV_OTP_URL: egovOtp = '' } = process.env
  urls = { 'user-otp': userOtp, 'egov-otp': egovOtp }
  const brokers = given === undefined ? [await startOwn()] : given.split(',')
  kafka = new kafkajs.Kafka({ brokers, logLevel: kafkajs.logLevel.NOTHING })
})

/** The brokers of what is started here. */
async function startOwn(): Promise<string> {
  broker = await startBroker()
  broker.createTopic(topic)
  const egovOtp = await startEgovOtp({})
  const egovUser = await startEgovUser({ egovOtpUrl: egovOtp.url, citizens: { isRegistered: () => true } })
  const others = { egovOtpUrl: egovOtp.url, egovUserUrl: egovUser.url }
  const userOtp = await startUserOtp({ kafkaBrokers: [broker.bootstrap], ...others })
  services = [egovOtp, egovUser, userOtp]
  urls = { 'user-otp': userOtp.url, 'egov-otp': egovOtp.url }
  return broker.bootstrap
}

AfterAll(async () => {
  for (const service of services.toReversed()) await service.close()
  await broker?.close()
})

Given('a registered citizen', function (this: RecipeWorld) {
  scenarios++
  this.mobileNumber = `98${worker}${String(scenarios).padStart(7, '0')}`
})

Given('a subscription to {string}', async function (this: RecipeWorld, _channel: string) {
  this.received = []
  this.consumer = await listenInFreshGroup({
    kafka,
    topic,
    groupId: `recipe-${process.pid}-${scenarios}`,
    readyAt: 'GROUP_JOIN',
    onRecord: ({ text }) => this.received.push(JSON.parse(text) as Sms),
  })
})

When('a {string} OTP is requested', async function (this: RecipeWorld, type: string) {
  const otp = { mobileNumber: this.mobileNumber, tenantId: 'pb.amritsar', type, userType: 'CITIZEN' }
  this.response = await post('user-otp', '/user-otp/v1/_send', { otp })
})

Then('the OTP request is accepted', function (this: RecipeWorld) {
  assert.equal(this.response.status, 201)
})

Then('an OTP is sent by SMS', async function (this: RecipeWorld) {
  const deadline = Date.now() + patienceMs
  const find = () => this.received.find(({ mobileNumber }) => mobileNumber === this.mobileNumber)
  while (find() === undefined && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 10))
  const message = find()
  assert.ok(message, 'timed out')
  this.message = message
})

Then('the message conforms to its contract', function (this: RecipeWorld) {
  assert.match(this.message.message, /\b\d{6}\b/)
  assert.equal(this.message.category, 'OTP')
})

Then('the OTP is valid', async function (this: RecipeWorld) {
  const code = /\b(\d{6})\b/.exec(this.message.message)?.[1]
  const otp = { otp: code, identity: this.mobileNumber, tenantId: 'pb.amritsar' }
  const { status } = await post('egov-otp', '/otp/v1/_validate', { RequestInfo: {}, otp })
  assert.equal(status, 200)
})

After(async function (this: RecipeWorld) {
  await this.consumer?.disconnect()
})

function post(service: string, path: string, body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  return fetch(`${urls[service]}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
}
