// A run as its envelopes, written by hand: the feature is parsed for real, what its scenarios do is told step by step.
import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin'
import {
  AttachmentContentEncoding,
  type Envelope,
  HookType,
  IdGenerator,
  SourceMediaType,
  type TestStepResult,
  TestStepResultStatus,
  type Timestamp,
} from '@cucumber/messages'
import { evidenceMediaType, skipMediaType, type Verdict, verdictMediaType } from '../../support/verdict/index.js'

export interface ScriptOptions {
  readonly uri?: string
  /** Names of hooks around every scenario. */
  readonly before?: readonly string[]
  readonly after?: readonly string[]
}

export interface StepPlay {
  readonly status?: keyof typeof TestStepResultStatus
  readonly error?: { readonly type: string; readonly message: string }
  readonly verdict?: Verdict
  readonly skip?: { readonly service: string; readonly reason: string }
  readonly evidence?: unknown
  readonly attachments?: readonly { readonly mediaType: string; readonly text?: string; readonly bytes?: Uint8Array }[]
}

export class Script {
  readonly envelopes: Envelope[] = []
  readonly uri: string
  readonly #cases = new Map<string, { readonly id: string; readonly stepIds: readonly string[] }>()
  readonly #newId = IdGenerator.incrementing()
  #millis = Date.UTC(2026, 10, 22)

  constructor(feature: string, { uri = 'features/script.feature', before = [], after = [] }: ScriptOptions = {}) {
    this.uri = uri
    const id = () => `id-${this.#newId()}`
    const mediaType = SourceMediaType.TEXT_X_CUCUMBER_GHERKIN_PLAIN
    const document = new Parser(new AstBuilder(id), new GherkinClassicTokenMatcher()).parse(feature)
    const pickles = compile(document, uri, id)
    const hooks = [
      ...before.map((name) => ({ id: id(), name, type: HookType.BEFORE_TEST_CASE })),
      ...after.map((name) => ({ id: id(), name, type: HookType.AFTER_TEST_CASE })),
    ]
    this.#add({ source: { uri, data: feature, mediaType } }, { gherkinDocument: { ...document, uri } } as Envelope)
    this.#add(...(pickles.map((pickle) => ({ pickle })) as Envelope[]))
    for (const hook of hooks) this.#add({ hook: { ...hook, sourceReference: { uri: 'support/world/hooks.ts' } } })
    this.#add({ testRunStarted: { id: 'run', timestamp: this.#now() } })
    for (const pickle of pickles) {
      const testSteps = [
        ...hooks.slice(0, before.length).map((hook) => ({ id: id(), hookId: hook.id })),
        ...pickle.steps.map((step) => ({
          id: id(),
          pickleStepId: step.id,
          stepDefinitionIds: [],
          stepMatchArgumentsLists: [],
        })),
        ...hooks.slice(before.length).map((hook) => ({ id: id(), hookId: hook.id })),
      ]
      const testCase = { id: id(), pickleId: pickle.id, testSteps, testRunStartedId: 'run' }
      this.#cases.set(pickle.name, { id: testCase.id, stepIds: testSteps.map((step) => step.id) })
      this.#add({ testCase })
    }
  }

  /** Starts a scenario by its name; `steps` are played in order, hooks included, and the rest is left open. */
  begin(name: string, steps: readonly StepPlay[] = [], attempt = 0): string {
    const { id: testCaseId, stepIds } = this.#caseOf(name)
    const id = `${testCaseId}-attempt-${attempt}`
    this.#add({ testCaseStarted: { id, testCaseId, attempt, timestamp: this.#now() } })
    for (const [index, play] of steps.entries())
      this.#play({ testCaseStartedId: id, testStepId: stepIds[index] ?? '' }, play)
    return id
  }

  /** Plays a whole scenario. */
  scenario(name: string, steps: readonly StepPlay[], { attempt = 0, willBeRetried = false } = {}): void {
    const testCaseStartedId = this.begin(name, steps, attempt)
    this.#add({ testCaseFinished: { testCaseStartedId, timestamp: this.#now(), willBeRetried } })
  }

  /** Starts the step of that index and leaves it open. */
  beginStep(name: string, testCaseStartedId: string, index: number): void {
    const testStepId = this.#caseOf(name).stepIds[index] ?? ''
    this.#add({ testStepStarted: { testCaseStartedId, testStepId, timestamp: this.#now() } })
  }

  /** Plays a BeforeAll hook that fails. */
  failRunHook(name: string, message: string): void {
    const hook = { id: `hook-${name}`, name, type: HookType.BEFORE_TEST_RUN, sourceReference: { uri: 'hooks.ts' } }
    const id = `started-${name}`
    this.#add(
      { hook },
      { testRunHookStarted: { id, testRunStartedId: 'run', hookId: hook.id, timestamp: this.#now() } },
    )
    const result = resultOf({ status: 'FAILED', error: { type: 'Error', message } })
    this.#add({ testRunHookFinished: { testRunHookStartedId: id, result, timestamp: this.#now() } })
  }

  finish(success = true): readonly Envelope[] {
    this.#add({ testRunFinished: { success, timestamp: this.#now(), testRunStartedId: 'run' } })
    return this.envelopes
  }

  #caseOf(name: string) {
    const found = this.#cases.get(name)
    if (found === undefined) throw new Error(`The script has no scenario "${name}".`)
    return found
  }

  #play(place: { readonly testCaseStartedId: string; readonly testStepId: string }, play: StepPlay): void {
    this.#add({ testStepStarted: { ...place, timestamp: this.#now() } })
    const attach = (mediaType: string, value: unknown) =>
      this.#attach(place, { mediaType, text: JSON.stringify(value) })
    if (play.verdict !== undefined) attach(verdictMediaType, play.verdict)
    if (play.skip !== undefined) attach(skipMediaType, play.skip)
    if (play.evidence !== undefined) attach(evidenceMediaType, play.evidence)
    for (const attachment of play.attachments ?? []) this.#attach(place, attachment)
    this.#add({ testStepFinished: { ...place, testStepResult: resultOf(play), timestamp: this.#now() } })
  }

  #attach(
    place: { readonly testCaseStartedId: string; readonly testStepId: string },
    { mediaType, text, bytes }: NonNullable<StepPlay['attachments']>[number],
  ): void {
    const body = bytes === undefined ? (text ?? '') : Buffer.from(bytes).toString('base64')
    const contentEncoding = bytes === undefined ? AttachmentContentEncoding.IDENTITY : AttachmentContentEncoding.BASE64
    this.#add({ attachment: { ...place, body, contentEncoding, mediaType } })
  }

  #add(...envelopes: Envelope[]): void {
    this.envelopes.push(...envelopes)
  }

  #now(): Timestamp {
    this.#millis += 100
    return { seconds: Math.floor(this.#millis / 1000), nanos: (this.#millis % 1000) * 1e6 }
  }
}

function resultOf({ status = 'PASSED', error }: StepPlay): TestStepResult {
  const result = { status: TestStepResultStatus[status], duration: { seconds: 0, nanos: 1_000_000 } }
  if (error === undefined) return result
  const stackTrace = `${error.type}: ${error.message}\n    at World.<anonymous> (steps/otp.steps.ts:12:3)`
  return { ...result, message: stackTrace, exception: { ...error, stackTrace } }
}
