import { AstBuilder, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin'
import { IdGenerator } from '@cucumber/messages'
import { expect, it } from 'vitest'
import { emptyExamples } from '../../support/run/empty-examples.js'

function warningsOf(...lines: readonly string[]) {
  const parser = new Parser(new AstBuilder(IdGenerator.incrementing()), new GherkinClassicTokenMatcher())
  return emptyExamples({ ...parser.parse(lines.join('\n')), uri: 'a.feature' })
}

it('Examples without a row are told, below a Rule too', () => {
  const outline = ['Scenario Outline: one', '* a <b>', 'Examples:', '| b |', 'Examples:', '| b |', '| 1 |']
  expect(warningsOf('Feature: A', ...outline, 'Rule: R', ...outline)).toEqual([
    'The Examples at a.feature:4 have no row: nothing of "one" was run by them.',
    'The Examples at a.feature:12 have no row: nothing of "one" was run by them.',
  ])
})

it('nothing is told of Examples that have one, of plain scenarios and of a file without a feature', () => {
  expect(
    warningsOf(
      'Feature: A',
      'Background:',
      '* c',
      'Scenario: one',
      '* a',
      'Scenario Outline: two',
      '* a',
      'Examples:',
      '| b |',
      '| 1 |',
    ),
  ).toEqual([])
  expect(warningsOf('# nothing')).toEqual([])
})
