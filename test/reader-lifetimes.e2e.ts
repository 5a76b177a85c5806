// The two lifetimes of a reader, told by the consumer groups that the evidence of a run names.

import { expect, it } from 'vitest'
import { type Evidence, evidenceMediaType } from '../support/verdict/index.js'
import { type Ended, kataRun, outcomesOf } from './kata-run.js'

it.each([
  ['scenario', 'each subscription has a group of its own'],
  ['worker', 'all subscriptions to one topic share a group'],
] as const)('--reader %s: %s', async (reader, _fact) => {
  const ended = await kataRun('.', '--reader', reader, 'features/otp/sms.feature', 'features/otp/resend.feature')
  const groups = groupsOf(ended)
  expect(outcomesOf(ended).filter(({ verdict }) => verdict !== undefined)).toEqual([])
  expect(groups.length).toBeGreaterThan(5)
  expect(new Set(groups).size).toBe(reader === 'worker' ? 1 : groups.length)
})

function groupsOf({ envelopes }: Ended): readonly string[] {
  return envelopes
    .flatMap(({ attachment }) => (attachment?.mediaType === evidenceMediaType ? [attachment.body] : []))
    .flatMap((body) => (JSON.parse(body) as Evidence).subscriptions.flatMap(({ groupIds }) => groupIds))
}
