import { describe, expect, it } from 'vitest'
import { loadCatalogue } from '../../support/contract/index.js'
import { KataError } from '../../support/shared/index.js'
import { documentOf, folderOf } from './documents.js'

function problemOf(files: Readonly<Record<string, unknown>>): string {
  const folder = folderOf(files)
  try {
    loadCatalogue(folder)
  } catch (error) {
    if (!(error instanceof KataError) || error.code !== 'CATALOGUE_INVALID') throw error
    return error.message.replaceAll(`${folder}/`, '')
  }
  throw new Error('The catalogue was read.')
}

const advice = 'Correct that place; the format is AsyncAPI 3, its schemas are JSON Schema 2020-12.'

describe('references', () => {
  it('lead through files and pointers', () => {
    const folder = folderOf({
      'asyncapi/shop.yaml': documentOf({ $ref: '../json/order.schema.json' }),
      'json/order.schema.json': {
        $id: 'https://example.org/order',
        type: 'object',
        properties: { 'a/b': { $ref: '#/$defs/a~1b' }, total: { $ref: 'money.schema.json#/$defs/amount' } },
        $defs: { 'a/b': { type: 'string' } },
      },
      'json/money.schema.json': { $defs: { amount: { $ref: '#/$defs/cents' }, cents: { type: 'integer' } } },
    })
    const catalogue = loadCatalogue(folder)
    const [message] = catalogue.channel('orders').messages
    expect(message?.payload?.judge({ 'a/b': 1, total: 'x' }, 'value')).toEqual([
      {
        path: "value['a/b']",
        rule: 'type',
        expected: 'string',
        actual: 1,
        hint: 'A number is sent, not a text of digits.',
      },
      { path: 'value.total', rule: 'type', expected: 'integer', actual: 'x' },
    ])
    expect(message?.payload?.sha256).toBe(catalogue.schema('order').sha256)
  })

  it.each([
    [
      'a missing file',
      documentOf({ $ref: '../json/none.json' }),
      `asyncapi/shop.yaml#/channels/orders/messages/order/payload\nThere is no file json/none.json.`,
    ],
    [
      'a missing place, with the near one',
      { ...documentOf({ $ref: '#/components/schemas/oder' }), components: { schemas: { order: {} } } },
      'asyncapi/shop.yaml#/channels/orders/messages/order/payload\n' +
        'The `$ref` points at `/components/schemas/oder`, which this file does not have. Near: order.',
    ],
    [
      'an anchor',
      documentOf({ $ref: '#order' }),
      'asyncapi/shop.yaml#/channels/orders/messages/order/payload\n' +
        'The `$ref` `#order` names an anchor; only pointers (`#/…`) are followed.',
    ],
  ])('%s is told with file and pointer', (_name, document, found) => {
    expect(problemOf({ 'asyncapi/shop.yaml': document })).toBe(`The catalogue cannot be read: ${found}\n${advice}`)
  })

  it('a circle is told where it closes', () => {
    const files = {
      'asyncapi/shop.yaml': documentOf({ $ref: '../json/order.schema.json' }),
      'json/order.schema.json': { properties: { parent: { $ref: '#' } } },
    }
    expect(problemOf(files)).toBe(
      'The catalogue cannot be read: json/order.schema.json#/properties/parent\n' +
        'The `$ref` `#` leads in a circle.\n' +
        'A schema that holds itself cannot be used here: end the circle.',
    )
  })

  it('two references to one place are no circle', () => {
    const money = { type: 'integer' }
    const payload = { type: 'object', properties: { a: { $ref: '#/x' }, b: { $ref: '#/x' } } }
    const folder = folderOf({ 'asyncapi/shop.yaml': { ...documentOf(payload), x: money } })
    expect(loadCatalogue(folder).channel('orders').messages).toHaveLength(1)
  })

  it('nothing is fetched', () => {
    expect(problemOf({ 'asyncapi/shop.yaml': documentOf({ $ref: 'https://example.org/x.json' }) })).toBe(
      'The catalogue cannot be read: asyncapi/shop.yaml#/channels/orders/messages/order/payload\n' +
        'The `$ref` `https://example.org/x.json` is not local, and nothing is fetched.\n' +
        'Keep a copy beside the document and refer to that.',
    )
  })

  it('what would be ignored beside a reference is refused, words are not', () => {
    const beside = (more: object) => ({ 'asyncapi/shop.yaml': { ...documentOf({ $ref: '#/x', ...more }), x: {} } })
    expect(problemOf(beside({ minLength: 1 }))).toBe(
      'The catalogue cannot be read: asyncapi/shop.yaml#/channels/orders/messages/order/payload\n' +
        'Beside the `$ref` stands `minLength`, which would be ignored.\n' +
        'Put what belongs together into `allOf`.',
    )
    expect(loadCatalogue(folderOf(beside({ description: 'x' }))).channels.size).toBe(1)
  })
})

