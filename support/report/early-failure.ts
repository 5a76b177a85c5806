// What a run leaves for a build server when it ends before its first scenario: a JUnit file with one failed case.
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { reportFiles } from './discard-reports.js'

/** Why the run ended; masked. */
export interface EarlyFailure {
  readonly class: 'TEST' | 'INFRASTRUCTURE'
  /** A code of docs/errors.md. */
  readonly code: string
  readonly text: string
}

/** Writes `junit.xml` where no report was begun; the folder is made. Rejects where it cannot be written. */
export async function writeEarlyFailure(folder: string, failure: EarlyFailure): Promise<void> {
  const file = join(folder, reportFiles.junit)
  if (existsSync(file)) return
  await mkdir(folder, { recursive: true })
  await writeFile(file, junitOf(failure))
}

function junitOf({ class: failureClass, code, text }: EarlyFailure): string {
  const firstLine = text.split('\n', 1)[0] ?? ''
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="kafka-kata" time="0" tests="1" skipped="0" failures="1" errors="0">
  <testcase classname="kafka-kata" name="The run did not begin: ${code}" time="0">
    <failure type="${failureClass}" message="${escapeXml(firstLine)}">${escapeXml(text)}</failure>
  </testcase>
</testsuite>
`
}

/** Signs that XML cannot hold are left out. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
