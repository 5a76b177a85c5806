import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type JudgedMessage, judge, judgeOn, loadCatalogue } from '../../support/contract/index.js'
import { renderMismatches } from '../../support/match/index.js'
import { documentOf, folderOf } from './documents.js'

const good: JudgedMessage = {
  key: null,
  headers: {
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    __TypeId__: 'org.egov.persistence.contract.SMSRequest',
  },
  value: {
    mobileNumber: '9000000001',
    message: 'Dear Citizen, Your OTP to complete your DIGIT Registration is 100001.',
    category: 'OTP',
    expiryTime: 1795300445382,
    countryCode: null,
  },
  timestampType: 'CreateTime',
}

describe('the contract of an OTP by SMS', () => {
  const channel = loadCatalogue('schemas').channel('otp-sms')

  function textOf(change: Partial<JudgedMessage>): string {
    return renderMismatches(judgeOn(channel, { ...good, ...change })?.violations ?? [], { limit: 20, indent: 0 })
  }

  it('a message as user-otp sends it violates nothing', () => {
    expect(judgeOn(channel, good)).toMatchObject({ contract: { name: 'sms-request' }, violations: [] })
    expect(textOf({ headers: { __TypeId__: 'org.egov.persistence.contract.SMSRequest' } })).toBe('')
    expect(textOf({ headers: { ...good.headers, tracestate: 'a=b', baggage: 'c=d' } })).toBe('')
  })

  const cases: readonly { readonly name: string; readonly change: object; readonly says: string }[] = parse(
    readFileSync(new URL('../testdata/contract/otp-sms.yaml', import.meta.url), 'utf8'),
  )
  it.each(cases)('$name', ({ change, says }) => {
    expect(`${textOf(change)}\n`).toBe(says)
  })

  it('every violation is told at once', () => {
    const value = JSON.parse('{"mobileNumber":"1","Message":"x","category":"otp","expiryTime":"5","__proto__":{}}')
    expect(`\n${textOf({ key: 'k', headers: { __typeid__: 'x' }, value, timestampType: 'LogAppendTime' })}`).toBe(`
key                  type                   expected null           actual "k"
headers.__TypeId__   required               expected present        actual missing
  There is a \`__typeid__\`: is it meant?
value.message        required               expected present        actual missing
  There is a \`Message\`: is it meant?
value.Message        additionalProperties   expected nothing        actual "x"
value.__proto__      additionalProperties   expected nothing        actual {}
value.mobileNumber   pattern                expected ^[0-9]{10}$    actual "1"
value.category       const                  expected "OTP"          actual "otp"
  Only the letter case differs.
value.expiryTime     type                   expected integer        actual "5"
  The number is sent as text.
timestampType        const                  expected "CreateTime"   actual "LogAppendTime"`)
  })

  it('whatever comes, the answer is a list', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }), (value) => {
        expect(Array.isArray(judgeOn(channel, { ...good, value })?.violations)).toBe(true)
      }),
    )
  })

  it('judging changes nothing', () => {
    const before = JSON.stringify(good)
    judgeOn(channel, good)
    expect(JSON.stringify(good)).toBe(before)
  })
})

function judgeBy(payload: unknown, value: unknown) {
  const [contract] = loadCatalogue(folderOf({ 'asyncapi/shop.yaml': documentOf(payload) })).channel('orders').messages
  return contract === undefined ? [] : judge({ ...good, value }, contract)
}

describe('an integer beyond 2^53', () => {
  const id = 12345678901234567891n

  it('is an integer', () => {
    expect(judgeBy({ properties: { id: { type: 'integer', minimum: 1 } }, type: 'object' }, { id, of: [id] })).toEqual(
      [],
    )
  })

  it('is told with all its digits where it should be something else', () => {
    expect(judgeBy({ properties: { id: { type: 'string' } }, type: 'object' }, { id })).toMatchObject([
      { path: 'value.id', rule: 'type', expected: 'string', actual: id },
    ])
    expect(judgeBy({ properties: {}, additionalProperties: false, type: 'object' }, { id })).toMatchObject([
      { path: 'value.id', rule: 'additionalProperties', actual: id },
    ])
  })

  it.each([
    { type: 'integer', maximum: 2 ** 64 },
    { type: 'integer', multipleOf: 2 },
    { type: 'number', maximum: 1e22 },
  ])('conforms to no schema that compares it: %j', (schema) => {
    expect(judgeBy(schema, 12345678901234567890n)).toMatchObject([{ path: 'value', rule: 'unjudged' }])
    expect(judgeBy(schema, 4)).toEqual([])
  })
})

it('the name of a key that is too long is told, not the object that has it', () => {
  expect(judgeBy({ type: 'object', propertyNames: { maxLength: 2 } }, { abc: 1 })[0]).toMatchObject({
    path: 'value',
    rule: 'maxLength',
    actual: 'abc',
  })
})

