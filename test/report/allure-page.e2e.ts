// `kata report`, as a user types it, after a run of the product's own features.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'kata page-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function kata(...args: readonly string[]): Promise<{ exitCode: unknown; output: string }> {
  const child = spawn(process.execPath, ['bin/kata.js', ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  const [exitCode] = await once(child, 'close')
  return { exitCode, output }
}

const runOnce = () => kata('run', 'features/kafka', '--name', 'key', '--reports', folder)
const page = join(folder, 'allure.html')
const history = join(folder, 'allure-history.jsonl')

test('without a run there is nothing to make a page from', async () => {
  expect(await kata('report', '--reports', folder)).toEqual({
    exitCode: 2,
    output: `The Allure page could not be made.
There are no results of a run in ${join(folder, 'allure-results')}.
Run the features first: kata run (with --reports, name the same folder to both).
REPORT_INCOMPLETE, see docs/errors.md
`,
  })
})

test('the page is one file that calls nobody, and each one knows those before it', async () => {
  for (const pages of [1, 2]) {
    expect((await runOnce()).exitCode).toBe(0)
    expect(existsSync(page)).toBe(false)
    expect((await kata('report', '--reports', folder)).exitCode).toBe(0)
    const html = readFileSync(page, 'utf8')
    expect(html).not.toMatch(/googletagmanager|<script[^>]+src="https?:|<link[^>]+href="https?:/)
    expect(readFileSync(history, 'utf8').trim().split('\n')).toHaveLength(pages)
  }
})
