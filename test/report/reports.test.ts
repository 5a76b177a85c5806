import { createHash } from 'node:crypto'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Envelope } from '@cucumber/messages'
import { describe, expect, it } from 'vitest'
import { createReports } from '../../support/report/index.js'
import { createMask, KataError } from '../../support/shared/index.js'
import type { Verdict, VerdictClass } from '../../support/verdict/index.js'
import { Script, type StepPlay } from './script.js'
import { captured, inFolder, readBack, writeReports } from './written.js'

const feature = `@severity=critical
Feature: One-time passwords

  Scenario: passes
    Given a registered citizen
    Then an OTP is sent by SMS

  @flaky
  Scenario: fails
    Given a registered citizen
    Then an OTP is sent by SMS
`

/** The second scenario alone. */
const failsOnly = `${feature.slice(0, feature.indexOf('  Scenario: passes'))}${feature.slice(feature.indexOf('  @flaky'))}`
const passesOnly = feature.slice(0, feature.indexOf('  @flaky'))

const missing: Verdict = {
  class: 'MISSING',
  code: 'MISSING',
  text: 'No message for mobile number 98••••••10 arrived on "otp-sms" within 5000 ms.\n  fence     0:1204',
  step: { text: 'an OTP is sent by SMS', file: 'features/script.feature', line: 11 },
  facts: { fence: { 0: 1204 } },
}

const failing = (verdict?: Verdict, message = 'thrown'): StepPlay => ({
  status: 'FAILED',
  error: { type: 'MatchError', message },
  ...(verdict === undefined ? {} : { verdict }),
})

function passAndFail(): readonly Envelope[] {
  const script = new Script(feature, { after: ['evidence'] })
  const evidence = { exchanges: [], subscriptions: [], messages: [], schemas: {} }
  script.scenario('passes', [{}, {}, { evidence }])
  script.scenario('fails', [{}, failing(missing), { evidence }])
  return script.finish(false)
}

describe('the console', () => {
  it('shows every scenario as it ends, the explanation of a failure, and a summary', async () => {
    const { console } = await writeReports(passAndFail(), { end: { warnings: ['1 group was not deleted'] } })
    expect(console).toBe(`1/2  passed          features/script.feature:4  passes  (0.7 s)
2/2  MISSING         features/script.feature:9  fails  (0.7 s)

    No message for mobile number 98••••••10 arrived on "otp-sms" within 5000 ms.
      fence     0:1204
    step: an OTP is sent by SMS  (features/script.feature:11)


2 scenarios: 1 passed, 1 failed (1 MISSING)
environment embedded, 2026-11-22 10:00:01 to 2026-11-22 10:00:03 UTC, 1.5 s
warning: 1 group was not deleted
reports:
  page      reports/report.html
  JUnit     reports/junit.xml
  messages  reports/messages.ndjson
  Allure    allure-results
`)
  })

  it('colours the outcome, and nothing else, where colour is wanted', async () => {
    const { console } = await writeReports(passAndFail(), { colour: true })
    expect(console.split('\n')[0]).toBe(
      '1/2  \u001b[32mpassed        \u001b[0m  features/script.feature:4  passes  (0.7 s)',
    )
    const codes = console.split('\u001b').slice(1)
    expect(codes.map((code) => code.slice(0, code.indexOf('m') + 1))).toStrictEqual(['[32m', '[0m', '[31m', '[0m'])
  })

  it('shows retries, reasons for skipping, hooks of the run and files that do not parse', async () => {
    const script = new Script(feature, { before: ['needs'] })
    script.failRunHook('certificates', 'no such file')
    const skip = { service: 'egov-otp', reason: 'The environment "staging" has no service "egov-otp".' }
    script.scenario('passes', [{ status: 'SKIPPED', skip }, { status: 'SKIPPED' }, { status: 'SKIPPED' }])
    script.scenario('fails', [{}, {}, failing(missing)], { willBeRetried: true })
    script.scenario('fails', [{}, {}, {}], { attempt: 1 })
    const source = { uri: 'features/broken.feature', location: { line: 3 } }
    script.envelopes.push({ parseError: { source, message: '(3:1): expected: #EOF' } })
    const { console } = await writeReports(script.finish())
    expect(console).toBe(`
The hook "certificates" of the run failed.
    no such file

1/2  skipped         features/script.feature:4  passes  (0.7 s)
    The environment "staging" has no service "egov-otp".
1/2  MISSING         features/script.feature:9  fails  (0.7 s, is tried again)

    No message for mobile number 98••••••10 arrived on "otp-sms" within 5000 ms.
      fence     0:1204
    step: an OTP is sent by SMS  (features/script.feature:11)

2/2  passed          features/script.feature:9  fails  (0.7 s)
features/broken.feature:3 does not parse.
    (3:1): expected: #EOF

2 scenarios: 1 passed, 1 skipped
  skipped for want of service "egov-otp": 1 scenario
  needed more than one attempt: 1 scenario
  1 feature file did not parse
  1 hook of the run failed
environment embedded, 2026-11-22 10:00:01 to 2026-11-22 10:00:03 UTC, 1.5 s
reports:
  page      reports/report.html
  JUnit     reports/junit.xml
  messages  reports/messages.ndjson
  Allure    allure-results
`)
  })
})

