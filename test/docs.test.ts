// The docs say what the code does, or this fails.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { errorCodes } from '../support/shared/index.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (file: string) => readFileSync(join(root, file), 'utf8')

it('every error code has its heading in docs/errors.md, under its class, and every heading is a code', () => {
  const headings: Record<string, string> = {}
  let verdictClass = ''
  for (const line of read('docs/errors.md').split('\n')) {
    if (line.startsWith('## ')) verdictClass = line.slice(3)
    if (line.startsWith('### ')) headings[line.slice(4)] = verdictClass
  }
  expect(headings).toEqual(errorCodes)
})

it('the README shows the scenario of features/otp/sms.feature word for word', () => {
  const scenario = /```gherkin\n([\s\S]*?)```/.exec(read('README.md'))?.[1] ?? 'no scenario'
  expect(read('features/otp/sms.feature').startsWith(scenario.trimEnd())).toBe(true)
})
