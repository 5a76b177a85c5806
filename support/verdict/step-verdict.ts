// The verdict on one step or hook that did not pass, and on a scenario that never ended.
import { type ErrorCode, KataError } from '../shared/index.js'
import type { KnownStep } from './step-book.js'
import type { Verdict } from './verdict.js'

/** A step or hook that has ended. */
export interface EndedStep {
  /** Cucumber's word for how: PASSED, SKIPPED, UNDEFINED, AMBIGUOUS, PENDING, FAILED or UNKNOWN. */
  readonly status: string
  /** Missing where the step belongs to no test case that was announced. */
  readonly step: KnownStep | undefined
  /** What was thrown, if anything was. */
  readonly message?: string
  /** The verdict that the step brought along. */
  readonly attached?: Verdict
}

/** Why a step or hook failed; nothing where it passed or was skipped. A failure without a verdict is TEST, `UNEXPECTED`. */
export function verdictOnStep(ended: EndedStep): Verdict | undefined {
  if (ended.status === 'PASSED' || ended.status === 'SKIPPED') return undefined
  if (ended.attached !== undefined) return ended.attached
  const { text = '', place = '', definitions = [], near = [] } = ended.step ?? {}
  switch (ended.status) {
    case 'UNDEFINED':
      return plainVerdict('STEP_UNDEFINED', {
        couldNot: `No step is defined for: ${text}`,
        found: [place, ...near.map((sentence) => `  near: ${sentence}`)].join('\n'),
        todo: 'Look up the sentence in docs/steps.md, or define it in steps/.',
      })
    case 'AMBIGUOUS':
      return plainVerdict('STEP_AMBIGUOUS', {
        couldNot: `More than one step is defined for: ${text}`,
        found: [place, ...definitions.map((definition) => `  fits: ${definition}`)].join('\n'),
        todo: 'Remove or reword all definitions but one.',
      })
    case 'PENDING':
      return plainVerdict('STEP_PENDING', {
        couldNot: `This step is not written yet: ${text}`,
        found: place,
        todo: 'Write its definition, or remove the step.',
      })
    default:
      return plainVerdict('UNEXPECTED', {
        couldNot: `A ${text === '' ? 'hook' : 'step'} failed with an error that was not expected${text === '' ? '.' : `: ${text}`}`,
        found: `${ended.message ?? 'The error has no message.'}\n${place}`,
        todo: 'Look at the stack trace in the report.',
      })
  }
}

/**
 * The verdict on a scenario that did not end: its worker ended before it did, or it never began because a hook of the
 * run had failed.
 */
export function lostVerdict(
  scenario: { readonly uri: string; readonly line: number },
  failedHook?: { readonly name: string; readonly message: string },
): Verdict {
  const place = `${scenario.uri}:${scenario.line}`
  if (failedHook !== undefined) {
    const hook = failedHook.name === '' ? 'A hook of the run' : `The hook "${failedHook.name}" of the run`
    return plainVerdict('RUN_HOOK_FAILED', {
      couldNot: 'The scenario did not run.',
      found: `${hook} failed before it: ${failedHook.message}\n${place}`,
      todo: 'Correct the hook, or what it needs.',
    })
  }
  return plainVerdict('WORKER_LOST', {
    couldNot: 'The scenario did not end.',
    found: `The worker process that ran it ended first: ${place}`,
    todo: 'Look for a crash above, for memory that ran out, or for a process.exit() in a step.',
  })
}

function plainVerdict(
  code: ErrorCode,
  parts: { readonly couldNot: string; readonly found: string; readonly todo: string },
): Verdict {
  const error = new KataError(code, parts)
  return { class: error.class, code, text: error.message, facts: {} }
}
