import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin'
import { type Envelope, IdGenerator } from '@cucumber/messages'
import { expect, it } from 'vitest'
import { stepExamples } from './step-examples.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const file = 'features/kafka/arriving.feature'
const read = () => readFileSync(join(root, file), 'utf8')

/** A run of that feature in which every text is a definition of its own, by its text. */
function ran(status: 'PASSED' | 'FAILED', uri = file): readonly Envelope[] {
  const newId = IdGenerator.incrementing()
  const text = read()
  const document = new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher()).parse(text)
  const pickles = compile(document, uri, newId)
  const testSteps = pickles.flatMap(({ steps }) =>
    steps.map(({ id, text: stepText }) => ({ id: `ran ${id}`, pickleStepId: id, stepDefinitionIds: [stepText] })),
  )
  return [
    { gherkinDocument: { ...document, uri } },
    ...pickles.map((pickle) => ({ pickle })),
    { testCase: { id: newId(), pickleId: '', testSteps } },
    ...testSteps.map(({ id }) => ({ testStepFinished: { testStepId: id, testStepResult: { status } } })),
  ] as unknown as Envelope[]
}

const arrives = 'a message arrives on "#(receiver.topic)" within 5 seconds'

it('a step is shown below the two before it, as the file has them, with its place', () => {
  expect(stepExamples(ran('PASSED')).get(arrives)).toEqual({
    file,
    line: read().split('\n').indexOf(`      Then ${arrives}`) + 1,
    scenario: 'A message arrives',
    text: `Given a subscription to "#(receiver.topic)"\nWhen the balance of the account changes\nThen ${arrives}`,
    hasPassed: true,
  })
})

it('a step that begins a part is shown rather than an earlier one that goes on', () => {
  const table = '  | value.for | #(mobile) |'
  const sentence = 'a message arrives on "otp-sms" where:'
  expect(read().indexOf(`And ${sentence}`)).toBeLessThan(read().indexOf(`Then ${sentence}`))
  expect(stepExamples(ran('PASSED')).get(sentence)?.text).toBe(
    [
      'When this message is published to "otp-sms":',
      '  """',
      '  { "for": "#(mobile)" }',
      '  """',
      `Then ${sentence}`,
      table,
    ].join('\n'),
  )
})

it('what did not pass is told from what did', () => {
  expect(stepExamples(ran('FAILED')).get(arrives)?.hasPassed).toBe(false)
})

it('what is no feature of the project shows nothing', () => {
  expect(stepExamples(ran('PASSED', '/elsewhere/0.feature')).size).toBe(0)
})
