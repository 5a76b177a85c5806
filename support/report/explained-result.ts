// Puts the verdict where every writer looks for a failure: the exception of a step's result.
import type { TestStepResult } from '@cucumber/messages'
import type { Verdict } from '../verdict/index.js'

/** The result with the verdict's class as type of its exception and the verdict's text in front of the stack. */
export function explainResult(result: TestStepResult, verdict: Verdict): TestStepResult {
  const frames = framesOf(result.exception?.stackTrace ?? result.message ?? '')
  const trace = frames === '' ? verdict.text : `${verdict.text}\n${frames}`
  return {
    ...result,
    message: trace,
    exception: { type: verdict.class, message: verdict.text, stackTrace: `${verdict.class}: ${trace}` },
  }
}

/** The result of a failure that brought no verdict: what was thrown stays as it is, the class is TEST. */
export function classifyResult(result: TestStepResult): TestStepResult {
  const message = result.exception?.message ?? result.message ?? 'an error without a message'
  return { ...result, exception: { message, ...result.exception, type: 'TEST' } }
}

function framesOf(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
}