describe('bounds', () => {
  it('a payload of 100,000 levels is not judged', () => {
    expect(judgeBy({}, JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)))).toEqual([
      {
        path: 'value',
        rule: 'depth',
        expected: 'at most 500 levels',
        actual: 'more',
        hint: 'The payload was not judged any further.',
      },
    ])
  })

  it('a payload of more than a million values is not judged', () => {
    expect(judgeBy({}, Array(1_000_001).fill(0))).toMatchObject([
      { rule: 'size', expected: 'at most 1000000 values in it' },
    ])
    expect(judgeBy({ type: 'array' }, Array(999_999).fill(0))).toEqual([])
  })

  it('a payload of 50 MB in one string is judged', () => {
    const payload = { type: 'object', properties: { a: { type: 'string', maxLength: 5 } } }
    const [violation] = judgeBy(payload, { a: 'a'.repeat(50_000_000) })
    expect(violation).toMatchObject({ path: 'value.a', rule: 'maxLength', expected: 'at most 5 characters' })
  })

  it('of a million violations a thousand are told and the rest is counted', () => {
    const violations = judgeBy({ type: 'array', items: { type: 'string' } }, Array(200_000).fill(0))
    expect(violations).toHaveLength(1001)
    expect(violations.at(-1)).toEqual({ path: 'value', rule: 'more', expected: undefined, actual: 199_000 })
  })

  it('a pattern that is not tried to its end says so', () => {
    expect(judgeBy({ type: 'string', pattern: '^(a+)+$' }, 'a'.repeat(1_000_001))).toMatchObject([
      { rule: 'pattern', hint: 'The text is longer than 1000000 characters: no pattern is tried on it.' },
    ])
  })

  it.each(['uri', 'email', 'hostname', 'date-time', 'byte', 'duration'])(
    'the format %s refuses ten million characters',
    (format) => {
      expect(judgeBy({ type: 'string', format }, `${'a'.repeat(9_999_999)}!`)).toMatchObject([
        { rule: 'format', expected: format },
      ])
    },
  )

  it('a pattern that was stopped where it would have refused the text accepts none', () => {
    const schema = { type: 'string', not: { type: 'string', pattern: 'SECRET' } }
    expect(judgeBy(schema, 'fine')).toEqual([])
    expect(judgeBy(schema, 'SECRET')).toHaveLength(1)
    expect(judgeBy(schema, `SECRET${'x'.repeat(1_000_000)}`)).toMatchObject([
      { path: 'value', rule: 'unjudged', hint: expect.stringContaining('The pattern SECRET decides') },
    ])
  })

  it('what a key demands of others is judged, also where its name begins with x-', () => {
    const schema = { type: 'object', dependentRequired: { 'x-id': ['x-version'] } }
    expect(judgeBy(schema, { 'x-id': '1' })).toHaveLength(1)
    expect(judgeBy(schema, { 'x-id': '1', 'x-version': '2' })).toEqual([])
  })

  it('inherited keys are no keys', () => {
    const payload = { type: 'object', properties: { constructor: {} }, required: ['constructor'] }
    expect(judgeBy(payload, {})).toMatchObject([{ path: 'value.constructor', rule: 'required' }])
  })
})

describe('a channel with several messages', () => {
  const messages = {
    created: { payload: { type: 'object', properties: { kind: { const: 'created' } }, required: ['kind'] } },
    deleted: { payload: { type: 'null' } },
  }

  it('judges by the one that fits best', () => {
    const channels = { orders: { address: 'a', messages } }
    const channel = loadCatalogue(folderOf({ 'asyncapi/shop.yaml': { asyncapi: '3.0.0', channels } })).channel('orders')
    expect(judgeOn(channel, { ...good, value: null })).toMatchObject({ contract: { name: 'deleted' }, violations: [] })
    expect(judgeOn(channel, { ...good, value: { kind: 'created' } })?.contract.name).toBe('created')
  })

  it('has no judgement by a message without any schema', () => {
    const channels = { orders: { address: 'a', messages: { order: { name: 'order', title: 'An order' } } } }
    const channel = loadCatalogue(folderOf({ 'asyncapi/shop.yaml': { asyncapi: '3.0.0', channels } })).channel('orders')
    expect(judgeOn(channel, good)).toBeUndefined()
  })

  it('has no judgement where it has no message', () => {
    const channels = { orders: { address: 'a' } }
    const channel = loadCatalogue(folderOf({ 'asyncapi/shop.yaml': { asyncapi: '3.0.0', channels } })).channel('orders')
    expect(judgeOn(channel, good)).toBeUndefined()
  })
})
