// Numbers and codes are planted wherever a feature, a step or a dying process can put them; none is in any file or line.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'kata-masking-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it.each([
  ['one process', []],
  ['two workers, one of which dies', ['--parallel', '2', 'test/masking/crash.feature']],
  ['one process that dies', ['test/masking/crash.feature']],
])('no planted number or code is in a report or on the console: %s', (name, parameters) => {
  const reports = join(folder, name)
  const features = ['test/masking/planted.feature', ...parameters]
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['bin/kata.js', 'run', '--config', 'test/masking/cucumber.js', '--reports', reports, ...features],
    { cwd: root, encoding: 'utf8' },
  )
  const texts = new Map([['console', stdout + stderr], ...filesIn(reports)])
  const clear = [...texts].flatMap(([file, text]) =>
    [...text.matchAll(/98765432\d\d|48291[34]|ODc2NTQzMj/g)].map(([found]) => `${found} in ${file}`),
  )
  expect(clear).toEqual([])
  expect([...texts.values()].filter((text) => text.includes('98••••••')).length).toBeGreaterThanOrEqual(1)
})

it('the planted numbers are seen, masked, in every kind of report', () => {
  const files = filesIn(join(folder, 'one process'))
  const shown = (ending: string) =>
    files.filter(([file, text]) => file.endsWith(ending) && text.includes('98••••••10')).length
  expect(['report.html', 'junit.xml', 'messages.ndjson', '-result.json'].map((ending) => shown(ending) > 0)).toEqual([
    true,
    true,
    true,
    true,
  ])
})

function filesIn(reports: string): [string, string][] {
  return readdirSync(reports, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), 'utf8')])
}
