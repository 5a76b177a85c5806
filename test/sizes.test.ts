// A file is about one thing. Biome limits functions; this limits files, tables apart.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Tables: one row a line, and nothing to split. */
const tables = new Set(['test/layers.test.ts', 'broker/protocol/error-codes.ts'])

const sizes = ['support', 'steps', 'broker', 'services', 'test', 'bench']
  .flatMap((folder) => listed(folder).map((name) => `${folder}/${name.replaceAll('\\', '/')}`))
  .filter((file) => file.endsWith('.ts') && !tables.has(file))
  .map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length - 1 }))

it('no file has more than 300 lines', () => {
  expect(sizes.filter(({ lines }) => lines > 300)).toEqual([])
})

it('nine in ten files have fewer than 200 lines', () => {
  const long = sizes.filter(({ lines }) => lines >= 200)
  expect(long.length / sizes.length).toBeLessThan(0.1)
})

function listed(folder: string): string[] {
  try {
    return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  } catch {
    return []
  }
}
