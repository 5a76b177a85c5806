// Allure's result files, made by Allure's own reporter for Cucumber. That reporter guesses a status from the text of an
// error and does not see failed hooks; here every status comes from the verdict of the attempt.
import { EventEmitter } from 'node:events'
import { type Envelope, TestStepResultStatus } from '@cucumber/messages'
import allureReporter from 'allure-cucumberjs/reporter'
import { Status, type StepResult, type TestResult } from 'allure-js-commons'
import type { VerdictClass } from '../verdict/index.js'
import { AllureFolder } from './allure-folder.js'
import { type AttemptView, judgedNothing, type Writer } from './entry.js'
import { showEnvelope } from './shown-envelope.js'

export interface AllureWriterOptions {
  /** Absolute; has to be there. */
  readonly folder: string
  /** Shown in the box "environment"; masked by the caller. */
  readonly environment: Readonly<Record<string, string>>
}

/** A writer of Allure results; everything it gets has to be masked already. */
export function createAllureWriter({ folder, environment }: AllureWriterOptions): Writer {
  const events = new EventEmitter()
  let attempt: AttemptView | undefined
  const files = new AllureFolder(folder, (result) => (attempt === undefined ? result : judgeResult(result, attempt)))
  forgetStoppedSteps(new Reporter(reporterOptions(events, files, environment)))
  return {
    write(entry) {
      attempt = entry.attempt
      events.emit('envelope', failUnmatched(showEnvelope(entry.envelope)))
    },
    end: () => files.end(),
  }
}

// The package's types describe its CommonJS build, in which the class is `default`; the module has it as its export.
const Reporter = allureReporter as unknown as typeof allureReporter.default

type ReporterOptions = ConstructorParameters<typeof Reporter>[0]

/**
 * What the reporter takes from cucumber. It gets no hooks: what a hook attaches then belongs to the scenario, where
 * people look for it, and not to a fixture beside it.
 */
function reporterOptions(
  eventBroadcaster: EventEmitter,
  writer: AllureFolder,
  environmentInfo: Readonly<Record<string, string>>,
): ReporterOptions {
  const options = {
    eventBroadcaster,
    parsedArgvOptions: { writer, environmentInfo, categories },
    supportCodeLibrary: {
      beforeTestCaseHookDefinitions: [],
      afterTestCaseHookDefinitions: [],
      beforeTestRunHookDefinitions: [],
      afterTestRunHookDefinitions: [],
    },
  }
  return options as unknown as ReporterOptions
}

/** The part of Allure's runtime that holds the steps; not in the reporter's types. */
interface StepHolder {
  readonly allureRuntime: {
    stopStep(uuid: string, options?: object): void
    readonly state: { deleteStepResult(uuid: string): void }
    readonly stepStack: { readonly rootsByStep: Map<string, string> }
  }
}

/** The runtime keeps every step until the run ends, 8 KB a scenario; nobody asks it for one that has stopped. */
function forgetStoppedSteps(reporter: unknown): void {
  const { allureRuntime } = reporter as StepHolder
  const stopStep = allureRuntime.stopStep.bind(allureRuntime)
  allureRuntime.stopStep = (uuid, options) => {
    stopStep(uuid, options)
    allureRuntime.state.deleteStepResult(uuid)
    allureRuntime.stepStack.rootsByStep.delete(uuid)
  }
}

const meanings: Readonly<Record<VerdictClass, string>> = {
  CONTRACT: 'a message or an answer breaks its contract',
  MISSING: 'a message that was promised did not arrive',
  LATE: 'a message arrived after its time',
  INFRASTRUCTURE: 'what lies between test and service failed',
  TEST: 'the feature or its set-up is wrong',
}

/** One for each class, told apart by the beginning of the trace, which `judgeResult` writes. */
const categories = Object.entries(meanings).map(([name, meaning]) => ({
  name: `${name}: ${meaning}`,
  traceRegex: `${name}: [\\s\\S]*`,
  matchedStatuses: [statusOf(name as VerdictClass)],
}))

function statusOf(verdictClass: VerdictClass): Status {
  return verdictClass === 'TEST' || verdictClass === 'INFRASTRUCTURE' ? Status.BROKEN : Status.FAILED
}

/** The reporter passes scenarios whose steps are undefined, ambiguous or pending: it is told that they failed. */
function failUnmatched(envelope: Envelope): Envelope {
  const { testStepFinished } = envelope
  const unmatched = ['UNDEFINED', 'AMBIGUOUS', 'PENDING']
  if (testStepFinished === undefined) return envelope
  const { testStepResult } = testStepFinished
  if (!unmatched.includes(String(testStepResult.status))) return envelope
  const status = TestStepResultStatus.FAILED
  return { testStepFinished: { ...testStepFinished, testStepResult: { ...testStepResult, status } } }
}

/** The result with the status, text and trace of the attempt's verdict. */
function judgeResult(result: TestResult, attempt: AttemptView): TestResult {
  const { verdict, skipReason } = attempt
  const wrapped = result.steps.filter(isWrapper)
  const attachments = [...result.attachments, ...wrapped.flatMap((step) => step.attachments)]
  const own = result.steps.filter((step) => !isWrapper(step))
  const judged = { ...result, attachments, labels: result.labels.map(nameLabel) }
  if (verdict === undefined) {
    const message = attempt.outcome === 'unjudged' ? judgedNothing : skipReason
    const statusDetails = message === undefined ? {} : { message }
    const status = attempt.outcome === 'passed' ? Status.PASSED : Status.SKIPPED
    return { ...judged, steps: own, status, statusDetails }
  }
  const status = statusOf(verdict.class)
  const steps = own.map((step) => judgeStep(step, status))
  const trace = attempt.trace ?? verdict.text
  const prefix = `${verdict.class}: `
  const statusDetails = { message: verdict.text, trace: trace.startsWith(prefix) ? trace : `${prefix}${trace}` }
  return { ...judged, steps, status, statusDetails }
}

/** A step that the reporter made up to hold one attachment. */
function isWrapper(step: StepResult): boolean {
  return step.status === undefined && step.attachments?.length === 1
}

function judgeStep(step: StepResult, status: Status): StepResult {
  const isFailed = step.status === Status.FAILED || step.status === Status.BROKEN
  return isFailed ? { ...step, status } : step
}

/** Tags such as `@severity=critical` become the label that Allure knows. */
function nameLabel(label: TestResult['labels'][number]): TestResult['labels'][number] {
  const tag = label.name === 'tag' ? /^@(severity|owner|requirement)=(.+)$/.exec(label.value) : null
  return tag === null ? label : { name: tag[1] ?? '', value: tag[2] ?? '' }
}
