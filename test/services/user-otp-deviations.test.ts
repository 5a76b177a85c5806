// Every deviation of user-otp beside what is right: the situation in which it shows, and the one thing that it changes there.

import { afterEach, expect, test } from 'vitest'
import { type DeviationName, deviations, type OutgoingRecord, type UserOtpOptions } from '../../services/index.js'
import type { Answers } from './neighbours.js'
import { type Rig, requestOtp, startRig } from './user-otp-rig.js'

const opened: Rig[] = []

afterEach(async () => {
  await Promise.all(opened.splice(0).map((rig) => rig.close()))
})

const asha = { egovUser: { user: [{ emailId: 'asha@example.org', mobileNumber: '9000000009' }] } }
const ravi = { egovUser: { user: [{ emailId: null, mobileNumber: '9000000001' }] } }
const hindi = { locale: 'hi_IN', code: 'sms.register.otp.msg', message: 'पंजीकरण OTP: %s' }

interface Situation {
  readonly options?: Partial<UserOtpOptions>
  readonly answers?: Answers
  readonly otp?: object
  readonly more?: object
  readonly times?: number
}

const situations = {
  register: {},
  login: { answers: asha, otp: { type: 'login' } },
  reset: { answers: asha, otp: { type: 'passwordreset' } },
  twice: { times: 2 },
  hindi: { options: { texts: [hindi] }, more: { requestInfo: { msgId: 'x|hi_IN' } } },
  country: {
    options: { mobileRules: [{ countryCode: '+91', mobileNumberRegex: '^[6-9][0-9]{9}$', default: true }] },
  },
  central: { options: { centralInstance: true } },
  stranger: { otp: { type: 'login' } },
  registered: { answers: asha },
  short: { otp: { mobileNumber: '12' } },
  'without egov-user': { answers: { egovUser: 'down' } },
  'login without address': { answers: ravi, otp: { type: 'login' } },
  older: { options: { variant: 'oss', texts: [hindi] }, more: { requestInfo: { msgId: 'x|hi_IN' } } },
  'reset without egov-otp': { answers: { ...asha, egovOtp: 'down' }, otp: { type: 'passwordreset' } },
} as const satisfies Record<string, Situation>

const sms = 'egov.core.notification.sms.otp'
const mail = 'egov.core.notification.email'
const registration =
  '{"mobileNumber":"9000000001","message":"Dear Citizen, Your OTP to complete your DIGIT Registration is 100001.","category":"OTP","expiryTime":1795300445382,"countryCode":null}'
const loginSms =
  '{"mobileNumber":"9000000001","message":"Dear Citizen, Your Login OTP is 100001.","category":"OTP","expiryTime":1795300445382,"countryCode":null}'
const noInfo =
  '{"apiId":null,"ver":null,"ts":null,"action":null,"did":null,"key":null,"msgId":null,"authToken":null,"correlationId":null,"plainAccessRequest":null,"userInfo":null}'
const loginMail = `{"requestInfo":${noInfo},"email":{"emailTo":["asha@example.org"],"subject":"Login OTP","body":"Dear Citizen, Your Login OTP is 100001."}}`
const resetSms =
  '{"mobileNumber":"9000000009","message":"Dear Citizen, Your OTP for recovering password is 100001.","category":"OTP","expiryTime":1795300445382,"countryCode":null}'
const resetMail = `{"requestInfo":${noInfo},"email":{"emailTo":["asha@example.org"],"subject":"Password Reset","body":"Your OTP for recovering password is 100001."}}`

/** One line for each answer and each record: topic, key, names of the headers, value. */
const registered = `${sms} null traceparent,__TypeId__ ${registration}`
const loggedIn = [
  '201 ',
  `${sms} null traceparent,__TypeId__ ${loginSms}`,
  `${mail} null traceparent,__TypeId__ ${loginMail}`,
]

