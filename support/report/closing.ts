// The envelopes that a scenario still owes when the run ends without it: its worker died, or the run was interrupted.
import { randomUUID } from 'node:crypto'
import {
  AttachmentContentEncoding,
  type Envelope,
  type TestStepResult,
  TestStepResultStatus,
  type Timestamp,
} from '@cucumber/messages'
import { lostVerdict, type RunHookFailure, type Verdict, verdictMediaType } from '../verdict/index.js'
import type { SelectedCase } from './attempt-book.js'

/** Why a scenario did not end. */
export interface Closing {
  readonly reason: 'lost' | 'interrupted'
  readonly timestamp: Timestamp
  readonly failedHook?: RunHookFailure
}

/** What shows the scenario as lost, with a verdict, or as skipped in every report. */
export function closeCase(selected: SelectedCase, closing: Closing): readonly Envelope[] {
  const { reason, timestamp, failedHook } = closing
  const { open, testCase, nextAttempt } = selected
  const testCaseStartedId = open?.started.id ?? randomUUID()
  const start: Envelope[] =
    open === undefined
      ? [{ testCaseStarted: { id: testCaseStartedId, testCaseId: testCase.id, attempt: nextAttempt, timestamp } }]
      : []
  const waiting = testCase.testSteps.filter(({ id }) => open?.finishedSteps.has(id) !== true)
  const steps = waiting.length > 0 ? waiting : testCase.testSteps.slice(-1)
  const verdict =
    reason === 'lost' ? lostVerdict(selected.pickle, nextAttempt === 0 ? failedHook : undefined) : undefined
  const ends = steps.flatMap(({ id }, index): Envelope[] => {
    const place = { testCaseStartedId, testStepId: id }
    const isStarted = open?.startedSteps.has(id) === true
    return [
      ...(isStarted ? [] : [{ testStepStarted: { ...place, timestamp } }]),
      ...(verdict !== undefined && index === 0 ? [attachVerdict(verdict, place)] : []),
      { testStepFinished: { ...place, timestamp, testStepResult: resultOf(reason, index) } },
    ]
  })
  return [...start, ...ends, { testCaseFinished: { testCaseStartedId, timestamp, willBeRetried: false } }]
}

function resultOf(reason: Closing['reason'], index: number): TestStepResult {
  const duration = { seconds: 0, nanos: 0 }
  if (index > 0) return { status: TestStepResultStatus.SKIPPED, duration }
  if (reason === 'lost') return { status: TestStepResultStatus.FAILED, duration }
  return { status: TestStepResultStatus.SKIPPED, duration, message: 'The run was interrupted.' }
}

function attachVerdict(verdict: Verdict, place: { testCaseStartedId: string; testStepId: string }): Envelope {
  const contentEncoding = AttachmentContentEncoding.IDENTITY
  return { attachment: { ...place, body: JSON.stringify(verdict), mediaType: verdictMediaType, contentEncoding } }
}
