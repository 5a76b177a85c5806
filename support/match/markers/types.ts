// Markers that ask for a type of JSON.

import { isPlainObject } from '../values.js'
import type { Marker } from './marker.js'

export const string: Marker = {
  name: '#string',
  kinds: ['string'],
  describe: 'A string, the empty one too',
  examples: [{ expected: '#string', passes: ['abc', ''], fails: [1, null, undefined] }],
  test: (actual) => typeof actual === 'string',
}

export const number: Marker = {
  name: '#number',
  kinds: ['number'],
  describe: 'A number; digits in a string are none',
  examples: [{ expected: '#number', passes: [0, -1.5], fails: ['1', null] }],
  test: (actual) => typeof actual === 'number' || typeof actual === 'bigint',
}

export const boolean: Marker = {
  name: '#boolean',
  kinds: ['boolean'],
  describe: 'True or false',
  examples: [{ expected: '#boolean', passes: [true, false], fails: ['true', 0] }],
  test: (actual) => typeof actual === 'boolean',
}

export const array: Marker = {
  name: '#array',
  kinds: ['array'],
  describe: 'An array, the empty one too',
  examples: [{ expected: '#array', passes: [[], [1]], fails: [{}, 'a'] }],
  test: (actual) => Array.isArray(actual),
}

export const object: Marker = {
  name: '#object',
  kinds: ['object'],
  describe: 'An object, the empty one too',
  examples: [{ expected: '#object', passes: [{}], fails: [[], null] }],
  test: (actual) => isPlainObject(actual),
}

export const size: Marker = {
  name: '#[]',
  kinds: ['array'],
  argument: 'n',
  describe:
    'An array of any size as `#[]`, of n items as `#[n]`; a marker after it, such as `#[2] #uuid`, is asked of every item',
  examples: [
    { expected: '#[]', passes: [[], [1, 2]], fails: [{}, undefined] },
    { expected: '#[2]', passes: [[1, 2]], fails: [[1], []] },
    { expected: '#[2] #string', passes: [['a', 'b']], fails: [['a', 1], ['a']] },
  ],
  test: (actual, argument) => {
    if (!Array.isArray(actual)) return false
    if (argument === '' || actual.length === Number(argument)) return true
    return `The array has ${actual.length} ${actual.length === 1 ? 'item' : 'items'}.`
  },
}
