import { readFileSync } from 'node:fs'
import type { ISourcesCoordinates } from '@cucumber/cucumber/api'
import { describe, expect, it } from 'vitest'
import { checkFeatures } from '../../support/run/features.js'
import { KataError } from '../../support/shared/index.js'

const data = 'test/testdata/run'

function sources(parts: Partial<ISourcesCoordinates>): ISourcesCoordinates {
  return { defaultDialect: 'en', paths: [], names: [], tagExpression: '', order: 'defined', shard: '', ...parts }
}

async function failureOf(parts: Partial<ISourcesCoordinates>, given?: readonly string[]): Promise<string> {
  try {
    await checkFeatures(sources({ ...(given === undefined ? {} : { paths: [...given] }), ...parts }), given)
  } catch (error) {
    if (error instanceof KataError) return `${error.code}\n${error.message}`
    throw error
  }
  throw new Error('nothing failed')
}

describe('features that can be run', () => {
  it('are files, folders, globs and lines', async () => {
    const paths = ['project/features/passes.feature:3', 'project/features', 'project/**/passes.feature']
    for (const path of paths) {
      const given = [`${data}/${path}`]
      await expect(checkFeatures(sources({ paths: given }), given)).resolves.toBeUndefined()
    }
  })

  it('may be named several at once, in every way in which one can', async () => {
    const outline = 'features/notifications/sms.feature'
    const lines = readFileSync(outline, 'utf8').split('\n')
    const heading = lines.findIndex((line) => line.includes('Scenario Outline:')) + 1
    const row = lines.findIndex((line) => line.includes('| 5000000001 |')) + 1
    const given = [
      `${outline}:${heading}`,
      `./${outline}:${row}`,
      `${data}/project/features`,
      `${data}/project/features/`,
      `${process.cwd()}/${data}/project/features/passes.feature:3:6`,
      `${data}/project/**/passes.feature`,
    ]
    await expect(checkFeatures(sources({ paths: given }), given)).resolves.toBeUndefined()
    expect(await failureOf({}, [`${outline}:${heading}`, `${outline}:${row - 1}`])).toContain('NOTHING_JUDGED')
  })
})

it('a tag that the tag expression names is no tag that would be ignored', async () => {
  // Nothing is left out of this test: it is about the tags, and left-out.feature is its data.
  const paths = [`${data}/left-out`]
  await expect(
    checkFeatures(sources({ paths, tagExpression: 'not (@wip or @ignore)' }), paths),
  ).resolves.toBeUndefined()
  expect(await failureOf({ tagExpression: 'not @wip' }, paths)).toContain('The tag @ignore would be ignored.')
})

