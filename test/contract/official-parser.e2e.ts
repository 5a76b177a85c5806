// The catalogue's documents, read by the parser of the AsyncAPI project: ours reads them without judging them.

import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { fromFile, Parser } from '@asyncapi/parser'
import { expect, test } from 'vitest'

const folder = fileURLToPath(new URL('../../schemas/asyncapi/', import.meta.url))
const documents = readdirSync(folder).filter((name) => name.endsWith('.yaml'))

test('there are documents to read', () => {
  expect(documents).toContain('user-otp.yaml')
})

test.each(documents)('%s is an AsyncAPI document without a fault', async (name) => {
  const { document, diagnostics } = await fromFile(new Parser(), `${folder}${name}`).parse()
  const faults = diagnostics
    .filter(({ severity }) => severity <= 1)
    .map(({ message, path }) => `${path.join('.')}: ${message}`)
  expect(faults).toEqual([])
  expect(document?.version()).toMatch(/^3\./)
})
