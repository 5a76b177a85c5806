import { createHash } from 'node:crypto'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Envelope } from '@cucumber/messages'
import { describe, expect, it } from 'vitest'
import { createReports } from '../../support/report/index.js'
import { createMask, KataError } from '../../support/shared/index.js'
import { Script } from './script.js'
import { failing, feature, missing, passAndFail } from './two-scenarios.js'
import { captured, inFolder, readBack, writeReports } from './written.js'

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
      expect(names.sort()).toStrictEqual(['index.html', 'junit.xml', 'messages.ndjson', 'report.html'])
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