const right: Record<keyof typeof situations, readonly string[]> = {
  register: ['201 ', registered],
  login: loggedIn,
  reset: ['201 ', `${sms} null traceparent,__TypeId__ ${resetSms}`, `${mail} null traceparent,__TypeId__ ${resetMail}`],
  twice: ['201 ', '201 ', registered, registered],
  hindi: ['201 ', registered.replace(/Dear.*100001\./, 'पंजीकरण OTP: 100001')],
  country: ['201 ', registered.replace('"countryCode":null', '"countryCode":"+91"')],
  central: ['201 ', `amritsar-${registered}`],
  stranger: ['400 OTP.UNKNOWN_CREDENTIAL'],
  registered: ['400 OTP.MOBILENUMBER'],
  short: ['400 OTP.MOBILE_NUMBER_VALIDATION_FAILED'],
  'without egov-user': ['201 ', registered],
  'login without address': loggedIn.slice(0, 2),
  older: [
    '201 ',
    `${sms} null __TypeId__ ${registration.replace('DIGIT', 'mSeva').replace(',"countryCode":null', '')}`,
  ],
  'reset without egov-otp': ['201 '],
}

type Change = (lines: readonly string[]) => readonly string[]
const replaced =
  (from: string | RegExp, to: string): Change =>
  (lines) =>
    lines.map((line) => line.replace(from, to))
const without =
  (part: string): Change =>
  (lines) =>
    lines.filter((line) => !line.includes(part))

