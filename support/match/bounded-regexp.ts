// Regular expressions on texts that others wrote. The bound is real: the expression runs in a node:vm context whose time
// limit ends V8's backtracking (tried: `^(a+)+$` on 40 characters is stopped on time). The limit costs a thread for each call,
// 0.15 ms and more, and was a fifth of a run's processor time: patterns that are certain to end soon go without.

import vm from 'node:vm'
import { isQuick } from './quick-pattern.js'

/** What came of a regular expression on a text; `groups[0]` is the whole find. */
export type RegExpAnswer =
  | { readonly outcome: 'found'; readonly groups: readonly (string | undefined)[] }
  | { readonly outcome: 'none' }
  | { readonly outcome: 'stopped'; readonly why: string }

const defaultTimeoutMs = 1000
const maxLength = 1_000_000
const tooLong = `The text is longer than ${maxLength} characters: no pattern is tried on it.`
const tooSlow = 'The pattern was stopped on this text after '
const script = new vm.Script('pattern.exec(text)')
let context: vm.Context | undefined

/**
 * Runs a regular expression on at most 1,000,000 characters, for a limited time; beyond that it says why it stopped.
 *
 * @param timeoutMs default 1000
 */
export function execBounded(pattern: RegExp, text: string, timeoutMs = defaultTimeoutMs): RegExpAnswer {
  if (text.length > maxLength) {
    return { outcome: 'stopped', why: tooLong }
  }
  if (isQuick(pattern, text.length)) return answerOf(pattern.exec(text))
  context ??= vm.createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } })
  try {
    Object.assign(context, { pattern, text })
    return answerOf(script.runInContext(context, { timeout: timeoutMs }))
  } catch {
    return { outcome: 'stopped', why: `${tooSlow}${timeoutMs} ms: make it simpler.` }
  } finally {
    Object.assign(context, { pattern: undefined, text: undefined })
  }
}

function answerOf(found: RegExpExecArray | null): RegExpAnswer {
  return found === null ? { outcome: 'none' } : { outcome: 'found', groups: [...found] }
}

/** Whether a mismatch only says that a pattern could not be tried to its end: it may fit all the same. */
export function isUnjudged({ hint }: { readonly hint?: string }): boolean {
  return hint === tooLong || hint?.startsWith(tooSlow) === true
}
