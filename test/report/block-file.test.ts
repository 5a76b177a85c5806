import { mkdtempSync, readFileSync, rmSync, watch } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { BlockFile } from '../../support/report/block-file.js'

const folder = mkdtempSync(join(tmpdir(), 'kata-block-file-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('what is written stands in the file, whole and in order', async () => {
  const path = join(folder, 'whole')
  const file = new BlockFile(path)
  const pieces = Array.from({ length: 20_000 }, (_, index) => `piece ${index} – ü\n`)
  for (const piece of pieces) file.write(piece)
  await file.end()
  expect(readFileSync(path, 'utf8')).toBe(pieces.join(''))
})

it('a piece does not wait for the end', async () => {
  const path = join(folder, 'alone')
  const file = new BlockFile(path)
  const seen = new Promise<void>((resolve) => {
    const watcher = watch(folder, () => {
      if (readFileSync(path, 'utf8') !== 'alone') return
      watcher.close()
      resolve()
    })
  })
  file.write('alone')
  await seen
  await file.end()
})

it('what still writes at the end is waited for', async () => {
  const path = join(folder, 'late')
  const file = new BlockFile(path)
  const late = Promise.resolve().then(() => file.write('late'))
  await file.end(late)
  expect(readFileSync(path, 'utf8')).toBe('late')
})

it('a file that cannot be written is told at the end, and only there', async () => {
  const file = new BlockFile(folder)
  file.write('x')
  await expect(file.end()).rejects.toThrow('EISDIR')
  file.write('y')
})
