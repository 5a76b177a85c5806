import { expect, it } from 'vitest'
import { resolveEmbedded } from '../../support/language/index.js'
import { literal, match } from '../../support/match/index.js'

const variables = new Map<string, unknown>([
  ['sent', { value: { message: '#ignore' } }],
  ['kind', 'string'],
])

it('a value that is put in is no marker, alone or at the beginning of a text', () => {
  const expected = resolveEmbedded({ a: '#(sent.value.message)', b: '#(sent.value.message)d' }, variables, literal)
  expect(match({ a: 'x', b: 'y' }, expected).map(({ path }) => path)).toEqual(['$.a', '$.b'])
})

it('a marker that the feature writes stays one, whatever is put into it', () => {
  expect(match('x', resolveEmbedded('#regex #(kind)', variables, literal)).map(({ rule }) => rule)).toEqual(['#regex'])
})
