import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createReports } from '../../support/report/index.js'
import { createMask } from '../../support/shared/index.js'
import type { VerdictClass } from '../../support/verdict/index.js'
import { Script, type StepPlay } from './script.js'
import { failing, failsOnly, feature, missing, passAndFail } from './two-scenarios.js'
import { captured, inFolder, writeReports } from './written.js'

describe('Allure', () => {
  it.each<[VerdictClass, string]>([
    ['CONTRACT', 'failed'],
    ['MISSING', 'failed'],
    ['LATE', 'failed'],
    ['INFRASTRUCTURE', 'broken'],
    ['TEST', 'broken'],
  ])('%s is %s, whatever the text says', async (name, status) => {
    const script = new Script(failsOnly)
    script.scenario('fails', [{}, failing({ ...missing, class: name, text: 'AssertionError: * assert x' })])
    const { allure } = await writeReports(script.finish(false))
    expect(allure[0]).toMatchObject({
      status,
      statusDetails: {
        message: 'AssertionError: * assert x',
        trace: `${name}: AssertionError: * assert x\n    at World.<anonymous> (steps/otp.steps.ts:12:3)`,
      },
    })
    expect(allure[0]?.steps.map((step) => step.status)).toStrictEqual(['passed', status])
  })

  it.each<[string, readonly StepPlay[], string]>([
    ['a failed Before hook', [failing(), { status: 'SKIPPED' }, { status: 'SKIPPED' }, {}], 'A hook failed'],
    ['a failed After hook', [{}, {}, {}, failing()], 'A hook failed'],
    ['an undefined step', [{}, { status: 'UNDEFINED' }, { status: 'SKIPPED' }, {}], 'No step is defined'],
    ['an ambiguous step', [{}, { status: 'AMBIGUOUS' }, { status: 'SKIPPED' }, {}], 'More than one step'],
    [
      'a pending step',
      [{}, { status: 'PENDING' }, { status: 'SKIPPED' }, {}],
      'This step is not written yet: a registered citizen',
    ],
    [
      'an error without a verdict',
      [{}, {}, failing(undefined, 'assert'), {}],
      'A step failed with an error that was not expected: an OTP',
    ],
  ])('%s is broken', async (_, steps, message) => {
    const script = new Script(failsOnly, { before: ['before'], after: ['after'] })
    script.scenario('fails', steps)
    const { allure } = await writeReports(script.finish(false))
    expect(allure[0]?.status).toBe('broken')
    expect(allure[0]?.statusDetails.message?.startsWith(message)).toBe(true)
    expect(allure[0]?.statusDetails.trace?.startsWith('TEST: ')).toBe(true)
  })

  it('a skipped scenario keeps its reason, a passed one has none', async () => {
    const script = new Script(feature, { before: ['needs'] })
    const skip = { service: 'egov-otp', reason: 'no egov-otp here' }
    script.scenario('passes', [{}, {}, {}])
    script.scenario('fails', [{ status: 'SKIPPED', skip }, { status: 'SKIPPED' }, { status: 'SKIPPED' }])
    const { allure } = await writeReports(script.finish())
    const of = (name: string) => allure.find((result) => result.name === name)
    expect([of('passes')?.status, of('passes')?.statusDetails]).toStrictEqual(['passed', {}])
    expect([of('fails')?.status, of('fails')?.statusDetails]).toStrictEqual([
      'skipped',
      { message: 'no egov-otp here' },
    ])
  })

  it('a scenario that judged nothing is skipped, and says why', async () => {
    const script = new Script('Feature: F\n  Scenario: prepares\n    Given a step\n', { after: ['evidence'] })
    script.scenario('prepares', [{}, { evidence: { judged: 0 } }])
    const { allure } = await writeReports(script.finish())
    expect([allure[0]?.status, allure[0]?.statusDetails.message]).toStrictEqual([
      'skipped',
      'No step of the scenario judges anything: it proves nothing. Add a Then.',
    ])
  })

  it('the evidence of a hook is attached to the scenario as JSON', async () => {
    const { allure, files } = await writeReports(passAndFail())
    const passed = allure.find((result) => result.name === 'passes')
    expect(passed?.attachments.map(({ name, type }) => [name, type])).toStrictEqual([
      ['evidence.json', 'application/json'],
    ])
    expect(files.get(`allure-results/${passed?.attachments[0]?.source}`)?.toString()).toBe(
      '{"exchanges":[],"subscriptions":[],"messages":[],"schemas":{}}',
    )
  })

  it('tags for severity, owner and requirement become labels', async () => {
    const { allure } = await writeReports(passAndFail())
    expect(allure[0]?.labels.filter(({ name }) => name === 'severity')).toStrictEqual([
      { name: 'severity', value: 'critical' },
    ])
  })

  it('has a category for every class, and the facts of the run in the environment box', async () => {
    const { files } = await writeReports(passAndFail(), { facts: { brokers: '127.0.0.1:9092', citizen: '9876543210' } })
    const categories = JSON.parse(files.get('allure-results/categories.json')?.toString() ?? '') as { name: string }[]
    expect(categories.map(({ name }) => name)).toStrictEqual([
      'CONTRACT: a message or an answer breaks its contract',
      'MISSING: a message that was promised did not arrive',
      'LATE: a message arrived after its time',
      'INFRASTRUCTURE: what lies between test and service failed',
      'TEST: the feature or its set-up is wrong',
    ])
    const box = files.get('allure-results/environment.properties')?.toString() ?? ''
    expect(box.split(/\r?\n/)).toStrictEqual([
      'environment=embedded',
      'run=r1',
      `node=${process.version}`,
      'brokers=127.0.0.1:9092',
      'citizen=98\\u2022\\u2022\\u2022\\u2022\\u2022\\u202210',
    ])
  })

  it('removes the results of an earlier run and leaves other files alone', async () => {
    await inFolder(async (cwd) => {
      const folder = join(cwd, 'allure-results')
      await mkdir(folder)
      const old = '01234567-89ab-4cde-8f01-23456789abcd'
      const gone = [`${old}-result.json`, `${old}-container.json`, `${old}-attachment.json`, 'categories.json']
      const kept = ['executor.json', 'notes.txt', 'history.json']
      await Promise.all([...gone, ...kept].map((name) => writeFile(join(folder, name), '{}')))
      const reports = await createReports({
        folder: 'reports',
        allureFolder: 'allure-results',
        cwd,
        mask: createMask({ byPattern: true }),
        console: { stream: captured().stream, isTTY: false },
        runInfo: { id: 'r1', environment: 'embedded' },
      })
      expect((await readdir(folder)).sort()).toStrictEqual(kept.sort())
      await reports.end()
    })
  })
})