describe('JUnit', () => {
  it('has the class as type, the explanation as message, and the stack below it', async () => {
    const { suite } = await writeReports(passAndFail())
    expect(suite).toMatchObject({ name: 'kafka-kata (embedded)', tests: '2', failures: '1', skipped: '0' })
    expect(suite.testcase?.[0]?.failure).toBeUndefined()
    expect(suite.testcase?.[1]?.failure).toStrictEqual({
      type: 'MISSING',
      message: missing.text.replace('\n', '&#xA;'),
      '#text': `MISSING: ${missing.text}\n    at World.<anonymous> (steps/otp.steps.ts:12:3)`,
    })
  })

  it('keeps what happened first when a hook fails in turn', async () => {
    const script = new Script(failsOnly, { after: ['evidence'] })
    script.scenario('fails', [{}, failing(missing), failing(undefined, 'evidence is not there')])
    const { suite } = await writeReports(script.finish(false))
    expect(suite.testcase?.[0]?.failure?.type).toBe('MISSING')
  })

  it('shows the reason of a skipped scenario', async () => {
    const script = new Script(passesOnly, { before: ['needs'] })
    const skip = { service: 'egov-otp', reason: 'The environment has no service "egov-otp".' }
    script.scenario('passes', [{ status: 'SKIPPED', skip }, { status: 'SKIPPED' }, { status: 'SKIPPED' }])
    const { suite } = await writeReports(script.finish())
    expect(suite.testcase?.[0]?.skipped).toBe('The environment has no service "egov-otp".')
  })

  it('stays well-formed whatever a message holds', async () => {
    const text = ']]> <a href="&"> \u0000\u001b\ud800 \u202e ✓'
    const script = new Script(failsOnly)
    script.scenario('fails', [failing({ ...missing, text }), { status: 'SKIPPED' }])
    const { suite } = await writeReports(script.finish(false))
    expect(suite.testcase?.[0]?.failure?.['#text']).toContain('<a href="&">')
  })
})

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

describe('the page and the messages', () => {
  it('the page shows evidence and verdict as JSON files, the messages keep their own types', async () => {
    const { page, ndjson } = await writeReports(passAndFail())
    const typesOf = (envelopes: readonly Envelope[]) =>
      envelopes.flatMap(({ attachment }) =>
        attachment === undefined ? [] : [`${attachment.mediaType} ${attachment.fileName}`],
      )
    expect(typesOf(page)).toStrictEqual([
      'application/json evidence.json',
      'application/json verdict.json',
      'application/json evidence.json',
    ])
    expect(typesOf(ndjson)).toStrictEqual([
      'application/vnd.kata.evidence+json undefined',
      'application/vnd.kata.verdict+json undefined',
      'application/vnd.kata.evidence+json undefined',
    ])
  })

  it('the explanation comes first in the failure of a step', async () => {
    const { ndjson } = await writeReports(passAndFail())
    const failed = ndjson.find(({ testStepFinished }) => testStepFinished?.testStepResult.status === 'FAILED')
    expect(failed?.testStepFinished?.testStepResult).toMatchObject({
      message: `${missing.text}\n    at World.<anonymous> (steps/otp.steps.ts:12:3)`,
      exception: { type: 'MISSING', message: missing.text },
    })
  })

  it('what is not ours to explain keeps its text and gets the class TEST', async () => {
    const script = new Script(failsOnly)
    script.scenario('fails', [failing(undefined, 'boom'), { status: 'SKIPPED' }])
    const { ndjson } = await writeReports(script.finish(false))
    const failed = ndjson.find(({ testStepFinished }) => testStepFinished?.testStepResult.status === 'FAILED')
    expect(failed?.testStepFinished?.testStepResult.exception).toStrictEqual({
      type: 'TEST',
      message: 'boom',
      stackTrace: 'MatchError: boom\n    at World.<anonymous> (steps/otp.steps.ts:12:3)',
    })
  })
})

