import { describe, expect, it } from 'vitest'
import { Script } from './script.js'
import { failing, failsOnly, missing, passAndFail, passesOnly } from './two-scenarios.js'
import { writeReports } from './written.js'

describe('JUnit', () => {
  it('has the class as type, the explanation as message, and the stack below it', async () => {
    const { suite } = await writeReports(passAndFail())
    expect(suite).toMatchObject({ name: 'kafka-kata (embedded)', tests: '2', failures: '1', skipped: '0' })
    expect(suite.testcase?.[0]?.failure).toBeUndefined()
    expect(suite.testcase?.[1]?.failure).toStrictEqual({
      type: 'MISSING',
      message: missing.text.replace('\n', '&#xA;'),
      '#text': `MISSING: ${missing.text}\n    at World.<anonymous> (steps/otp.steps.ts:12:3)\nevidence: report.html, beside this file`,
    })
  })

  it('keeps what happened first when a hook fails in turn', async () => {
    const script = new Script(failsOnly, { after: ['evidence'] })
    script.scenario('fails', [{}, failing(missing), failing(undefined, 'evidence is not there')])
    const { suite } = await writeReports(script.finish(false))
    expect(suite.testcase?.[0]?.failure?.type).toBe('MISSING')
  })

  it('shows the reason of a skipped scenario', async () => {
    const script = new Script(passesOnly, { before: ['needs'] })
    const skip = { service: 'egov-otp', reason: 'The environment has no service "egov-otp".' }
    script.scenario('passes', [{ status: 'SKIPPED', skip }, { status: 'SKIPPED' }, { status: 'SKIPPED' }])
    const { suite } = await writeReports(script.finish())
    expect(suite.testcase?.[0]?.skipped).toBe('The environment has no service "egov-otp".')
  })

  it('shows a scenario that judged nothing as skipped', async () => {
    const script = new Script('Feature: F\n  Scenario: prepares\n    Given a step\n', { after: ['evidence'] })
    script.scenario('prepares', [{}, { evidence: { judged: 0 } }])
    const { suite } = await writeReports(script.finish())
    expect(suite).toMatchObject({ tests: '1', failures: '0', skipped: '1' })
    expect(suite.testcase?.[0]?.skipped).toBe('No step of the scenario judges anything: it proves nothing. Add a Then.')
  })

  it('stays well-formed whatever a message holds', async () => {
    const text = ']]> <a href="&"> \u0000\u001b\ud800 \u202e ✓'
    const script = new Script(failsOnly)
    script.scenario('fails', [failing({ ...missing, text }), { status: 'SKIPPED' }])
    const { suite } = await writeReports(script.finish(false))
    expect(suite.testcase?.[0]?.failure?.['#text']).toContain('<a href="&">')
  })
})
