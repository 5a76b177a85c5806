// Each feature that must fail ends in its verdict and its text. `npm run golden` writes the file anew; read the change.

import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { kataRun, outcomesOf } from '../kata-run.js'
import { goldenText } from './golden.js'

const file = new URL('./expected.md', import.meta.url)

it('every feature that must fail ends in the verdict and the text that are written down', async () => {
  const ended = await kataRun('test/features-that-fail')
  const text = goldenText(outcomesOf(ended))
  if (process.env.KATA_GOLDEN === 'write') writeFileSync(file, text)
  expect(text).toBe(readFileSync(file, 'utf8'))
  expect(ended.exitCode).toBe(1)
})
