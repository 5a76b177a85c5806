import { describe, expect, it } from 'vitest'
import { resolveEmbedded } from '../../support/language/index.js'

const variables = new Map<string, unknown>([
  ['mobile', '9000000001'],
  ['count', 2],
  ['nothing', null],
  ['first', { value: { message: 'Your OTP is 100001.', items: [{ id: 1 }, { id: 2 }] }, headers: { 'x-id': 'a' } }],
])

describe('resolveEmbedded', () => {
  it.each([
    ['#(mobile)', '9000000001'],
    ['#(count)', 2],
    ['#( count )', 2],
    ['#(nothing)', null],
    ['##(nothing)', null],
    ['#(first.value.items)', [{ id: 1 }, { id: 2 }]],
    ['#(first.value.items[1].id)', 2],
    ["#(first.headers['x-id'])", 'a'],
    ['+91#(mobile), #(count) times, #(nothing)', '+919000000001, 2 times, null'],
    ['#regex .*#(mobile)', '#regex .*9000000001'],
    ['items: #(first.value.items)', 'items: [{"id":1},{"id":2}]'],
    ['#regex (\\d{6})', '#regex (\\d{6})'],
    ['no brackets #mobile (mobile)', 'no brackets #mobile (mobile)'],
    [5, 5],
  ])('%j becomes %j', (text, value) => {
    expect(resolveEmbedded(text, variables)).toEqual(value)
  })

  it('values are replaced at any depth, keys are not', () => {
    const rows = [{ path: 'value.mobileNumber', expected: '#(mobile)' }, ['#(count)', { '#(mobile)': ['#(mobile)'] }]]
    expect(resolveEmbedded(rows, variables)).toEqual([
      { path: 'value.mobileNumber', expected: '9000000001' },
      [2, { '#(mobile)': ['9000000001'] }],
    ])
  })

  it('with two number signs a key whose value is null is left out', () => {
    expect(resolveEmbedded({ a: '##(nothing)', b: '#(nothing)', c: '##(count)' }, variables)).toEqual({ b: null, c: 2 })
  })

  it('what is put in is not looked through again', () => {
    const text = new Map([['text', '#(mobile)']])
    expect(resolveEmbedded('#(text)!', text)).toBe('#(mobile)!')
    expect(resolveEmbedded(['#(text)'], text)).toEqual(['#(mobile)'])
  })

  it('what it is given stays as it is', () => {
    const template = { a: ['#(mobile)'] }
    resolveEmbedded(template, variables)
    expect(template).toEqual({ a: ['#(mobile)'] })
  })

  it('a __proto__ key stays a key', () => {
    const resolved = resolveEmbedded(JSON.parse('{"__proto__":{"a":"#(count)"}}'), variables)
    expect(JSON.stringify(resolved)).toBe('{"__proto__":{"a":2}}')
  })
})

describe('what cannot be replaced', () => {
  it.each([
    ['#(mobil)', 'No step of this scenario has set it. Near: mobile.'],
    ['#(zzz)', 'No step of this scenario has set it. Set are: mobile, count, nothing, first.'],
    ['#(constructor)', 'No step of this scenario has set it. Set are: mobile, count, nothing, first.'],
  ])('the variable of %s is unknown', (text, found) => {
    expect(() => resolveEmbedded({ a: [text] }, variables)).toThrow(
      expect.objectContaining({ code: 'VARIABLE_UNKNOWN' }),
    )
    expect(() => resolveEmbedded(text, variables)).toThrow(
      `The variable \`${text.slice(2, -1)}\` cannot be read.\n${found}\nCorrect the name, or set it in an earlier step.`,
    )
  })

  it('no variable is set at all, or many are', () => {
    expect(() => resolveEmbedded('#(a)', new Map())).toThrow('None is set at all.')
    const many = new Map(Array.from({ length: 7 }, (_, index) => [`name${index}`, index]))
    expect(() => resolveEmbedded('#(zzzzzzzz)', many)).toThrow('Set are: name0, name1, name2, name3, name4 and 2 more.')
  })

  it.each([
    ['#(first.valu)', '`first` has no `valu`.'],
    ['#(first.value.items[7].id)', '`first.value.items` has no item 7.'],
    ['#(mobile.length)', '`mobile` has no `length`.'],
    ['#()', 'No name of a variable stands there.'],
    ['#([0])', 'No name of a variable stands there.'],
  ])('%s leads nowhere', (text, found) => {
    expect(() => resolveEmbedded(text, variables)).toThrow(expect.objectContaining({ code: 'PATH_INVALID' }))
    expect(() => resolveEmbedded(text, variables)).toThrow(
      `\`${text}\` cannot be replaced.\n${found}\n` +
        'Between the brackets stands a variable, or a path into one, such as `#(first.value.mobileNumber)`.',
    )
  })

  it.each(['#(count + 1)', '#(a b)'])('%s is no path', (text) => {
    expect(() => resolveEmbedded(text, variables)).toThrow(expect.objectContaining({ code: 'PATH_INVALID' }))
  })
})
