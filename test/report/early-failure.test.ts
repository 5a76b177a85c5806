import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { writeEarlyFailure } from '../../support/report/index.js'

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'kata-early-'))
  onTestFinished(() => rmSync(made, { recursive: true }))
  return made
}

const failure = {
  class: 'TEST',
  code: 'FEATURE_UNPARSABLE',
  text: 'A feature could not be read.\n  a.feature:3  "<x & \u0007y>"\nCorrect it.',
} as const

it('a run that did not begin leaves a JUnit file with its one failure', async () => {
  const reports = join(folder(), 'reports')
  await writeEarlyFailure(reports, failure)
  expect(readFileSync(join(reports, 'junit.xml'), 'utf8')).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="kafka-kata" time="0" tests="1" skipped="0" failures="1" errors="0">
  <testcase classname="kafka-kata" name="The run did not begin: FEATURE_UNPARSABLE" time="0">
    <failure type="TEST" message="A feature could not be read.">A feature could not be read.
  a.feature:3  &quot;&lt;x &amp; y&gt;&quot;
Correct it.</failure>
  </testcase>
</testsuite>
`)
  expect(existsSync(join(reports, 'index.html'))).toBe(false)
})

it('a report that was begun is not touched', async () => {
  const reports = folder()
  writeFileSync(join(reports, 'junit.xml'), 'begun')
  await writeEarlyFailure(reports, failure)
  expect(readFileSync(join(reports, 'junit.xml'), 'utf8')).toBe('begun')
})
