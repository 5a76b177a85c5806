import type { Envelope } from '@cucumber/messages'
import { describe, expect, it } from 'vitest'
import { Script } from './script.js'
import { failing, failsOnly, missing, passAndFail } from './two-scenarios.js'
import { writeReports } from './written.js'

describe('the page and the messages', () => {
  it('the page shows evidence and verdict as JSON files, the messages keep their own types', async () => {
    const { page, ndjson } = await writeReports(passAndFail())
    const typesOf = (envelopes: readonly Envelope[]) =>
      envelopes.flatMap(({ attachment }) =>
        attachment === undefined ? [] : [`${attachment.mediaType} ${attachment.fileName}`],
      )
    expect(typesOf(page)).toStrictEqual([
      'application/json evidence.json',
      'application/json verdict.json',
      'application/json evidence.json',
    ])
    expect(typesOf(ndjson)).toStrictEqual([
      'application/vnd.kata.evidence+json undefined',
      'application/vnd.kata.verdict+json undefined',
      'application/vnd.kata.evidence+json undefined',
    ])
  })

  it('the explanation comes first in the failure of a step', async () => {
    const { ndjson } = await writeReports(passAndFail())
    const failed = ndjson.find(({ testStepFinished }) => testStepFinished?.testStepResult.status === 'FAILED')
    expect(failed?.testStepFinished?.testStepResult).toMatchObject({
      message: `${missing.text}\n    at World.<anonymous> (steps/otp.steps.ts:12:3)`,
      exception: { type: 'MISSING', message: missing.text },
    })
  })

  it('what is not ours to explain keeps its text and gets the class TEST', async () => {
    const script = new Script(failsOnly)
    script.scenario('fails', [failing(undefined, 'boom'), { status: 'SKIPPED' }])
    const { ndjson } = await writeReports(script.finish(false))
    const failed = ndjson.find(({ testStepFinished }) => testStepFinished?.testStepResult.status === 'FAILED')
    expect(failed?.testStepFinished?.testStepResult.exception).toStrictEqual({
      type: 'TEST',
      message: 'boom',
      stackTrace: 'MatchError: boom\n    at World.<anonymous> (steps/otp.steps.ts:12:3)',
    })
  })
})
