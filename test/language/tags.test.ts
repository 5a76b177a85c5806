import { expect, it } from 'vitest'
import { refuseMisreadTags } from '../../support/language/index.js'
import { thrownBy } from '../world/world-with.js'

it('a tag that looks like one of ours and would be ignored is refused, with its place and the near name', () => {
  expect(thrownBy(() => refuseMisreadTags(['@smoke', '@need=egov-otp'], 'features/a.feature:3'))).toMatchObject({
    code: 'TAG_UNKNOWN',
    message: [
      'The tag @need=egov-otp would be ignored.',
      'features/a.feature:3: near: @needs=',
      'These mean something: @needs=…, @severity=…, @owner=…, @requirement=…; name your own otherwise.',
    ].join('\n'),
  })
})

it.each([
  ['@Needs=x', 'near: @needs='],
  ['@neds=x', 'near: @needs='],
  ['@severty=high', 'near: @severity='],
  ['@requirment=R1', 'near: @requirement='],
  ['@needs', 'it is written @needs=VALUE.'],
  ['@needs:x', 'it is written @needs=VALUE.'],
  ['@needs(x)', 'it is written @needs=VALUE.'],
  ['@needs=', 'nothing stands after @needs=.'],
  ['@envNot=qa', 'nothing reads @envNot=; scenarios are chosen by --tags.'],
  ['@env=qa', 'nothing reads @env=; scenarios are chosen by --tags.'],
  ['@fail', '@fail is not supported yet: the scenario would run like any other.'],
  ['@ignore', '@ignore is not supported yet: the scenario would run like any other.'],
  ['@lock=db', 'nothing reads @lock=; scenarios are chosen by --tags.'],
])('%s is refused: %s', (tag, problem) => {
  expect(thrownBy(() => refuseMisreadTags([tag], 'a:1'))).toMatchObject({
    message: expect.stringContaining(`\na:1: ${problem}\n`),
  })
})

it.each([
  '@needs=x',
  '@severity=critical',
  '@owner=a=b',
  '@requirement=R-1',
  '@smoke',
  '@need',
  '@ignored',
  '@failing',
  '@Ignore',
  '@issue=ABC-1',
  '@seed=5',
  '@team=payments',
  '@allure.label.layer=api',
  '@',
])('%s is left alone', (tag) => {
  expect(() => refuseMisreadTags([tag], 'a:1')).not.toThrow()
})
