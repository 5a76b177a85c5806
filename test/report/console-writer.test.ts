import { describe, expect, it } from 'vitest'
import { Script } from './script.js'
import { failing, failsOnly, feature, missing, passAndFail } from './two-scenarios.js'
import { writeReports } from './written.js'

describe('the console', () => {
  it('shows every scenario as it ends, the explanation of a failure, and a summary', async () => {
    const { console } = await writeReports(passAndFail(), { end: { warnings: ['1 group was not deleted'] } })
    expect(console).toBe(`1/2  passed          features/script.feature:4  passes  (700 ms)
2/2  MISSING         features/script.feature:9  fails  (700 ms)

    No message for mobile number 98••••••10 arrived on "otp-sms" within 5000 ms.
      fence     0:1204
    step: an OTP is sent by SMS  (features/script.feature:11)


2 scenarios: 1 passed, 1 failed (1 MISSING)
environment embedded, 2026-11-22 10:00:01 to 2026-11-22 10:00:03 UTC, 1.5 s
warning: 1 group was not deleted
reports:
  index     reports/index.html
  page      reports/report.html
  JUnit     reports/junit.xml
  messages  reports/messages.ndjson
  Allure    allure-results
`)
  })

  it('colours the outcome, and nothing else, where colour is wanted', async () => {
    const { console } = await writeReports(passAndFail(), { colour: true })
    expect(console.split('\n')[0]).toBe(
      '1/2  \u001b[32mpassed        \u001b[0m  features/script.feature:4  passes  (700 ms)',
    )
    const codes = console.split('\u001b').slice(1)
    expect(codes.map((code) => code.slice(0, code.indexOf('m') + 1))).toStrictEqual(['[32m', '[0m', '[31m', '[0m'])
  })

  it('shows retries, reasons for skipping, hooks of the run and files that do not parse', async () => {
    const script = new Script(feature, { before: ['needs'] })
    script.failRunHook('certificates', 'no such file')
    const skip = { service: 'egov-otp', reason: 'The environment "staging" has no service "egov-otp".' }
    script.scenario('passes', [{ status: 'SKIPPED', skip }, { status: 'SKIPPED' }, { status: 'SKIPPED' }])
    script.scenario('fails', [{}, {}, failing(missing)], { willBeRetried: true })
    script.scenario('fails', [{}, {}, {}], { attempt: 1 })
    const source = { uri: 'features/broken.feature', location: { line: 3 } }
    script.envelopes.push({ parseError: { source, message: '(3:1): expected: #EOF' } })
    const { console } = await writeReports(script.finish())
    expect(console).toBe(`
The hook "certificates" of the run failed.
    no such file

1/2  skipped         features/script.feature:4  passes  (700 ms)
    The environment "staging" has no service "egov-otp".
1/2  MISSING         features/script.feature:9  fails  (700 ms, is tried again)

    No message for mobile number 98••••••10 arrived on "otp-sms" within 5000 ms.
      fence     0:1204
    step: an OTP is sent by SMS  (features/script.feature:11)

2/2  passed          features/script.feature:9  fails  (700 ms)
features/broken.feature:3 does not parse.
    (3:1): expected: #EOF

2 scenarios: 1 passed, 1 skipped
  skipped for want of service "egov-otp": 1 scenario
  needed more than one attempt: 1 scenario
  1 feature file did not parse
  1 hook of the run failed
environment embedded, 2026-11-22 10:00:01 to 2026-11-22 10:00:03 UTC, 1.5 s
reports:
  index     reports/index.html
  page      reports/report.html
  JUnit     reports/junit.xml
  messages  reports/messages.ndjson
  Allure    allure-results
`)
  })

  it('names the scenarios in which nothing was judged', async () => {
    const script = new Script('Feature: F\n  Scenario: prepares\n    Given a step\n', { after: ['evidence'] })
    script.scenario('prepares', [{}, { evidence: { judged: 0 } }])
    const { console } = await writeReports(script.finish())
    expect(console).toContain(`1/1  unjudged        features/script.feature:2  prepares  (500 ms)

1 scenario: 1 without a judgement
  nothing was judged in these, so they prove nothing: give them a Then
    features/script.feature:2  prepares
environment`)
  })

  it('shows control characters of a message as escapes', async () => {
    const script = new Script(failsOnly)
    const text = 'closest\u001b[2J\r\n  value\u202e "\tx\u0007"'
    script.scenario('fails', [failing({ class: 'LATE', code: 'LATE', text, facts: {} }), { status: 'SKIPPED' }])
    const { console } = await writeReports(script.finish(false))
    expect(console).toContain('\n    closest\\u001b[2J\n      value\\u202e "\tx\\u0007"\n')
  })
})
