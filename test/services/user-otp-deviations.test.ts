// Every deviation of user-otp beside what is right: the situation in which it shows, and the one thing that it changes there.

import { afterEach, expect, test, vi } from 'vitest'
import { type DeviationName, deviations, type OutgoingRecord, type UserOtpOptions } from '../../services/index.js'
import { createRecordSender } from '../../services/user-otp/record-sender.js'
import type { Answers } from './neighbours.js'
import { type Rig, requestOtp, startRig } from './user-otp-rig.js'

const opened: Rig[] = []

afterEach(async () => {
  await Promise.all(opened.splice(0).map((rig) => rig.close()))
})

const asha = { egovUser: { user: [{ emailId: 'asha@example.org', mobileNumber: '9000000009' }] } }
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
  'expiry-as-text': ['register', replaced('1795300445382', '"1795300445382"')],
  'expires-late': ['register', replaced('1795300445382', '1795301042382')],
  'omits-message': ['register', replaced(/"message":"[^"]*",/, '')],
  'wrong-category': ['register', replaced('"category":"OTP"', '"category":"NOTIFICATION"')],
  'drops-country-code': ['country', replaced('"+91"', 'null')],
  'invents-otps': ['register', replaced('100001', '100002')],
  'repeats-otps': ['twice', replaced('', '')],
  'ignores-locale': ['hindi', () => right.register],
  'breaks-unicode': ['hindi', replaced('पंजीकरण', '???????')],
  'adds-key': ['login', (lines) => replaced(` ${sms}`, '')(lines).map(withKey)],
  'omits-type-id': ['login', replaced(',__TypeId__', '')],
  'omits-traceparent': ['login', replaced('traceparent,', '')],
  'breaks-traces': ['login', replaced('', '')],
  'drops-topic-prefix': ['central', replaced('amritsar-', '')],
  'sends-no-email': ['login', without('emailTo')],
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

async function play({ options, answers, otp, more, times = 1 }: Situation, deviation?: DeviationName) {
  const wrong = deviation === undefined ? {} : { deviation }
  const rig = await startRig({ lateMs: 60_000, ...options, ...wrong }, answers)
  opened.push(rig)
  const said: string[] = []
  for (let time = 0; time < times; time++) said.push(await askIt(rig, { ...(otp && { otp }), ...(more && { more }) }))
  return {
    lines: [...said, ...rig.records.map(lineOf)],
    records: rig.records,
    calls: rig.neighbours.calls.map(({ text }) => text),
  }
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

test('a late record goes after its time, and closing forgets it', async () => {
  vi.useFakeTimers()
  try {
    const published: OutgoingRecord[] = []
    const publish = async (record: OutgoingRecord) => void published.push(record)
    const record = { kind: 'sms', topic: 't', key: null, headers: {}, value: { a: 1 } } as const
    const sender = createRecordSender({ publish, deviation: deviations['sends-late'], lateMs: 2000 })
    await sender.send(record)
    vi.advanceTimersByTime(1999)
    expect(published).toEqual([])
    vi.advanceTimersByTime(1)
    expect(published).toEqual([{ topic: 't', key: null, headers: {}, value: '{"a":1}' }])
    await sender.send(record)
    sender.close()
    vi.advanceTimersByTime(4000)
    expect(published.length).toBe(1)
  } finally {
    vi.useRealTimers()
  }
})
