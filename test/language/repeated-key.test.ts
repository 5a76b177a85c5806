import { expect, it } from 'vitest'
import { repeatedKey } from '../../support/language/index.js'

it.each([
  ['{"a":1,"a":2}', 'a', 1],
  ['{"a":1,\n "b":[{"c":1},\n {"d":1,"c":{},"d":2}]}', 'd', 3],
  ['{"a":1,"\\u0061":2}', 'a', 1],
  ['{"a":{"a":[]},"a":1}', 'a', 1],
  ['{"__proto__":1,"__proto__":2}', '__proto__', 1],
  [`${'['.repeat(100_000)}{"a":1,"a":2}`, 'a', 1],
])('a key that stands twice in an object is found: %.40s', (json, key, line) => {
  expect(repeatedKey(json)).toEqual({ key, line })
})

it.each([
  '{"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]}',
  '{"a":"a","b":"a"}',
  '["a","a"]',
  '{"a":["a","a","a"]}',
  '{"a":"{\\"b\\":1,\\"b\\":2}","c":"\\\\"}',
  '"a"',
  '{}',
])('the same name elsewhere, as a value or inside a text is none: %s', (json) => {
  expect(repeatedKey(json)).toBeUndefined()
})
