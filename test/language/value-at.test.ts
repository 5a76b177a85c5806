import { describe, expect, it } from 'vitest'
import { pathExists, valueAt } from '../../support/language/index.js'

const message = JSON.parse(`{
  "headers": { "x-a": "1", "a..b": "2" },
  "value": { "items": [{ "id": 1, "tags": ["a", "b"] }, { "id": 2 }], "none": null, "__proto__": { "id": 9 } }
}`)

describe('valueAt', () => {
  it.each([
    ["headers['x-a']", '1'],
    ["headers['a..b']", '2'],
    ['headers.x-a', '1'],
    ['value.items[1].id', 2],
    ['value.none', null],
    ['value.nothing.at.all', undefined],
    ['value.constructor', undefined],
    ['$..id', [1, 2, 9]],
    ['value.items[*].id', [1, 2]],
    ['$.value.items[*].id', [1, 2]],
    ['value.items[0,1].id', [1, 2]],
    ['value.items[0:1].id', [1]],
    ['value.items[*].tags[*]', ['a', 'b']],
    ['$..nothing', []],
  ])('%s', (path, value) => {
    expect(valueAt(message, path)).toEqual(value)
  })

  it('the root is the root', () => {
    expect(valueAt(message, '$')).toBe(message)
    expect(valueAt('text', '$..x')).toEqual([])
    expect(valueAt(null, 'a[*]')).toEqual([])
  })

  it.each([
    ['value.items[?(@.id==1)]', 'A filter is code, which paths do not run.'],
    ['$..items[(@.length-1)]', 'A filter is code, which paths do not run.'],
  ])('%s is refused', (path, found) => {
    expect(() => valueAt(message, path)).toThrow(expect.objectContaining({ code: 'PATH_INVALID' }))
    expect(() => valueAt(message, path)).toThrow(
      `The path \`${path}\` cannot be followed.\n${found}\n` +
        'Write it like `value.items[0].id`, `value.items[*].id` or `$..id`.',
    )
  })

  it('a path that breaks off is refused', () => {
    expect(() => valueAt(message, 'value items')).toThrow(expect.objectContaining({ code: 'PATH_INVALID' }))
  })

  it('a value of 10,000 levels is too deep for a search', () => {
    const deep: unknown = JSON.parse('['.repeat(10_000) + ']'.repeat(10_000))
    expect(() => valueAt(deep, '$..x')).toThrow('The value is nested too deep for it.')
    expect(valueAt(deep, '[0][0][1]')).toBeUndefined()
  })
})

describe('pathExists', () => {
  it.each([
    ['value.none', true],
    ['value.nothing', false],
    ['value.items[1]', true],
    ['value.items[2]', false],
    ['$..id', true],
    ['$..nothing', false],
  ])('%s: %s', (path, exists) => {
    expect(pathExists(message, path)).toBe(exists)
  })
})
