// What the HTML page gets instead of an envelope. The page folds hooks away and shows no text with steps that are not
// defined: so the evidence goes to the step that ran last, and the explanation becomes a note beside its step.
import { type Attachment, AttachmentContentEncoding, type Envelope, type TestStepFinished } from '@cucumber/messages'
import { evidenceMediaType } from '../verdict/index.js'
import { showEnvelope } from './shown-envelope.js'

/** Statuses whose text the page leaves out. */
const silent: readonly string[] = ['UNDEFINED', 'AMBIGUOUS', 'PENDING']
/** Shown open, as it is. */
const noteMediaType = 'text/x.cucumber.log+plain'

/** Remembers of each scenario under way which of its steps ran last. */
export class PageView {
  /** Steps of the feature by test case; hooks are left out. */
  readonly #steps = new Map<string, ReadonlySet<string>>()
  readonly #attempts = new Map<string, { readonly steps: ReadonlySet<string>; last?: string }>()

  /** The envelopes for the page, in their order. */
  show(envelope: Envelope): readonly Envelope[] {
    const { testCase, testCaseStarted, testStepFinished, testCaseFinished, attachment } = envelope
    if (testCase !== undefined) {
      const own = testCase.testSteps.filter(({ pickleStepId }) => pickleStepId !== undefined)
      this.#steps.set(testCase.id, new Set(own.map(({ id }) => id)))
    }
    if (testCaseStarted !== undefined) {
      this.#attempts.set(testCaseStarted.id, { steps: this.#steps.get(testCaseStarted.testCaseId) ?? new Set() })
    }
    if (testCaseFinished !== undefined) this.#attempts.delete(testCaseFinished.testCaseStartedId)
    if (testStepFinished !== undefined) return this.#showStep(testStepFinished)
    if (attachment !== undefined) return [showEnvelope({ attachment: this.#place(attachment) })]
    return [envelope]
  }

  #showStep(testStepFinished: TestStepFinished): readonly Envelope[] {
    const { testCaseStartedId, testStepId, testStepResult, timestamp } = testStepFinished
    const attempt = this.#attempts.get(testCaseStartedId)
    const status = String(testStepResult.status)
    if (attempt?.steps.has(testStepId) === true && status !== 'SKIPPED') attempt.last = testStepId
    const body = testStepResult.exception?.message ?? testStepResult.message
    if (!silent.includes(status) || body === undefined) return [{ testStepFinished }]
    const place = { testCaseStartedId, testStepId, timestamp }
    const note = { ...place, body, mediaType: noteMediaType, contentEncoding: AttachmentContentEncoding.IDENTITY }
    return [{ attachment: note }, { testStepFinished }]
  }

  #place(attachment: Attachment): Attachment {
    const last = this.#attempts.get(attachment.testCaseStartedId ?? '')?.last
    const isEvidence = attachment.mediaType === evidenceMediaType
    return isEvidence && last !== undefined ? { ...attachment, testStepId: last } : attachment
  }
}
