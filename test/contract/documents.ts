// Folders of documents for one test, as a real catalogue has them.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Writes the files into a new folder that ends with the test; names are paths in it. */
export function folderOf(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'catalogue-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  }
  return folder
}

/** A document with one channel `orders` and one message of that payload. */
export function documentOf(payload: unknown, more: Readonly<Record<string, unknown>> = {}) {
  return {
    asyncapi: '3.0.0',
    info: { title: 'shop', version: '1' },
    channels: { orders: { address: 'shop.orders', messages: { order: { payload, ...more } } } },
  }
}