describe('a wrong document is told with file and pointer', () => {
  const message = 'asyncapi/shop.yaml#/channels/orders/messages/order'
  it.each([
    ['text that is no YAML', 'a: [', 'asyncapi/shop.yaml\nThe file does not parse: Flow sequence in block collection'],
    ['another version', { asyncapi: '2.6.0' }, 'asyncapi/shop.yaml\n`asyncapi` is "2.6.0", and should be "3.0.0".'],
    ['no version', {}, 'asyncapi/shop.yaml\n`asyncapi` is missing, and should be "3.0.0".'],
    ['no object', '5', 'asyncapi/shop.yaml\nAn object was expected here.'],
    [
      'a channel without topic',
      { asyncapi: '3.0.0', channels: { orders: {} } },
      'asyncapi/shop.yaml#/channels/orders\nThe channel has no `address`, which is its topic.',
    ],
    [
      'a number of partitions that is none',
      {
        asyncapi: '3.0.0',
        channels: { orders: { address: 'a', bindings: { kafka: { partitions: '3' } } } },
      },
      'asyncapi/shop.yaml#/channels/orders/bindings/kafka/partitions\nA whole number above 0 was expected here.',
    ],
    [
      'a pattern without a group',
      {
        asyncapi: '3.0.0',
        channels: { orders: { address: 'a', 'x-one-time-password': { path: 'value', pattern: '\\d' } } },
      },
      'asyncapi/shop.yaml#/channels/orders/x-one-time-password\nThe pattern has no group for the code',
    ],
    [
      'a pattern that JavaScript cannot read as Unicode, as which it is used',
      {
        asyncapi: '3.0.0',
        channels: { orders: { address: 'a', 'x-one-time-password': { path: 'value', pattern: 'code\\: (\\d)' } } },
      },
      'asyncapi/shop.yaml#/channels/orders/x-one-time-password\nInvalid regular expression: /code\\: (\\d)|/u: Invalid escape',
    ],
    [
      'a keyword that JSON Schema does not know',
      documentOf({ typ: 'string' }),
      `${message}/payload\nThe schema is not valid: strict mode: unknown keyword: "typ"`,
    ],
    [
      'keywords with wrong values',
      documentOf({ type: 'txt', minLength: -1 }),
      `${message}/payload\nThe schema is not valid: schema is invalid: data/type must be equal to one of the allowed values\n` +
        '  data/type must be array\n' +
        '  data/type must match a schema in anyOf\n' +
        '  data/minLength must be >= 0\n',
    ],
    [
      'a payload that is no schema',
      documentOf('string'),
      `${message}/payload\nA schema was expected here: an object, or true or false.`,
    ],
    [
      'a type of timestamp that Kafka does not know',
      documentOf({}, { 'x-timestamp-type': 'Now' }),
      `${message}/x-timestamp-type\nIt is "Now", and should be CreateTime or LogAppendTime.`,
    ],
  ])('%s', (_name, document, found) => {
    expect(problemOf({ 'asyncapi/shop.yaml': document })).toContain(`The catalogue cannot be read: ${found}`)
  })

  it('a schema file that does not parse', () => {
    expect(problemOf({ 'json/order.schema.json': '{' })).toContain(
      'The catalogue cannot be read: json/order.schema.json\nThe file does not parse: Expected property name',
    )
  })

  it('a folder that is not there', () => {
    expect(() => loadCatalogue('no-such-folder')).toThrow(
      `The catalogue cannot be read: no-such-folder\nThere is no such folder.\n${advice}`,
    )
  })

  it('two channels of one name', () => {
    expect(problemOf({ 'asyncapi/a.yaml': documentOf({}), 'asyncapi/b.yaml': documentOf({}) })).toBe(
      'The catalogue cannot be read: asyncapi/b.yaml#/channels/orders\n' +
        'The document of a has a channel of that name as well.\n' +
        'Give each channel a name of its own.',
    )
  })

  it('a schema format that is not JSON Schema', () => {
    expect(problemOf({ 'asyncapi/shop.yaml': documentOf({ schemaFormat: 'avro', schema: {} }) })).toBe(
      `The catalogue cannot be read: ${message}/payload\n` +
        'Schemas of the format `avro` are not judged here.\n' +
        'Give the payload as JSON Schema.',
    )
  })

  it('traits of a message, whose demands nobody would judge', () => {
    const traits = [{ headers: { type: 'object', required: ['x-id'] } }]
    expect(problemOf({ 'asyncapi/shop.yaml': documentOf({ type: 'object' }, { traits }) })).toBe(
      `The catalogue cannot be read: ${message}/traits\n` +
        'What traits demand of a message would not be judged here.\n' +
        'Write headers and payload into the message itself.',
    )
  })
})

describe('what a document may hold', () => {
  it('a payload with its schema format', () => {
    const payload = { schemaFormat: 'application/schema+json;version=draft-2020-12', schema: { type: 'string' } }
    const { messages } = loadCatalogue(folderOf({ 'asyncapi/shop.yaml': documentOf(payload) })).channel('orders')
    expect(messages[0]?.payload?.judge(5, 'value')).toHaveLength(1)
  })

  it('extensions anywhere, and a property whose name looks like one', () => {
    const payload = { type: 'object', 'x-owner': 'a', properties: { 'x-a': { type: 'string', 'x-b': 1 } } }
    const { messages } = loadCatalogue(folderOf({ 'asyncapi/shop.yaml': documentOf(payload) })).channel('orders')
    expect(messages[0]?.payload?.judge({ 'x-a': true }, 'value')).toEqual([
      { path: "value['x-a']", rule: 'type', expected: 'string', actual: true },
    ])
  })

  it('the topic from the bindings of Kafka before the address', () => {
    const channels = { orders: { address: 'a', bindings: { kafka: { topic: 'b', replicas: 3 } } } }
    const catalogue = loadCatalogue(folderOf({ 'asyncapi/shop.yaml': { asyncapi: '3.0.0', channels } }))
    expect(catalogue.channel('orders')).toMatchObject({ address: 'b', bindings: { replicas: 3 }, messages: [] })
  })
})