describe('the end of a run', () => {
  it('scenarios whose worker died are lost in every report', async () => {
    const script = new Script(feature, { before: ['open'], after: ['evidence'] })
    const id = script.begin('passes', [{}, {}])
    script.beginStep('passes', id, 2)
    const { console, suite, allure, ndjson } = await writeReports(script.finish(true))
    const text = (line: number) =>
      [
        'The scenario did not end.',
        `The worker process that ran it ended first: features/script.feature:${line}`,
        'Look for a crash above, for memory that ran out, or for a process.exit() in a step.',
      ].join('\n')
    expect(suite.testcase?.map(({ name, failure }) => [name, failure?.type])).toStrictEqual([
      ['passes', 'INFRASTRUCTURE'],
      ['fails', 'INFRASTRUCTURE'],
    ])
    expect(allure.map(({ status, statusDetails }) => [status, statusDetails.message]).sort()).toStrictEqual([
      ['broken', text(4)],
      ['broken', text(9)],
    ])
    expect(console).toContain('2 scenarios: 2 failed (2 INFRASTRUCTURE)\n')
    expect(ndjson.at(-1)?.testRunFinished?.success).toBe(false)
    expect(countOf(ndjson, 'testCaseStarted')).toBe(countOf(ndjson, 'testCaseFinished'))
    expect(countOf(ndjson, 'testStepStarted')).toBe(countOf(ndjson, 'testStepFinished'))
  })

  it('an interruption closes what is open as skipped, and every file is complete', async () => {
    const script = new Script(feature)
    script.begin('passes', [{}])
    const { console, suite, allure, ndjson, page } = await writeReports(script.envelopes, {
      end: { reason: 'interrupted' },
    })
    expect(suite.testcase?.map(({ name, skipped }) => [name, skipped])).toStrictEqual([
      ['passes', 'The run was interrupted.'],
      ['fails', 'The run was interrupted.'],
    ])
    expect(allure.map(({ status }) => status)).toStrictEqual(['skipped', 'skipped'])
    expect(console).toContain('\nThe run was interrupted.\n2 scenarios: 2 skipped\n')
    expect(ndjson.at(-1)?.testRunFinished).toStrictEqual({
      timestamp: { seconds: 1795341603, nanos: 0 },
      success: false,
    })
    expect(page).toStrictEqual(ndjson)
  })

  it('a failure stands when the run is interrupted after it', async () => {
    const script = new Script(feature)
    script.begin('fails', [{}, failing(missing)])
    const { suite } = await writeReports(script.envelopes, { end: { reason: 'interrupted' } })
    expect(suite).toMatchObject({ tests: '2', failures: '1', skipped: '1' })
  })

  it('a run that never began still leaves whole files', async () => {
    const { suite, ndjson, console, page } = await writeReports([])
    expect(suite).toMatchObject({ tests: '0', failures: '0' })
    expect(ndjson.map((envelope) => Object.keys(envelope)[0])).toStrictEqual(['testRunStarted', 'testRunFinished'])
    expect(page).toHaveLength(2)
    expect(console).toContain('0 scenarios: 0 passed\n')
  })

  it('what comes after the end changes nothing, and a second end answers the same', async () => {
    await inFolder(async (cwd) => {
      const lines = captured()
      const reports = await createReports({
        folder: join(cwd, 'reports'),
        allureFolder: join(cwd, 'allure-results'),
        cwd,
        mask: createMask({ byPattern: true }),
        console: { stream: lines.stream, isTTY: false },
        runInfo: { id: 'r1', environment: 'embedded' },
      })
      for (const envelope of passAndFail()) reports.write(envelope)
      const paths = await reports.end()
      const before = await hashesOf(cwd)
      for (const envelope of passAndFail()) reports.write(envelope)
      expect(await reports.end({ reason: 'interrupted' })).toStrictEqual(paths)
      expect(await hashesOf(cwd)).toStrictEqual(before)
      expect(paths.junit).toBe(join(cwd, 'reports', 'junit.xml'))
    })
  })

  it('a report that cannot be written fails the end, and the others are complete', async () => {
    await inFolder(async (cwd) => {
      await mkdir(join(cwd, 'reports', 'junit.xml'), { recursive: true })
      const reports = await createReports({
        folder: 'reports',
        allureFolder: 'allure-results',
        cwd,
        mask: createMask({ byPattern: true }),
        console: { stream: captured().stream, isTTY: false },
        runInfo: { id: 'r1', environment: 'embedded' },
      })
      for (const envelope of passAndFail()) reports.write(envelope)
      const failure = await reports.end().catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(KataError)
      expect((failure as KataError).code).toBe('REPORT_NOT_WRITTEN')
      expect((failure as KataError).message).toMatch(/^Not every report could be written\.\nEISDIR: /)
      const names = await readdir(join(cwd, 'reports'))
      expect(names.sort()).toStrictEqual(['junit.xml', 'messages.ndjson', 'report.html'])
    })
  })
})

function countOf(envelopes: readonly Envelope[], key: keyof Envelope): number {
  return envelopes.filter((envelope) => envelope[key] !== undefined).length
}

async function hashesOf(folder: string): Promise<readonly string[]> {
  const { files } = await readBack(folder, '')
  return [...files].map(([path, content]) => `${path} ${createHash('sha256').update(content).digest('hex')}`)
}
