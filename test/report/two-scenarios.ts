// Two scenarios, one that passes and one that fails, as the tests of all reports play them.
import type { Envelope } from '@cucumber/messages'
import type { Verdict } from '../../support/verdict/index.js'
import { Script, type StepPlay } from './script.js'

export const feature = `@severity=critical
Feature: One-time passwords

  Scenario: passes
    Given a registered citizen
    Then an OTP is sent by SMS

  @flaky
  Scenario: fails
    Given a registered citizen
    Then an OTP is sent by SMS
`

/** The second scenario alone. */
export const failsOnly = `${feature.slice(0, feature.indexOf('  Scenario: passes'))}${feature.slice(feature.indexOf('  @flaky'))}`
export const passesOnly = feature.slice(0, feature.indexOf('  @flaky'))

export const missing: Verdict = {
  class: 'MISSING',
  code: 'MISSING',
  text: 'No message for mobile number 98••••••10 arrived on "otp-sms" within 5000 ms.\n  fence     0:1204',
  step: { text: 'an OTP is sent by SMS', file: 'features/script.feature', line: 11 },
  facts: { fence: { 0: 1204 } },
}

export const failing = (verdict?: Verdict, message = 'thrown'): StepPlay => ({
  status: 'FAILED',
  error: { type: 'MatchError', message },
  ...(verdict === undefined ? {} : { verdict }),
})

export function passAndFail(): readonly Envelope[] {
  const script = new Script(feature, { after: ['evidence'] })
  const evidence = { exchanges: [], subscriptions: [], messages: [], schemas: {} }
  script.scenario('passes', [{}, {}, { evidence }])
  script.scenario('fails', [{}, failing(missing), { evidence }])
  return script.finish(false)
}