const changes: Record<DeviationName, readonly [keyof typeof situations, Change]> = {
  'sends-nothing': ['login', () => ['201 ']],
  'sends-twice': ['register', (lines) => [...lines, registered]],
  'sends-late': ['login', () => ['201 ']],
  'merges-requests': ['twice', () => ['201 ', '201 ', registered]],
  'sends-to-another-number': ['register', replaced('"9000000001"', '"9000000002"')],
  'resets-to-requested-number': ['reset', replaced('"9000000009"', '"9000000001"')],
  'adds-country-prefix': ['register', replaced('"9000000001"', '"919000000001"')],
  'searches-whole-tenant': ['login', replaced('', '')],
  'expiry-as-text': ['register', replaced('1795300445382', '"1795300445382"')],
  'expires-late': ['register', replaced('1795300445382', '1795301042382')],
  'omits-message': ['register', replaced(/"message":"[^"]*",/, '')],
  'wrong-category': ['register', replaced('"category":"OTP"', '"category":"NOTIFICATION"')],
  'drops-country-code': ['country', replaced('"+91"', 'null')],
  'omits-country-code': ['register', replaced(',"countryCode":null', '')],
  'invents-otps': ['register', replaced('100001', '100002')],
  'repeats-otps': ['twice', replaced('', '')],
  'ignores-locale': ['hindi', () => right.register],
  'follows-locale': ['older', replaced(/Dear.*100001\./, 'पंजीकरण OTP: 100001')],
  'gives-up-on-texts': ['hindi', replaced('', '')],
  'breaks-unicode': ['hindi', replaced('पंजीकरण', '???????')],
  'adds-key': ['login', (lines) => replaced(` ${sms}`, '')(lines).map(withKey)],
  'omits-type-id': ['login', replaced(',__TypeId__', '')],
  'omits-traceparent': ['login', replaced('traceparent,', '')],
  'breaks-traces': ['login', replaced('', '')],
  'hides-traces': ['login', replaced('', '')],
  'tells-correlation-id': ['login', replaced('__TypeId__', '__TypeId__,x-correlation-id')],
  'stamps-late': ['login', replaced('', '')],
  'drops-topic-prefix': ['central', replaced('amritsar-', '')],
  'sends-no-email': ['login', without('emailTo')],
  'emails-nobody': [
    'login without address',
    (lines) => [...lines, `${mail} null traceparent,__TypeId__ ${loginMail.replace('asha', 'nobody')}`],
  ],
  'emails-another-address': ['login', replaced('asha@example.org', 'nobody@example.org')],
  'emails-another-otp': [
    'login',
    ([answer = '', first = '', second = '']) => [answer, first, second.replace(/100001/, '100002')],
  ],
  'emails-to-old-topic': ['login', replaced(`${mail} `, `org.${mail} `)],
  'emails-flat': [
    'login',
    replaced(
      loginMail,
      '{"email":"asha@example.org","subject":"Login OTP","body":"Dear Citizen, Your Login OTP is 100001.","sender":""}',
    ),
  ],
  'accepts-unknown-numbers': ['stranger', () => loggedIn.slice(0, 2)],
  'accepts-bad-numbers': ['short', () => ['201 ', registered.replace('9000000001', '12')]],
  'sends-despite-refusal': ['registered', (lines) => [...lines, registered]],
  'refuses-with-200': ['stranger', replaced('400', '200')],
  'refuses-with-another-code': ['stranger', replaced('OTP.UNKNOWN_CREDENTIAL', 'OTP.INVALID')],
  'registers-fail-closed': ['without egov-user', () => ['500 ']],
  'resets-fail-loudly': ['reset without egov-otp', () => ['500 ']],
  'answers-500': ['register', () => ['500 Failed to push event onto the event bus']],
  'keeps-connections': ['stranger', replaced('', '')],
  'answers-with-correlation': ['register', replaced('', '')],
  'answers-with-otp': ['register', replaced('', '')],
  'hangs-up': ['register', () => ['ECONNRESET']],
}

function withKey(line: string): string {
  if (line.startsWith(sms)) return line.replace(' null ', ' 9000000001 ')
  return line.startsWith(mail) ? line.replace(' null ', ' email ') : line
}

test.each(Object.entries(right))('in the situation "%s" nothing deviates', async (name, lines) => {
  const { lines: found } = await play(situations[name as keyof typeof situations])
  expect(found).toEqual(lines)
})

test.each(Object.entries(changes))('the deviation %s changes one thing', async (name, [situation, change]) => {
  const { lines } = await play(situations[situation], name as DeviationName)
  expect(lines).toEqual(change(right[situation]))
})

test('every deviation says what it does, as the end of a sentence', () => {
  const descriptions = Object.values(deviations).map(({ description }) => description)
  expect(new Set(descriptions).size).toBe(descriptions.length)
  for (const description of descriptions) expect(description).toMatch(/^[a-z].*[^.]$/)
})

test('the deviation breaks-traces gives SMS and e-mail of one request a trace each', async () => {
  const tracesOf = async (deviation?: DeviationName) => {
    const { records } = await play(situations.login, deviation)
    return records.map(({ headers }) => headers.traceparent?.slice(0, 36))
  }
  expect(new Set(await tracesOf()).size).toBe(1)
  const broken = await tracesOf('breaks-traces')
  expect(new Set(broken).size).toBe(2)
  for (const parent of broken) expect(parent).toMatch(/^00-[0-9a-f]{32}-$/)
})

test('the deviation repeats-otps asks egov-otp once for a number', async () => {
  const { calls } = await play(situations.twice, 'repeats-otps')
  expect(calls.filter((call) => call.startsWith('egov-otp')).length).toBe(1)
})

test('the deviation answers-500 answers with a plain text', async () => {
  const rig = await startRig({ deviation: 'answers-500' })
  opened.push(rig)
  const { headers } = await requestOtp(rig.service)
  expect(headers[0]).toBe('Content-Type: text/plain;charset=UTF-8')
})

test('the deviation searches-whole-tenant looks for a citizen in a city', async () => {
  const { calls } = await play(situations.login, 'searches-whole-tenant')
  expect(calls[0]).toContain('"tenantId":"pb.amritsar"')
  expect((await play(situations.login)).calls[0]).toContain('"tenantId":"pb"')
})

test('the deviation hides-traces leaves nothing of the trace on a call', async () => {
  const tracesOf = async (deviation?: DeviationName) => {
    const { rig } = await play(situations.login, deviation)
    return rig.neighbours.calls.map(({ headers }) => headers.traceparent)
  }
  expect(await tracesOf('hides-traces')).toEqual([undefined, undefined])
  expect(await tracesOf()).toEqual([expect.any(String), expect.any(String)])
})

test('the deviation gives-up-on-texts does not wait for a text that takes a minute', async () => {
  const rig = await startRig({ deviation: 'gives-up-on-texts', texts: [{ ...hindi, locale: 'en_IN' }] })
  opened.push(rig)
  await tell(rig, 'delays/pb', { localizationMs: 60_000 })
  await requestOtp(rig.service)
  expect(rig.records.map(lineOf)).toEqual([registered])
})

test('the deviation stamps-late leaves the time of a record that waited to Kafka', async () => {
  const timeOf = async (wrong: Partial<UserOtpOptions>) => {
    const rig = await startRig(wrong)
    opened.push(rig)
    await tell(rig, 'kafka/9000000001', { forMs: 1 })
    await requestOtp(rig.service)
    return rig.records.map(({ timestamp }) => timestamp)
  }
  expect(await timeOf({ deviation: 'stamps-late' })).toEqual([undefined])
  expect(await timeOf({})).toEqual([expect.any(Number)])
})

test.each([
  ['keeps-connections', {}, 'Connection: keep-alive'],
  ['answers-with-correlation', { type: 'register' }, 'x-correlation-id: kata'],
] as const)('the deviation %s shows in the headers of the answer', async (deviation, otp, header) => {
  const headersWith = async (wrong: Partial<UserOtpOptions>) => {
    const rig = await startRig(wrong)
    opened.push(rig)
    return (await requestOtp(rig.service, { headers: { Connection: 'keep-alive' }, otp: { type: 'login', ...otp } }))
      .headers
  }
  expect(await headersWith({ deviation })).toContain(header)
  expect(await headersWith({})).not.toContain(header)
})

test('the deviation answers-with-otp adds a field to the answer', async () => {
  const rig = await startRig({ deviation: 'answers-with-otp' })
  opened.push(rig)
  expect((await requestOtp(rig.service)).body).toBe('{"responseInfo":null,"isSuccessful":true,"otp":"123456"}')
})

async function play({ options, answers, otp, more, times = 1 }: Situation, deviation?: DeviationName) {
  const wrong = deviation === undefined ? {} : { deviation }
  const rig = await startRig({ lateMs: 60_000, ...options, ...wrong }, answers)
  opened.push(rig)
  const said: string[] = []
  for (let time = 0; time < times; time++) said.push(await askIt(rig, { ...(otp && { otp }), ...(more && { more }) }))
  return {
    lines: [...said, ...rig.records.map(lineOf)],
    rig,
    records: rig.records,
    calls: rig.neighbours.calls.map(({ text }) => text),
  }
}

/** A control call. */
async function tell({ service }: Rig, path: string, body: object): Promise<void> {
  const { status } = await fetch(`${service.url}/_control/${path}`, { method: 'PUT', body: JSON.stringify(body) })
  expect(status).toBe(204)
}

/** Status and code of the answer, or its text; the error's code where there is no answer. */
async function askIt({ service }: Rig, request: Parameters<typeof requestOtp>[1]): Promise<string> {
  try {
    const { status, body } = await requestOtp(service, request)
    const text = body.startsWith('{') ? (/"code":"([\w.]+)"/.exec(body)?.[1] ?? '') : body
    return `${status} ${text}`
  } catch (error) {
    return `${(error as { code?: string }).code}`
  }
}

function lineOf({ topic, key, headers, value }: OutgoingRecord): string {
  return `${topic} ${key} ${Object.keys(headers)} ${value}`
}
