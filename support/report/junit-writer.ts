// JUnit XML, written whole when the run has finished; a failure has the verdict's class as its type.
import { JUnitXmlPrinter } from '@cucumber/junit-xml-formatter'
import type { Envelope, Exception, TestStepResult } from '@cucumber/messages'
import { BlockFile } from './block-file.js'
import { reportFiles } from './discard-reports.js'
import type { Writer } from './entry.js'

export function createJunitWriter(file: string, suiteName: string): Writer {
  const report = new BlockFile(file)
  const printer = new JUnitXmlPrinter({ suiteName }, (xml) => report.write(xml))
  const first = new FirstResults()
  return {
    // It would keep every attachment and every beginning of a step in memory, and print none.
    write: ({ envelope }) => {
      if (envelope.attachment !== undefined || envelope.testStepStarted !== undefined) return
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

  /** The envelope with the text of the first result of its status. */
  repeatIn(envelope: Envelope): Envelope {
    const { testCaseStarted, testStepFinished, testCaseFinished } = envelope
    if (testCaseStarted !== undefined) this.#attempts.set(testCaseStarted.id, new Map())
    if (testCaseFinished !== undefined) this.#attempts.delete(testCaseFinished.testCaseStartedId)
    const results = this.#attempts.get(testStepFinished?.testCaseStartedId ?? '')
    if (testStepFinished === undefined || results === undefined) return envelope
    const { testStepResult } = testStepFinished
    const first = results.get(testStepResult.status) ?? testStepResult
    results.set(testStepResult.status, first)
    const { message, exception } = first
    const text = {
      ...(message === undefined ? {} : { message }),
      ...(exception === undefined ? {} : { exception: withEvidence(exception) }),
    }
    return { testStepFinished: { ...testStepFinished, testStepResult: { ...testStepResult, ...text } } }
  }
}

/** A build server shows the text alone: it says where the messages and the answers are. */
function withEvidence(exception: Exception): Exception {
  const { stackTrace = exception.message ?? '' } = exception
  return { ...exception, stackTrace: `${stackTrace}\nevidence: ${reportFiles.html}, beside this file` }
}
