import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { FileThread } from '../../support/report/file-thread.js'

const folder = mkdtempSync(join(tmpdir(), 'kata-file-thread-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('every file is there at the end, text and bytes', async () => {
  const files = new FileThread()
  for (let n = 0; n < 50; n += 1) files.write(join(folder, `text-${n}`), `ü ${n}`)
  files.write(join(folder, 'bytes'), Buffer.from([0, 255]))
  expect(await files.end()).toEqual([])
  expect(readFileSync(join(folder, 'text-49'), 'utf8')).toBe('ü 49')
  expect([...readFileSync(join(folder, 'bytes'))]).toEqual([0, 255])
})

it('what could not be written is told at the end, and the others are written', async () => {
  const files = new FileThread()
  files.write(folder, 'a folder is there')
  files.write(join(folder, 'other'), 'written')
  const [failure, ...more] = await files.end()
  expect(String(failure)).toContain('EISDIR')
  expect(more).toEqual([])
  expect(readFileSync(join(folder, 'other'), 'utf8')).toBe('written')
})

it('of a thousand failures the first five are told', async () => {
  const files = new FileThread()
  for (let n = 0; n < 1000; n += 1) files.write(folder, 'a folder is there')
  expect(await files.end()).toHaveLength(5)
})
