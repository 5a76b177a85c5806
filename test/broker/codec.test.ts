import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { apis } from '../../broker/apis.js'
import { type Codec, compile } from '../../broker/protocol/codec.js'
import { layoutOf, MalformedError, Reader, Writer } from '../../broker/protocol/index.js'
import { fetch } from '../../broker/protocol/messages/fetch.js'
import { heartbeat } from '../../broker/protocol/messages/heartbeat.js'
import {
  type AnyField,
  field,
  int8,
  int64,
  type Node,
  nullableString,
  string,
  struct,
  tagged,
} from '../../broker/protocol/schema.js'

/** Any value that a type can have in a version. */
function anyValue(node: Node, version: number): fc.Arbitrary<unknown> {
  switch (node.kind) {
    case 'boolean':
      return fc.boolean()
    case 'int8':
      return fc.integer({ min: -0x80, max: 0x7f })
    case 'int16':
      return fc.integer({ min: -0x8000, max: 0x7fff })
    case 'int32':
      return fc.integer({ min: -0x80000000, max: 0x7fffffff })
    case 'int64':
      return fc.maxSafeInteger()
    case 'uuid':
      return fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('hex'))
    case 'string':
      return orNull(fc.string({ unit: 'grapheme', maxLength: 40 }), node.nullable)
    case 'bytes':
      return orNull(anyBytes, node.nullable)
    case 'array':
      return orNull(fc.array(anyValue(node.items, version), { maxLength: 3 }), node.nullable)
    case 'struct':
      return anyStruct(node.fields, version)
  }
}

/** Small and large: large ones are written by reference. */
const anyBytes = fc
  .oneof(
    { weight: 9, arbitrary: fc.uint8Array({ maxLength: 20 }) },
    { weight: 1, arbitrary: fc.constant(new Uint8Array(5000)) },
  )
  .map((bytes) => Buffer.from(bytes))

function orNull(value: fc.Arbitrary<unknown>, nullable: boolean): fc.Arbitrary<unknown> {
  return nullable ? fc.option(value, { nil: null }) : value
}

/** Fields that the version does not have hold their initial value, as a reader gives it. */
function anyStruct(fields: readonly AnyField[], version: number): fc.Arbitrary<unknown> {
  const values = fields.map((described) => {
    const isPresent = version >= described.firstVersion && version <= described.lastVersion
    return [described.name, isPresent ? anyValue(described.node, version) : fc.constant(described.initial)] as const
  })
  return fc.record(Object.fromEntries(values))
}

function write(codec: Codec<unknown, unknown>, value: unknown): Buffer {
  const writer = new Writer()
  codec.write(writer, value)
  return Buffer.concat(writer.chunks())
}

describe.each(apis.map((served) => ({ name: served.api.name, served })))('$name', ({ served }) => {
  const { api } = served
  const [min, max] = api.versions
  const versions = Array.from({ length: max - min + 1 }, (_, index) => min + index)

  test.each(versions)('v%i: what is written is what is read', (version) => {
    for (const side of ['request', 'response'] as const) {
      const codec = served[side](version)
      const roundtrip = fc.property(anyValue(api[side].node, version), (value) => {
        const reader = new Reader(write(codec, value))
        expect(codec.read(reader)).toEqual(value)
        expect(reader.remaining).toBe(0)
      })
      fc.assert(roundtrip, { numRuns: 8 })
    }
  })

  test('arbitrary bytes are read or refused, and nothing else happens', () => {
    const property = fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(...versions), (bytes, version) => {
      try {
        served.request(version).read(new Reader(Buffer.from(bytes)))
      } catch (error) {
        expect(error).toBeInstanceOf(MalformedError)
      }
    })
    fc.assert(property, { numRuns: 100 })
  })
})

