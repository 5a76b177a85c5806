import { expect, it } from 'vitest'
import { kataRun, outcomesOf } from '../kata-run.js'

it('a message of 5 MB disturbs nobody', async () => {
  const ended = await kataRun('.', '--config', 'test/features-that-pass/cucumber.js')
  expect(outcomesOf(ended)).toEqual([{ name: 'A message of 5 MB lies before the OTP', verdict: undefined }])
  expect(ended.exitCode).toBe(0)
})
