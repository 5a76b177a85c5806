// Markers that ask whether a value is there.

import { allKinds } from '../values.js'
import type { Marker } from './marker.js'

export const ignore: Marker = {
  name: '#ignore',
  kinds: allKinds,
  describe: 'Any value, there or not',
  examples: [{ expected: '#ignore', passes: [1, null, undefined], fails: [] }],
  test: () => true,
}

export const nullValue: Marker = {
  name: '#null',
  kinds: ['null'],
  describe: 'There, and null',
  examples: [{ expected: '#null', passes: [null], fails: [undefined, '', 0] }],
  test: (actual) => actual === null,
}

export const notNull: Marker = {
  name: '#notnull',
  kinds: allKinds.filter((kind) => kind !== 'null' && kind !== 'absent'),
  describe: 'There, and not null',
  examples: [{ expected: '#notnull', passes: ['', 0, false], fails: [null, undefined] }],
  test: (actual) => actual !== null && actual !== undefined,
}

export const present: Marker = {
  name: '#present',
  kinds: allKinds.filter((kind) => kind !== 'absent'),
  describe: 'There, even if null',
  examples: [{ expected: '#present', passes: [null, 1], fails: [undefined] }],
  test: (actual) => actual !== undefined,
}

export const notPresent: Marker = {
  name: '#notpresent',
  kinds: ['absent'],
  describe: 'Not there',
  examples: [{ expected: '#notpresent', passes: [undefined], fails: [null, ''] }],
  test: (actual) => actual === undefined,
}