test('a field that the version does not have is not written, and is read as its initial value', () => {
  const value = { groupId: 'g', generationId: 7, memberId: 'm', groupInstanceId: 'i' }
  const codec = compile(heartbeat.request, { version: 0, flexible: false })
  const writer = new Writer()
  codec.write(writer, value)
  const bytes = Buffer.concat(writer.chunks())
  expect(bytes.toString('hex')).toBe('000167' + '00000007' + '00016d')
  expect(codec.read(new Reader(bytes))).toEqual({ ...value, groupInstanceId: null })
})

test('a flexible version has compact strings and a tag section', () => {
  const codec = compile(heartbeat.request, layoutOf(heartbeat, 4))
  const value = { groupId: 'g', generationId: 7, memberId: 'm', groupInstanceId: null }
  expect(write(codec, value).toString('hex')).toBe('0267' + '00000007' + '026d' + '00' + '00')
})

test('a tag that is not known is stepped over', () => {
  const codec = compile(heartbeat.request, layoutOf(heartbeat, 4))
  const bytes = Buffer.from('0267' + '00000007' + '026d' + '00' + '01' + '05' + '03' + 'aabbcc', 'hex')
  const reader = new Reader(bytes)
  expect(codec.read(reader)).toEqual({ groupId: 'g', generationId: 7, memberId: 'm', groupInstanceId: null })
  expect(reader.remaining).toBe(0)
})

test('a tagged field is written only when it is given', () => {
  const type = struct(field('a', int8), tagged({ tag: 3, since: 1 }, 'b', string))
  const codec = compile(type, { version: 1, flexible: true })
  expect(write(codec, { a: 1 }).toString('hex')).toBe('01' + '00')
  expect(write(codec, { a: 1, b: 'x' }).toString('hex')).toBe('01' + '01' + '03' + '02' + '0278')
})

test('a tagged field whose size is wrong is malformed', () => {
  const type = struct(tagged({ tag: 0, since: 0 }, 'b', string))
  const codec = compile(type, { version: 0, flexible: true })
  expect(() => codec.read(new Reader(Buffer.from('010003027800', 'hex')))).toThrow(
    new MalformedError('The tagged field b is not 3 bytes long.'),
  )
})

test('null where there is no null is malformed', () => {
  const strict = compile(struct(field('a', string)), { version: 0, flexible: false })
  const lenient = compile(struct(field('a', nullableString)), { version: 0, flexible: false })
  const bytes = Buffer.from('ffff', 'hex')
  expect(lenient.read(new Reader(bytes))).toEqual({ a: null })
  expect(() => strict.read(new Reader(bytes))).toThrow(
    new MalformedError('A string is null where the protocol has no null.'),
  )
})

test('an array that claims more items than there are bytes is malformed before anything is allocated', () => {
  const codec = compile(fetch.request, layoutOf(fetch, 4))
  const bytes = Buffer.from('ffffffff' + '00000064' + '00000001' + '00000064' + '00' + '7fffffff', 'hex')
  expect(() => codec.read(new Reader(bytes))).toThrow(
    new MalformedError('An array of 2147483647 items cannot lie in 0 bytes.'),
  )
})

test('a length of more than five bytes is malformed', () => {
  const codec = compile(struct(field('a', string)), { version: 0, flexible: true })
  expect(() => codec.read(new Reader(Buffer.from('ffffffffffff', 'hex')))).toThrow(
    new MalformedError('A variable-length integer has more than five bytes.'),
  )
})

test('the largest 64-bit integer stays the largest', () => {
  const codec = compile(int64, { version: 0, flexible: false })
  const bytes = Buffer.from('7fffffffffffffff', 'hex')
  expect(write(codec, codec.read(new Reader(bytes)))).toEqual(bytes)
})

test('large byte values are written by reference', () => {
  const large = Buffer.alloc(10_000, 1)
  const writer = new Writer()
  writer.int32(5)
  writer.bytes(large)
  writer.int8(1)
  expect(writer.length).toBe(10_005)
  expect(writer.chunks()[1]).toBe(large)
})
