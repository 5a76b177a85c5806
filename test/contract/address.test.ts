import { describe, expect, it } from 'vitest'
import { hasParameters, loadCatalogue, topicAt } from '../../support/contract/index.js'
import { folderOf } from './documents.js'

function catalogueWith(address: string, parameters: unknown, others: object = {}) {
  const channels = { events: { address, parameters, messages: {} }, ...others }
  return loadCatalogue(
    folderOf({ 'asyncapi/shop.yaml': { asyncapi: '3.0.0', info: { title: 'shop', version: '1' }, channels } }),
  )
}

const branch = { branch: { 'x-pattern': '[a-z]+\\d' } }

describe('an address with parameters', () => {
  it('is found by each of its topics, and has that topic then', () => {
    const catalogue = catalogueWith('shop.{branch}.events', branch)
    expect(catalogue.find('shop.north1.events')).toMatchObject({ name: 'events', address: 'shop.north1.events' })
    expect(catalogue.channel('events').address).toBe('shop.{branch}.events')
    expect([
      hasParameters({ address: 'shop.{branch}.events' }),
      hasParameters({ address: 'shop.north1.events' }),
    ]).toEqual([true, false])
  })

  it.each([
    'shop.north.events',
    'shopXnorth1.events',
    'shop.north1.events.dead',
    'my.shop.north1.events',
    'shop.a1.b2.events',
    'shop..events',
  ])('is not found by %s', (topic) => {
    expect(catalogueWith('shop.{branch}.events', branch).find(topic)).toBeUndefined()
  })

  it('may list the values', () => {
    const catalogue = catalogueWith('{branch}', { branch: { enum: ['north', 'so.th'] } })
    expect(catalogue.find('so.th')?.name).toBe('events')
    expect([catalogue.find('south'), catalogue.find('northern'), catalogue.find('')]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('gives way to a channel with exactly that address', () => {
    const catalogue = catalogueWith('{branch}', branch, { north: { address: 'north1', messages: {} } })
    expect(catalogue.find('north1')?.name).toBe('north')
  })

  it('that says nothing of a value fits nothing, so that no misspelt topic is one of its topics', () => {
    expect(catalogueWith('{branch}', { branch: { description: 'Where the shop is.' } }).find('north1')).toBeUndefined()
    expect(catalogueWith('{branch}', undefined).find('north1')).toBeUndefined()
    expect(catalogueWith('{constructor}', branch).find('north1')).toBeUndefined()
  })

  it('can be another one in an environment', () => {
    const catalogue = catalogueWith('{branch}', branch)
    const topics = { events: 'qa-{branch}' }
    expect(catalogue.find('qa-north1', topics)).toMatchObject({ name: 'events', address: 'qa-north1' })
    expect(catalogue.find('north1', topics)).toBeUndefined()
  })

  it('makes a topic of its values', () => {
    expect(topicAt('qa-{branch}.{kind}', { branch: '$&', kind: 'x' })).toBe('qa-$&.x')
    expect(topicAt('qa-{branch}', { other: 'x' })).toBe('qa-{branch}')
  })

  it.each([
    ['(', 'Invalid regular expression: /(/u: Unterminated group'],
    [7, 'A regular expression was expected here, as text.'],
  ])('cannot have the pattern %j', (pattern, problem) => {
    expect(() => catalogueWith('{branch}', { branch: { 'x-pattern': pattern } })).toThrow(
      `asyncapi/shop.yaml#/channels/events/parameters/branch/x-pattern\n${problem}`,
    )
  })
})
