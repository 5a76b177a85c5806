import { describe, expect, it } from 'vitest'
import type { Message } from '../../support/kafka/index.js'
import {
  expectContract,
  expectHeader,
  expectKey,
  expectPayload,
  expectSchema,
  expectTimestampType,
  expectTombstone,
} from '../../support/world/judgements.js'
import { messageWith, tooWide } from '../verdict/facts.js'
import { thrownBy, worldWith } from './world-with.js'

const topic = 'egov.core.notification.sms.otp'
const sms = {
  mobileNumber: '9876543210',
  message: 'Dear Citizen, Your Login OTP is 135790.',
  category: 'OTP',
  expiryTime: 1_767_323_045_800,
}
const headers = { __TypeId__: 'org.egov.persistence.contract.SMSRequest' }
const kept = messageWith({ topic, value: sms, headers })

function worldHolding(parts: Partial<Message> = {}) {
  const made = worldWith()
  made.world.variables.set('message', { ...kept, ...parts })
  return made.world
}

const textOf = (judge: () => void) => (thrownBy(judge) as Error).message

describe('the contract of a message', () => {
  it('is kept, and its schemas are remembered for the evidence', () => {
    const world = worldHolding()
    expectContract(world)
    expect([...world.schemas.values()]).toEqual(expect.arrayContaining([expect.stringMatching(/^[0-9a-f]{64}$/)]))
  })

  it('that is broken is told with what differs, masked', () => {
    const world = worldHolding({ key: '9876543210' })
    world.worker.mask.registerNumber('9876543210')
    expect(thrownBy(() => expectContract(world))).toMatchObject({
      verdict: 'CONTRACT',
      message: [
        `The message on "${topic}" does not conform to its contract "otp-sms".`,
        '  partition 0 offset 1205, 2026-01-02T03:04:05.800Z',
        '  key   type   expected null   actual "98••••••10"',
        'Either user-otp changed what it publishes, or its contract in schemas/ has to say so.',
      ].join('\n'),
    })
  })

  it('is unknown for a topic that the catalogue does not describe', () => {
    expect(thrownBy(() => expectContract(worldHolding({ topic: 'of.others' })))).toMatchObject({
      code: 'CONTRACT_UNKNOWN',
      message: [
        'The message could not be judged by its contract.',
        'No channel of the catalogue has the topic "of.others".',
        'Describe the topic in schemas/asyncapi, or judge by name: `the message conforms to the schema "…"`.',
      ].join('\n'),
    })
  })

  it('may be a schema that the step names', () => {
    const world = worldHolding()
    expectSchema(world, 'sms-request')
    expect([...world.schemas.keys()]).toEqual(['sms-request'])
    expect(textOf(() => expectSchema(worldHolding({ value: 'text' }), 'sms-request')).split('\n')[0]).toBe(
      `The message on "${topic}" does not conform to the schema "sms-request".`,
    )
    expect(thrownBy(() => expectSchema(world, 'sms-reqest'))).toMatchObject({ code: 'SCHEMA_UNKNOWN' })
  })
})

describe('a part of a message', () => {
  it('wants no key that is only a slip of one that the contract knows', () => {
    expect(thrownBy(() => expectPayload(worldHolding(), '{"countryCod":"##string"}'))).toMatchObject({
      code: 'PATH_INVALID',
      message: expect.stringContaining('Near: countryCode.'),
    })
    expect(() => expectPayload(worldHolding(), '{"somethingElse":"#notpresent"}')).not.toThrow()
  })

  it('may hold more than the template of its payload', () => {
    expectPayload(worldHolding(), '{"category":"OTP","mobileNumber":"#regex \\\\d{10}"}')
    expect(textOf(() => expectPayload(worldHolding(), '{"category":"TRANSACTION"}'))).toContain(
      '  value.category   equals   expected "TRANSACTION"   actual "OTP"\n',
    )
  })

  it.each([
    ['__TypeId__', 'org.egov.persistence.contract.SMSRequest'],
    ['x-missing', '#notpresent'],
    ['toString', '#notpresent'],
  ])('the header %s is %s', (name, expected) => {
    expectHeader(worldHolding(), name, expected)
  })

  it.each(['#notpresent', '##string', 'x'])('that is a header, there in other letters, is no %s', (expected) => {
    expect(textOf(() => expectHeader(worldHolding({ headers: { __TypeId__: 'Sms' } }), '__typeid__', expected))).toBe(
      [
        `The message on "${topic}" does not carry the header "__typeid__" as expected.`,
        '  partition 0 offset 1205, 2026-01-02T03:04:05.800Z',
        `  headers.__typeid__   equals   expected ${expected === 'x' ? '"x"' : expected}   actual "Sms"`,
        'There is a `__TypeId__`: only the letter case differs. It carries __TypeId__.',
      ].join('\n'),
    )
  })

  it('that is a header is told with the headers that are there, five of them', () => {
    const many = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`h${index}${'x'.repeat(400)}`, '1']))
    const text = textOf(() => expectHeader(worldHolding({ headers: many }), 'h', '1'))
    expect(tooWide(text)).toEqual([])
    expect(text.length).toBeLessThan(800)
    expect(textOf(() => expectHeader(worldHolding({ headers: {} }), "it's", '1'))).toBe(
      [
        `The message on "${topic}" does not carry the header "it's" as expected.`,
        '  partition 0 offset 1205, 2026-01-02T03:04:05.800Z',
        "  headers['it\\'s']   missing   expected \"1\"   actual missing",
        'It carries no headers.',
      ].join('\n'),
    )
  })

  it('may be a key, or that there is none', () => {
    expectKey(worldHolding(), null)
    expectKey(worldHolding({ key: '7' }), '7')
    expect(textOf(() => expectKey(worldHolding({ key: '7' }), null)).split('\n')[0]).toBe(
      `The message on "${topic}" does not come without a key.`,
    )
    expect(textOf(() => expectKey(worldHolding(), '7')).split('\n')[0]).toBe(
      `The message on "${topic}" does not have the key that is expected.`,
    )
  })

  it('may be the type of its timestamp', () => {
    expectTimestampType(worldHolding(), 'CreateTime')
    expect(textOf(() => expectTimestampType(worldHolding(), 'LogAppendTime')).split('\n')[0]).toBe(
      `The message on "${topic}" does not carry a LogAppendTime timestamp.`,
    )
  })

  it('is never a type of timestamp that Kafka does not know: that is a mistake of the feature', () => {
    expect(thrownBy(() => expectTimestampType(worldHolding(), 'Createtime'))).toMatchObject({
      code: 'VALUE_IMPOSSIBLE',
      message: [
        'No message has a timestamp of the type "Createtime".',
        'Kafka knows CreateTime and LogAppendTime.',
        'Did you mean "CreateTime"?',
      ].join('\n'),
    })
    expect(textOf(() => expectTimestampType(worldHolding(), '#ignore'))).toContain('\nWrite one of them.')
  })

  it('may be a tombstone, which the JSON null is not', () => {
    expectTombstone(worldHolding({ value: null }))
    expect(textOf(() => expectTombstone(worldHolding({ value: 'null' })))).toBe(
      [
        `The message on "${topic}" does not come as a tombstone.`,
        '  partition 0 offset 1205, 2026-01-02T03:04:05.800Z',
        '  value   equals   expected null   actual "null"',
        'The text "null" is not null. Only a record without any payload is one: it is what compaction deletes',
        '  by.',
      ].join('\n'),
    )
  })
})
