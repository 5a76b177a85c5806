import type { Envelope } from '@cucumber/messages'
import { expect, it } from 'vitest'
import { StepBook, verdictOnStep } from '../../support/verdict/index.js'
import { Script } from '../report/script.js'

const feature = `Feature: F
  Background:
    Given a registerd citizen
  Scenario: first
    Given a step
`

const definition = (id: string, source: string, line: number): Envelope => ({
  stepDefinition: {
    id,
    pattern: { source, type: 'CUCUMBER_EXPRESSION' as never },
    sourceReference: { uri: 'steps/otp.steps.ts', location: { line } },
  },
})

const definitions = [definition('d1', 'a registered citizen', 5), definition('d2', 'a registered citizen {string}', 9)]

/** A book in the middle of the scenario, what is still to come, and the scenario's first step. */
function bookOf(fitting: readonly string[]) {
  const book = new StepBook()
  const script = new Script(feature)
  script.scenario('first', [{}, {}])
  let firstStep = ''
  const envelopes = [...definitions, ...script.finish(true)]
  const end = envelopes.findIndex(({ testCaseFinished }) => testCaseFinished !== undefined)
  for (const envelope of envelopes.slice(0, end)) {
    const { testCase } = envelope
    const testSteps = testCase?.testSteps.map((step) => ({ ...step, stepDefinitionIds: [...fitting] }))
    if (testSteps !== undefined) firstStep = testSteps.find(({ pickleStepId }) => pickleStepId !== undefined)?.id ?? ''
    book.record(testCase === undefined ? envelope : { testCase: { ...testCase, testSteps: testSteps ?? [] } })
  }
  return { book, firstStep, rest: envelopes.slice(end) }
}

it('an undefined step is told with its own line and the sentences that look like it', () => {
  const { book, firstStep } = bookOf([])
  expect(verdictOnStep({ status: 'UNDEFINED', step: book.find(firstStep) })?.text).toBe(
    [
      'No step is defined for: a registerd citizen',
      'features/script.feature:3',
      '  near: a registered citizen',
      '  near: a registered citizen {string}',
      'Look up the sentence in docs/steps.md, or define it in steps/.',
    ].join('\n'),
  )
})

it('an ambiguous step is told with the place of every definition', () => {
  const { book, firstStep } = bookOf(['d1', 'd2'])
  expect(verdictOnStep({ status: 'AMBIGUOUS', step: book.find(firstStep) })?.text).toBe(
    [
      'More than one step is defined for: a registerd citizen',
      'features/script.feature:3',
      '  fits: a registered citizen   steps/otp.steps.ts:5',
      '  fits: a registered citizen {string}   steps/otp.steps.ts:9',
      'Remove or reword all definitions but one.',
    ].join('\n'),
  )
})

it('nothing is known of a step behind the end of its scenario', () => {
  const { book, firstStep, rest } = bookOf(['d1'])
  expect(book.find(firstStep)?.text).toBe('a registerd citizen')
  for (const envelope of rest) book.record(envelope)
  expect(book.find(firstStep)).toBeUndefined()
})
