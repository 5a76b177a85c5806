// That nothing outlives a test process which is killed: processes and folders that were handed over.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Starts what never ends by itself, and says so. */
const script = `
  import { spawn } from 'node:child_process'
  import { endWithMe, removeWithMe } from './test/end-with-me.ts'
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e9)'], { stdio: ['ignore', 'inherit', 'ignore'] })
  endWithMe(child)
  removeWithMe(process.argv[1])
  console.log('started')
  setInterval(() => {}, 1e9)
`

it('a killed process leaves neither the processes nor the folders that end with it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'end-with-me-'))
  const args = ['--import', 'tsx', '--input-type=module', '-e', script, folder]
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  expect(existsSync(folder)).toBe(true)
  // Its own child holds the same pipe, so this is told only when both are gone.
  const bothGone = once(child, 'close')
  child.kill('SIGKILL')
  await bothGone
  await expect.poll(() => existsSync(folder)).toBe(false)
})
