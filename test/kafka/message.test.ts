import { describe, expect, it } from 'vitest'
import { decodeRecord, type KafkaRecord } from '../../support/kafka/message.js'

const record: KafkaRecord = { offset: '12', timestamp: '1700000000000', key: null, value: null, headers: {} }
const decoded = (parts: Partial<KafkaRecord>) => decodeRecord('otp', 2, { ...record, ...parts })
const payloadOf = (value: string | Buffer) => decoded({ value: Buffer.from(value) }).value

describe('a decoded record', () => {
  it('tells where it lay, when it was written, and how many bytes its payload has', () => {
    expect(decoded({ value: Buffer.from('"é"'), key: Buffer.from('k'), headers: { a: Buffer.from('1') } })).toEqual({
      topic: 'otp',
      partition: 2,
      offset: 12,
      timestamp: 1_700_000_000_000,
      timestampType: 'CreateTime',
      key: 'k',
      headers: { a: '1' },
      value: 'é',
      size: 4,
    })
  })

  it('without a payload is a tombstone', () => {
    expect(decoded({ value: null })).toMatchObject({ value: null, size: 0 })
  })

  it.each(['null', ' null\n'])('whose payload is the JSON %j is no tombstone, but that text', (text) => {
    expect(decoded({ value: Buffer.from(text) })).toMatchObject({ value: text, size: text.length })
  })

  it('with an empty payload is an empty text, no tombstone', () => {
    expect(decoded({ value: Buffer.alloc(0) })).toMatchObject({ value: '', size: 0 })
  })

  it.each([
    ['LogAppendTime', { timestampType: 1 }],
    ['CreateTime', { timestampType: 0 }],
    ['CreateTime', undefined],
  ] as const)('has the timestamp type %s where its batch says %o', (timestampType, batchContext) => {
    expect(decoded(batchContext === undefined ? {} : { batchContext })).toMatchObject({ timestampType })
  })
})

describe('a payload', () => {
  it.each([
    ['{"a":[1,null,true]}', { a: [1, null, true] }],
    ['"text"', 'text'],
    ['5', 5],
    ['\ufeff{"a":1}', { a: 1 }],
    ['\ufefftext', '\ufefftext'],
    ['plain text', 'plain text'],
    ['{"a":', '{"a":'],
    ['', ''],
  ])('%j becomes %j', (text, value) => {
    expect(payloadOf(text)).toEqual(value)
  })

  it('keeps integers beyond 2^53 whole', () => {
    expect(payloadOf('{"id":12345678901234567891}')).toEqual({ id: 12345678901234567891n })
  })

  it('that is not UTF-8 appears in base64', () => {
    expect(payloadOf(Buffer.from([0xff, 0xfe, 0x00]))).toBe('base64://4A')
  })

  it('keeps `__proto__` and `constructor` as keys of its own', () => {
    const value = payloadOf('{"__proto__":{"isAdmin":true},"constructor":1}') as Record<string, unknown>
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor'])
    expect(value.isAdmin).toBeUndefined()
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  })

  it('of 200 levels is JSON, of 201 levels is text', () => {
    const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`
    expect(typeof payloadOf(nested(200))).toBe('object')
    expect(payloadOf(nested(201))).toBe(nested(201))
  })

  it('of 100,000 levels is text, whatever brackets its strings hold', () => {
    const levels = 100_000
    const deep = `${'[{"a":'.repeat(levels / 2)}1${'}]'.repeat(levels / 2)}`
    for (const text of [deep, `["${']'.repeat(levels)}",${deep}]`, `["\\"${'}'.repeat(levels)}",${deep}]`]) {
      expect(payloadOf(text)).toBe(text)
    }
  })

  it('is JSON however many brackets its strings hold', () => {
    expect(payloadOf(`{"a":"${'['.repeat(300)}\\\\"}`)).toEqual({ a: `${'['.repeat(300)}\\` })
  })

  it('of 17 MB is cut off after 64 KiB, and says so', () => {
    const bytes = Buffer.alloc(17_000_000, '1')
    const message = decoded({ value: bytes })
    expect(message.value).toBe(`${'1'.repeat(65_536)}… (17000000 bytes)`)
    expect(message.size).toBe(17_000_000)
  })

  it.each(['aé', '€', 'a€', '😀', 'a😀', 'aa😀', 'aaa😀'])(
    'of many MB of %s is cut off between two characters',
    (text) => {
      const whole = Buffer.byteLength(text)
      const value = payloadOf(Buffer.alloc(Math.ceil(17_000_000 / whole) * whole, text)) as string
      expect(value).toMatch(/^[aé€😀]{10000,}… \(\d+ bytes\)$/u)
    },
  )
})

describe('a key', () => {
  it.each([
    [null, null],
    [Buffer.from(''), ''],
    [Buffer.from('9876543210'), '9876543210'],
    [Buffer.from('{"a":1}'), '{"a":1}'],
    [Buffer.from([0xc3, 0x28]), 'base64:wyg='],
    [Buffer.from('\ufeffa'), '\ufeffa'],
  ])('%o becomes %o', (key, text) => {
    expect(decoded({ key }).key).toBe(text)
  })
})

describe('headers', () => {
  const headersOf = (headers: Readonly<Record<string, unknown>>) => decoded({ headers }).headers

  it('are texts, or base64 where they are not UTF-8', () => {
    expect(headersOf({ a: Buffer.from('é'), b: Buffer.from([0xff]) })).toEqual({ a: 'é', b: 'base64:/w==' })
  })

  it('without a value are empty texts', () => {
    expect(headersOf({ a: null, b: [Buffer.from('1'), null] })).toEqual({ a: '', b: ['1', ''] })
  })

  it('that are repeated are arrays, in their order', () => {
    expect(headersOf({ a: [Buffer.from('2'), Buffer.from('1')] })).toEqual({ a: ['2', '1'] })
  })

  it('may be missing', () => {
    expect(decodeRecord('otp', 0, { offset: '0', timestamp: '0', key: null, value: null }).headers).toEqual({})
  })

  // What kafkajs makes of them: it takes the inherited property for a first value.
  it('called like a property of every object have their own values only', () => {
    const once = headersOf({ constructor: [Object, Buffer.from('1')] })
    const twice = headersOf({ ['__proto__']: [Object.prototype, Buffer.from('1'), Buffer.from('2')] })
    expect(Object.entries(once)).toEqual([['constructor', '1']])
    expect(Object.entries(twice)).toEqual([['__proto__', ['1', '2']]])
  })
})
