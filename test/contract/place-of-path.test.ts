import { describe, expect, it } from 'vitest'
import { loadCatalogue } from '../../support/contract/index.js'
import { placeInMessages, placeOfPath } from '../../support/contract/place-of-path.js'
import { parsePath } from '../../support/match/index.js'
import { documentOf, folderOf } from './documents.js'

const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more })
const closed = (properties: object) => object(properties, { additionalProperties: false })
const text = { type: 'string' }
const items = (more: object) => object({ items: { type: 'array', ...more } })

describe('a path', () => {
  it.each([
    ['', closed({})],
    ['a', closed({ a: text })],
    ['a.b', closed({ a: closed({ b: text }) })],
    ['items[3].id', items({ items: closed({ id: text }) })],
    ['items[0]', items({ prefixItems: [text], items: false })],
    ['x-1', object({}, { patternProperties: { '^x-': text }, additionalProperties: false })],
    ['a', { allOf: [object({ a: text }), object({ b: text })] }],
    ['a', { oneOf: [closed({ a: text }), closed({ b: text })] }],
    ['a', JSON.parse('{ "if": {}, "then": { "properties": { "a": {} } } }')],
  ])('that the schema names is described: `%s`', (path, schema) => {
    expect(placeOfPath(schema, parsePath(path), 'value')).toBe('described')
  })

  it.each([
    ['b', object({ a: text }), { at: 'value', step: 'b', known: ['a'] }],
    ['b.c', object({ a: text }, { additionalProperties: closed({ c: text }) }), { step: 'b', known: ['a'] }],
    ['a.b', closed({ a: {} }), { at: 'value.a', step: 'b', known: [] }],
    ['a', true, { at: 'value', step: 'a', known: [] }],
    ['items[0]', items({}), { at: 'value.items', step: 0, known: [] }],
    ['b', object({ a: text }, { unevaluatedProperties: false }), { known: ['a'] }],
    ['b', { anyOf: [closed({ a: text }), object({ c: text })] }, { known: ['c'] }],
    ['b', { allOf: [object({ a: text }), object({ c: text })] }, { known: ['a', 'c'] }],
    ['items[0].id', object({ items: {} }), { at: 'value.items', step: 0, known: [] }],
  ])('that the schema leaves to the message is open, and told with what it names: `%s`', (path, schema, place) => {
    expect(placeOfPath(schema, parsePath(path), 'value')).toMatchObject({ kind: 'open', ...place })
  })

  it.each([
    ['b', closed({ a: text }), { at: 'value', step: 'b', known: ['a'] }],
    ['a.c', closed({ a: closed({ b: text }) }), { at: 'value.a', step: 'c', known: ['b'] }],
    ['a.b', closed({ a: text }), { at: 'value.a', step: 'b', known: [] }],
    ['constructor', closed({ a: text }), { at: 'value', step: 'constructor', known: ['a'] }],
    ['items.id', items({}), { at: 'value.items', step: 'id', known: [] }],
    ['a[0]', closed({ a: closed({}) }), { at: 'value.a', step: 0, known: [] }],
    ['items[0].i', items({ items: closed({ id: text }) }), { at: 'value.items[0]', step: 'i', known: ['id'] }],
    ['items[1]', items({ prefixItems: [text], items: false }), { at: 'value.items', step: 1, known: [] }],
    ['a', closed({ a: false }), { at: 'value.a', step: '', known: [] }],
    ['b.d', object({}, { additionalProperties: closed({ c: text }) }), { at: 'value.b', step: 'd', known: ['c'] }],
    ['c', { allOf: [object({}), closed({ a: text })] }, { at: 'value', step: 'c', known: ['a'] }],
    ['c', { oneOf: [closed({ a: text }), closed({ b: text })] }, { at: 'value', step: 'c', known: ['a', 'b'] }],
  ])('that no value of the schema has is told with what is there instead: `%s`', (path, schema, place) => {
    expect(placeOfPath(schema, parsePath(path), 'value')).toEqual({ kind: 'unplaced', ...place })
  })
})

describe('a path into a message', () => {
  it('is looked for in the payload and in the headers of the contract', () => {
    const channel = loadCatalogue('schemas').channel('otp-sms')
    expect(placeInMessages(channel, 'value.mobileNumber')).toBe('described')
    expect(placeInMessages(channel, 'value.mobilNumber')).toMatchObject({ at: 'value', step: 'mobilNumber' })
    expect(placeInMessages(channel, 'headers.traceparent')).toBe('described')
    expect(placeInMessages(channel, 'headers.baggage')).toMatchObject({ kind: 'open' })
    expect(placeInMessages(channel, 'key')).toBe('described')
  })

  it('is open where the channel says nothing of the payload, or one of its messages leaves it open', () => {
    const document = documentOf(closed({ a: text }))
    const messages = { ...document.channels.orders.messages, other: { payload: object({}) } }
    const channels = { orders: { address: 'shop.orders', messages }, bare: { address: 'shop.bare' } }
    const catalogue = loadCatalogue(folderOf({ 'asyncapi/shop.yaml': { ...document, channels } }))
    expect(placeInMessages(catalogue.channel('orders'), 'value.b')).toMatchObject({ kind: 'open' })
    expect(placeInMessages(catalogue.channel('bare'), 'value.b')).toMatchObject({ kind: 'open' })
  })
})