describe('features that cannot be run', () => {
  it('are missing ones: near paths are named', async () => {
    const text = await failureOf({}, [`${data}/project/features/pases.feature:3`])
    expect(text.replace(process.cwd(), '<here>')).toBe(
      [
        'FEATURES_MISSING',
        'No feature could be read from "test/testdata/run/project/features/pases.feature".',
        'There is no such file or folder in <here>.',
        'Near paths:',
        '  test/testdata/run/project/features/passes.feature',
        '  test/testdata/run/project/features/faults.feature',
        '  test/testdata/run/project/features/environment.feature',
      ].join('\n'),
    )
  })

  it('are missing folders: near folders are named', async () => {
    const text = await failureOf({}, [`${data}/project/featurs`])
    expect(text).toContain('Near paths:\n  test/testdata/run/project/features\n')
  })

  it('are those that do not parse: file, line, and what is there', async () => {
    expect(await failureOf({}, [`${data}/broken`])).toBe(
      [
        'FEATURE_UNPARSABLE',
        'A feature could not be read, so no scenario was started.',
        '  test/testdata/run/broken/broken.feature:5  "Scenario Outlin: 9812345678"',
        '    may only be a table row, a doc string, a step, tags, Examples, a Scenario, a Rule',
        'Correct the file; an editor with Gherkin support shows such lines while you type.',
      ].join('\n'),
    )
  })

  it('are those with a tag that would be ignored', async () => {
    expect(await failureOf({}, [`${data}/tags`])).toBe(
      [
        'TAG_UNKNOWN',
        'The tag @need=egov-otp would be ignored.',
        'test/testdata/run/tags/tags.feature:14: near: @needs=',
        'These mean something: @needs=…, @severity=…, @owner=…, @requirement=…; name your own otherwise.',
      ].join('\n'),
    )
  })

  it('are those of which nothing is selected', async () => {
    expect(await failureOf({ tagExpression: '@nobody', names: ['^x'] }, [`${data}/project/features`])).toBe(
      [
        'NOTHING_JUDGED',
        'Nothing was run, so nothing can be said about the services.',
        'No scenario of test/testdata/run/project/features was selected by --tags "@nobody" and --name "^x".',
        'Select at least one scenario.',
      ].join('\n'),
    )
    expect(await failureOf({}, [`${data}/settings`])).toContain(
      'No scenario of test/testdata/run/settings was selected.',
    )
  })

  it('are those of which one path, line or name selects nothing, whatever the others do', async () => {
    const passes = `${data}/project/features/passes.feature`
    expect(await failureOf({}, [`${passes}:3`, `${passes}:999`])).toBe(
      [
        'NOTHING_JUDGED',
        'The scenario of "test/testdata/run/project/features/passes.feature:999" was not found, so nothing was run.',
        'No scenario, outline or row of Examples stands on line 999 of test/testdata/run/project/features/passes.feature.',
        'Correct the line: the scenario may have moved since the list was made.',
      ].join('\n'),
    )
    expect(await failureOf({}, [`${passes}:3:999`])).toContain('NOTHING_JUDGED')
    expect(await failureOf({}, [passes, `${data}/nope/*.feature`])).toBe(
      [
        'FEATURES_MISSING',
        'No scenario could be read from "test/testdata/run/nope/*.feature".',
        'No feature lies there, or none that has a scenario.',
        'Correct the path, or take it out of the list.',
      ].join('\n'),
    )
    expect(await failureOf({ names: ['passes', 'no such scenario'] }, [passes])).toBe(
      [
        'NOTHING_JUDGED',
        'Nothing was run, since --name "no such scenario" selects no scenario.',
        'Others were selected, but none that has this in its name.',
        'Correct the name, or take it out of the list.',
      ].join('\n'),
    )
  })

  it('are not those that a tag or a shard leaves nothing of, where something else is left', async () => {
    const given = [`${data}/project/features/passes.feature:3`, `${data}/project/features/environment.feature`]
    const parts = { paths: given, names: ['A step', 'All that'], tagExpression: '@environment' }
    await expect(checkFeatures(sources(parts), given)).resolves.toBeUndefined()
  })

  it('are those of a shard that gets none', async () => {
    expect(await failureOf({ shard: '3/3' }, [`${data}/project/features/passes.feature`])).toBe(
      [
        'NOTHING_JUDGED',
        'Nothing was run, so nothing can be said about the services.',
        'Shard 3/3 gets none of the 2 scenarios.',
        'Run with fewer shards.',
      ].join('\n'),
    )
  })

  it('are those that a tag expression or a name selects which cannot be read', async () => {
    expect(await failureOf({ tagExpression: '@a and' }, [`${data}/project/features`])).toBe(
      [
        'ARGUMENT_INVALID',
        'The scenarios could not be selected.',
        'Tag expression "@a and" could not be parsed because of syntax error: Expected operand.',
        'Correct --tags "@a and".',
      ].join('\n'),
    )
    expect(await failureOf({ names: ['('] }, [`${data}/project/features`])).toMatch(
      /^ARGUMENT_INVALID\n.*\nInvalid regular expression: .*\nCorrect --name "\("\.$/,
    )
  })
})
