import type { Envelope } from '@cucumber/messages'
import { describe, expect, it } from 'vitest'
import { createLedger, type ExitFacts, exitCode, type Verdict, type VerdictClass } from '../../support/verdict/index.js'
import { Script } from '../report/script.js'

const feature = `Feature: F
  Scenario: first
    Given a step
    Then another step
  Scenario: second
    Given a step
`

const verdict = (name: VerdictClass, code: string = name): Verdict => ({
  class: name,
  code,
  text: `${name} text`,
  facts: {},
})
const failing = (value?: Verdict) => ({
  status: 'FAILED' as const,
  error: { type: 'MatchError', message: 'thrown' },
  ...(value === undefined ? {} : { verdict: value }),
})

function ledgerOf(envelopes: readonly Envelope[]) {
  const ledger = createLedger()
  for (const envelope of envelopes) ledger.record(envelope)
  return ledger
}

describe('the ledger', () => {
  it('knows the place and the outcome of every selected scenario', () => {
    const script = new Script(feature)
    script.scenario('first', [{}, {}])
    script.scenario('second', [failing(verdict('MISSING'))])
    const ledger = ledgerOf(script.finish(false))
    expect(ledger.scenarios().map(({ uri, line, name, outcome }) => `${uri}:${line} ${name} ${outcome}`)).toStrictEqual(
      ['features/script.feature:2 first passed', 'features/script.feature:5 second failed'],
    )
    expect(ledger.scenarios()[1]?.verdict).toStrictEqual(verdict('MISSING'))
    expect(ledger.facts()).toMatchObject({ selected: 2, passed: 1, failed: { MISSING: 1, CONTRACT: 0 }, skipped: 0 })
  })

  it('a scenario is unfinished until its end has come', () => {
    const script = new Script(feature)
    script.begin('first', [{}])
    expect(ledgerOf(script.envelopes).facts()).toMatchObject({ selected: 2, unfinished: 2, passed: 0 })
  })

  it('only the last attempt counts', () => {
    const script = new Script(feature)
    script.scenario('first', [failing(verdict('LATE')), { status: 'SKIPPED' }], { willBeRetried: true })
    script.scenario('first', [{}, {}], { attempt: 1 })
    const ledger = ledgerOf(script.envelopes)
    expect(ledger.scenarios()[0]).toMatchObject({ outcome: 'passed', attempt: 1 })
    expect(ledger.facts()).toMatchObject({ retried: 1, passed: 1, failed: { LATE: 0 } })
  })

  it('an attempt that was announced and never came is lost', () => {
    const script = new Script(feature)
    script.scenario('first', [{}, {}], { willBeRetried: true })
    script.scenario('second', [{}])
    const ledger = ledgerOf(script.finish())
    expect(ledger.finish()).toMatchObject({ passed: 1, failed: { INFRASTRUCTURE: 1 } })
  })

  it('the first failure of an attempt is its verdict, whatever a hook does after it', () => {
    const script = new Script(feature, { after: ['evidence'] })
    script.scenario('second', [failing(verdict('CONTRACT')), failing(verdict('INFRASTRUCTURE', 'KAFKA_LOST'))])
    expect(ledgerOf(script.envelopes).scenarios()[1]?.verdict).toStrictEqual(verdict('CONTRACT'))
  })

  it('a verdict counts for the step that attached it only', () => {
    const script = new Script(feature)
    script.scenario('first', [{ verdict: verdict('CONTRACT') }, failing()])
    expect(ledgerOf(script.envelopes).scenarios()[0]?.verdict).toStrictEqual({
      class: 'TEST',
      code: 'UNEXPECTED',
      text: [
        'A step failed with an error that was not expected: another step',
        'thrown',
        'features/script.feature:4',
        'Look at the stack trace in the report.',
      ].join('\n'),
      facts: {},
    })
  })

  it('an attachment that is no verdict is none', () => {
    const script = new Script(feature)
    const attachments = ['{', '[]', 'null', '{"class":"NONE","code":"x","text":"y"}', '{"class":"MISSING"}'].map(
      (text) => ({
        mediaType: 'application/vnd.kata.verdict+json',
        text,
      }),
    )
    script.scenario('second', [{ ...failing(), attachments }])
    expect(ledgerOf(script.envelopes).scenarios()[1]?.verdict?.code).toBe('UNEXPECTED')
  })

  it('a verdict is read from base64 too', () => {
    const script = new Script(feature)
    const bytes = Buffer.from(JSON.stringify(verdict('LATE')))
    script.scenario('second', [
      { ...failing(), attachments: [{ mediaType: 'application/vnd.kata.verdict+json', bytes }] },
    ])
    expect(ledgerOf(script.envelopes).facts().failed.LATE).toBe(1)
  })

  it('undefined, ambiguous and pending steps fail the scenario as TEST', () => {
    const script = new Script(feature)
    script.scenario('first', [{ status: 'UNDEFINED' }, { status: 'AMBIGUOUS' }])
    script.scenario('second', [{ status: 'PENDING' }])
    const ledger = ledgerOf(script.finish(false))
    expect(ledger.facts()).toMatchObject({ unmatchedSteps: 3, failed: { TEST: 2 } })
    expect(ledger.scenarios()).toMatchObject([
      {
        undefinedSteps: ['a step'],
        ambiguousSteps: ['another step'],
        pendingSteps: [],
        verdict: { code: 'STEP_UNDEFINED' },
      },
      { pendingSteps: ['a step'], verdict: { code: 'STEP_PENDING' } },
    ])
  })

  it('a scenario whose evidence knows of no judgement proves nothing, whatever word its steps begin with', () => {
    const then = 'Feature: F\n  Scenario: only\n    Then a subscription to "otp-sms"\n    * a request\n'
    const script = new Script(then, { after: ['evidence'] })
    script.scenario('only', [{}, {}, { evidence: { messages: [{ judged: 1 }], judged: 0 } }])
    expect(ledgerOf(script.finish()).finish()).toMatchObject({ passed: 0, unjudged: [{ name: 'only' }] })
  })

  it('a scenario whose message says that nothing was judged is not taken at that word', () => {
    const script = new Script(feature, { after: ['evidence'] })
    script.scenario('first', [{}, {}, { evidence: { messages: [{ judged: 0 }], judged: 1 } }])
    expect(ledgerOf(script.finish()).finish().unjudged).toEqual([])
  })

  it('a scenario that judged nothing counts neither as passed nor as skipped', () => {
    const script = new Script(feature, { after: ['evidence'] })
    script.scenario('first', [{}, {}, { evidence: { judged: 1 } }])
    script.scenario('second', [{}, { evidence: { judged: 0 } }])
    const facts = ledgerOf(script.finish()).finish()
    expect(facts).toMatchObject({ selected: 2, passed: 1, skipped: 0 })
    expect(facts.unjudged).toStrictEqual([{ uri: 'features/script.feature', line: 5, name: 'second' }])
  })

  it.each([
    { what: 'in which a sentence that judges stands as Given', evidence: { judged: 1 }, outcome: 'passed' },
    { what: 'whose evidence does not say', evidence: {}, outcome: 'passed' },
    { what: 'that failed', step: failing(verdict('CONTRACT')), outcome: 'failed' },
    { what: 'that was skipped', step: { status: 'SKIPPED' as const }, outcome: 'skipped' },
  ])('a scenario $what is no such', ({ step = {}, evidence = { judged: 0 }, outcome }) => {
    const script = new Script(feature, { after: ['evidence'] })
    script.scenario('second', [step, { evidence }])
    expect(ledgerOf(script.envelopes).scenarios()[1]).toMatchObject({ outcome })
  })

  it('a skipped scenario is counted by the service it lacked', () => {
    const script = new Script(feature, { before: ['needs'] })
    const skip = { service: 'egov-otp', reason: 'the environment "staging" has no egov-otp' }
    script.scenario('first', [{ status: 'SKIPPED', skip }, { status: 'SKIPPED' }, { status: 'SKIPPED' }])
    script.scenario('second', [{ status: 'SKIPPED' }, { status: 'SKIPPED' }])
    const ledger = ledgerOf(script.finish())
    expect(ledger.scenarios().map(({ outcome, skip: why }) => [outcome, why])).toStrictEqual([
      ['skipped', skip],
      ['skipped', undefined],
    ])
    expect([...ledger.facts().skippedByService]).toStrictEqual([['egov-otp', 1]])
  })

  it('a scenario without an end is lost with its worker', () => {
    const script = new Script(feature)
    script.begin('first', [{}])
    const ledger = ledgerOf(script.finish(false))
    expect(ledger.finish()).toMatchObject({ unfinished: 0, failed: { INFRASTRUCTURE: 2 } })
    expect(ledger.scenarios()[0]?.verdict).toStrictEqual({
      class: 'INFRASTRUCTURE',
      code: 'WORKER_LOST',
      text: [
        'The scenario did not end.',
        'The worker process that ran it ended first: features/script.feature:2',
        'Look for a crash above, for memory that ran out, or for a process.exit() in a step.',
      ].join('\n'),
      facts: {},
    })
  })

  it('a scenario that a failed hook of the run kept from running says so', () => {
    const script = new Script(feature)
    script.failRunHook('certificates', 'no such file')
    const ledger = ledgerOf(script.envelopes)
    expect(ledger.finish()).toMatchObject({ failed: { TEST: 2, INFRASTRUCTURE: 0 } })
    expect(ledger.facts().failedRunHooks).toStrictEqual([{ name: 'certificates', message: 'no such file' }])
    expect(ledger.scenarios()[0]?.verdict?.text).toBe(
      [
        'The scenario did not run.',
        'The hook "certificates" of the run failed before it: no such file',
        'features/script.feature:2',
        'Correct the hook, or what it needs.',
      ].join('\n'),
    )
  })

  it('an interrupted scenario is skipped, unless it had failed already', () => {
    const script = new Script(feature)
    script.begin('first', [failing(verdict('CONTRACT'))])
    const ledger = ledgerOf(script.envelopes)
    expect(ledger.finish({ interrupted: true })).toMatchObject({ skipped: 1, failed: { CONTRACT: 1 }, unfinished: 0 })
  })

  it('a file that does not parse is noted with its line', () => {
    const message = '(3:1): expected: #EOF'
    const source = { uri: 'features/broken.feature', location: { line: 3, column: 1 } }
    expect(ledgerOf([{ parseError: { source, message } }]).facts().parseErrors).toStrictEqual([
      { uri: 'features/broken.feature', line: 3, message },
    ])
  })

  it('envelopes of scenarios that nobody selected change nothing', () => {
    const timestamp = { seconds: 0, nanos: 0 }
    const ledger = ledgerOf([
      { testCase: { id: 'c', pickleId: 'unknown', testSteps: [] } },
      { testCaseStarted: { id: 's', testCaseId: 'c', attempt: 0, timestamp } },
      { testCaseFinished: { testCaseStartedId: 's', timestamp, willBeRetried: false } },
    ])
    expect(ledger.facts().selected).toBe(0)
  })
})

