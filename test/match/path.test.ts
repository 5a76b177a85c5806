import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinPath, lookUp, parsePath } from '../../support/match/index.js'

describe('parsePath', () => {
  it.each([
    ['value.mobileNumber', ['value', 'mobileNumber']],
    ['headers.__TypeId__', ['headers', '__TypeId__']],
    ['headers.x-request-id', ['headers', 'x-request-id']],
    ["headers['x y']", ['headers', 'x y']],
    ['headers["x\\"y"].a', ['headers', 'x"y', 'a']],
    ['items[0][12].id', ['items', 0, 12, 'id']],
    ['$', []],
    ['', []],
    ['$.a', ['a']],
    ['$[0]', [0]],
    ['$key', ['$key']],
    [' a.b ', ['a', 'b']],
  ])('%s', (path, steps) => {
    expect(parsePath(path)).toEqual(steps)
  })

  it.each([
    ['a..b', '..b'],
    ['a.', '.'],
    ['a b', ' b'],
    ['a[', '['],
    ['a[-1]', '[-1]'],
    ['a[0]b', 'b'],
    ["a['b", "['b"],
  ])('%s breaks off', (path, rest) => {
    expect(() => parsePath(path)).toThrow(
      `The path \`${path}\` cannot be read.\n` +
        `It breaks off at \`${rest}\`.\n` +
        "Write it like `value.items[0].id`; a key with other signs goes into brackets: `headers['x y']`.",
    )
  })

  it('reads what joinPath wrote, whatever the keys are', () => {
    const odd = fc.constantFrom('\ud800', '\u0000', "'", '\\', '\n', '__proto__', '0')
    const key = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary-ascii' }), odd)
    const steps = fc.array(fc.oneof(key, fc.nat()), { minLength: 1 })
    fc.assert(
      fc.property(steps, (all) => {
        expect(parsePath(all.reduce<string>(joinPath, '$'))).toEqual(all)
      }),
    )
  })
})

describe('lookUp', () => {
  const message = JSON.parse('{"value":{"items":[{"id":null}],"__proto__":{"a":1}},"text":"abc"}')

  it.each([
    ['value.items[0].id', null],
    ['value.items[1].id', undefined],
    ['value.items.length', undefined],
    ['value.__proto__.a', 1],
    ['value.constructor', undefined],
    ['text.length', undefined],
    ['text[0]', undefined],
    ['value[0]', undefined],
  ])('%s', (path, value) => {
    expect(lookUp(message, path)).toBe(value)
  })
})
