import type { Envelope } from '@cucumber/messages'
import { expect, it } from 'vitest'
import { Script } from './script.js'
import { failing, feature, missing } from './two-scenarios.js'
import { writeReports } from './written.js'

const attachmentsOf = (envelopes: readonly Envelope[]) =>
  envelopes.flatMap(({ attachment }) => (attachment === undefined ? [] : [attachment]))

/** Texts of the steps that the attachments of a type hang on; a hook has none. */
function stepsWith(envelopes: readonly Envelope[], mediaType: string): readonly (string | undefined)[] {
  const texts = new Map<string, string>()
  const pickles = envelopes.flatMap(({ pickle }) => pickle?.steps ?? [])
  for (const { id, pickleStepId } of envelopes.flatMap(({ testCase }) => testCase?.testSteps ?? [])) {
    const step = pickles.find((candidate) => candidate.id === pickleStepId)
    if (step !== undefined) texts.set(id, step.text)
  }
  const found = attachmentsOf(envelopes).filter((attachment) => attachment.mediaType === mediaType)
  return found.map(({ testStepId = '' }) => texts.get(testStepId))
}

it('evidence hangs on the step that ran last, not on a hook, which the page folds away', async () => {
  const script = new Script(feature, { after: ['evidence'] })
  const evidence = { judged: 1 }
  script.scenario('passes', [{}, {}, { evidence }])
  script.scenario('fails', [failing(missing), { status: 'SKIPPED' }, { evidence }])
  const { page, ndjson } = await writeReports(script.finish(false))
  expect(stepsWith(page, 'application/json')).toEqual([
    'an OTP is sent by SMS',
    'a registered citizen',
    'a registered citizen',
  ])
  expect(stepsWith(ndjson, 'application/vnd.kata.evidence+json')).toEqual([undefined, undefined])
})

it('evidence of a scenario of which no step ran stays with its hook', async () => {
  const script = new Script(feature, { after: ['evidence'] })
  script.scenario('passes', [{ status: 'SKIPPED' }, { status: 'SKIPPED' }, { evidence: {} }])
  const { page } = await writeReports(script.finish())
  expect(stepsWith(page, 'application/json')[0]).toBeUndefined()
})

it('a step that is not defined has its explanation beside it, near sentences and all', async () => {
  const script = new Script(feature)
  script.scenario('passes', [{ status: 'UNDEFINED' }, { status: 'SKIPPED' }])
  const { page, ndjson } = await writeReports(script.finish(false))
  const [note] = attachmentsOf(page).filter(({ mediaType }) => mediaType === 'text/x.cucumber.log+plain')
  expect(note?.body.split('\n')[0]).toMatch(/^No step is defined for: /)
  expect(note?.body).toContain('\nLook up the sentence in docs/steps.md, or define it in steps/.')
  expect(attachmentsOf(ndjson).filter(({ mediaType }) => mediaType.startsWith('text/'))).toEqual([])
})
