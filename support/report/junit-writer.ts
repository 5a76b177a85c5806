// JUnit XML, written whole when the run has finished; a failure has the verdict's class as its type.
import { JUnitXmlPrinter } from '@cucumber/junit-xml-formatter'
import {
  type Envelope,
  type Exception,
  type TestStepFinished,
  type TestStepResult,
  TestStepResultStatus,
} from '@cucumber/messages'
import { BlockFile } from './block-file.js'
import { reportFiles } from './discard-reports.js'
import { judgedNothing, type Writer } from './entry.js'

export function createJunitWriter(file: string, suiteName: string): Writer {
  const report = new BlockFile(file)
  const printer = new JUnitXmlPrinter({ suiteName }, (xml) => report.write(xml))
  const first = new FirstResults()
  return {
    // It would keep every attachment and every beginning of a step in memory, and print none.
    write: ({ envelope, attempt }) => {
      if (envelope.attachment !== undefined || envelope.testStepStarted !== undefined) return
      if (attempt?.outcome === 'unjudged') printer.update(first.skip(envelope))
      printer.update(first.repeatIn(envelope))
    },
    end: () => report.end(),
  }
}

/**
 * JUnit has room for one text in a test case, and the printer takes it from the last of the worst results. What
 * happened stands in the first one, though: a hook that fails in turn, or steps that are skipped in turn, only follow.
 */
class FirstResults {
  readonly #attempts = new Map<string, Map<string, TestStepResult>>()
  /** The step that has finished last, by attempt. */
  readonly #last = new Map<string, TestStepFinished>()

  /** The envelope with the text of the first result of its status. */
  repeatIn(envelope: Envelope): Envelope {
    const { testCaseStarted, testStepFinished, testCaseFinished } = envelope
    if (testCaseStarted !== undefined) this.#attempts.set(testCaseStarted.id, new Map())
    if (testCaseFinished !== undefined) this.#forget(testCaseFinished.testCaseStartedId)
    const results = this.#attempts.get(testStepFinished?.testCaseStartedId ?? '')
    if (testStepFinished === undefined || results === undefined) return envelope
    const { testStepResult } = testStepFinished
    const first = results.get(testStepResult.status) ?? testStepResult
    results.set(testStepResult.status, first)
    this.#last.set(testStepFinished.testCaseStartedId, testStepFinished)
    const { message, exception } = first
    const text = {
      ...(message === undefined ? {} : { message }),
      ...(exception === undefined ? {} : { exception: withEvidence(exception) }),
    }
    return { testStepFinished: { ...testStepFinished, testStepResult: { ...testStepResult, ...text } } }
  }

  /** One more result of the last step, which makes of an attempt that ends without a judgement one that was skipped. */
  skip({ testCaseFinished }: Envelope): Envelope {
    const last = this.#last.get(testCaseFinished?.testCaseStartedId ?? '')
    if (last === undefined) return {}
    const testStepResult = { ...last.testStepResult, status: TestStepResultStatus.SKIPPED, message: judgedNothing }
    return { testStepFinished: { ...last, testStepResult } }
  }

  #forget(testCaseStartedId: string): void {
    this.#attempts.delete(testCaseStartedId)
    this.#last.delete(testCaseStartedId)
  }
}

/** A build server shows the text alone: it says where the messages and the answers are. */
function withEvidence(exception: Exception): Exception {
  const { stackTrace = exception.message ?? '' } = exception
  return { ...exception, stackTrace: `${stackTrace}\nevidence: ${reportFiles.html}, beside this file` }
}
