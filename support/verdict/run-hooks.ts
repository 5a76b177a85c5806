// The BeforeAll and AfterAll hooks of a run, in every worker: which of them failed.
import type { Envelope } from '@cucumber/messages'

/** A BeforeAll or AfterAll hook that failed, in one worker. */
export interface RunHookFailure {
  /** Empty where the hook has no name. */
  readonly name: string
  readonly message: string
}

export class RunHooks {
  readonly #names = new Map<string, string>()
  readonly #started = new Map<string, string>()

  /** Takes every envelope; answers the failure where this one ends a hook that failed. */
  record({ hook, testRunHookStarted, testRunHookFinished }: Envelope): RunHookFailure | undefined {
    if (hook !== undefined) this.#names.set(hook.id, hook.name ?? '')
    if (testRunHookStarted !== undefined) this.#started.set(testRunHookStarted.id, testRunHookStarted.hookId)
    if (testRunHookFinished === undefined) return undefined
    const { testRunHookStartedId, result } = testRunHookFinished
    if (String(result.status) !== 'FAILED') return undefined
    const name = this.#names.get(this.#started.get(testRunHookStartedId) ?? '') ?? ''
    return { name, message: result.exception?.message ?? result.message ?? '' }
  }
}