describe('the exit code', () => {
  const none = createLedger().facts()
  const calm: ExitFacts = {
    interrupted: false,
    usageError: false,
    environmentUp: true,
    success: true,
    dryRun: false,
    ledger: { ...none, selected: 1, passed: 1 },
  }
  const failed = (...names: VerdictClass[]) => {
    const counts = { ...none.failed }
    for (const name of names) counts[name] += 1
    return { ...calm, success: false, ledger: { ...calm.ledger, failed: counts } }
  }
  const parseError = { uri: 'x', line: 1, message: 'y' }

  it.each<[string, ExitFacts, number]>([
    ['everything passed', calm, 0],
    ['interrupted wins over everything', { ...failed('CONTRACT'), interrupted: true, usageError: true }, 130],
    ['wrong usage', { ...calm, usageError: true, environmentUp: false }, 2],
    ['a feature does not parse', { ...calm, ledger: { ...none, parseErrors: [parseError] } }, 2],
    [
      'an undefined step wins over a broken contract',
      { ...failed('CONTRACT'), ledger: { ...failed('CONTRACT').ledger, unmatchedSteps: 1 } },
      2,
    ],
    ['the environment was not reached', { ...calm, environmentUp: false, ledger: none }, 3],
    ['a broken contract', failed('CONTRACT'), 1],
    ['a missing message', failed('MISSING', 'TEST', 'INFRASTRUCTURE'), 1],
    ['a late message', failed('LATE'), 1],
    ['a wrong test wins over infrastructure', failed('TEST', 'INFRASTRUCTURE'), 2],
    [
      'a failed hook of the run',
      { ...calm, ledger: { ...calm.ledger, failedRunHooks: [{ name: '', message: '' }] } },
      2,
    ],
    ['nothing was selected', { ...calm, ledger: none }, 2],
    [
      'nothing was judged',
      { ...calm, ledger: { ...none, selected: 1, unjudged: [{ uri: 'x', line: 1, name: '' }] } },
      2,
    ],
    ['everything was skipped', { ...calm, ledger: { ...none, selected: 2, skipped: 2 } }, 2],
    ['everything was skipped in a dry run', { ...calm, dryRun: true, ledger: { ...none, selected: 2, skipped: 2 } }, 0],
    ['a failure that nothing explains', { ...calm, success: false }, 2],
    ['infrastructure alone', failed('INFRASTRUCTURE'), 3],
    [
      'only infrastructure was judged',
      { ...failed('INFRASTRUCTURE'), ledger: { ...failed('INFRASTRUCTURE').ledger, passed: 0 } },
      3,
    ],
    ['infrastructure explains a failure', { ...failed('INFRASTRUCTURE'), success: false }, 3],
  ])('%s', (_, run, code) => {
    expect(exitCode(run)).toBe(code)
  })
})
