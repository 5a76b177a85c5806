import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const steps = [
  'Given a registered citizen',
  'And a subscription to "otp-sms"',
  'When a "login" OTP is requested',
  'Then the OTP request is accepted',
  'And an OTP is sent by SMS',
  'And the message conforms to its contract',
  'And the OTP is valid',
]

/** Writes a feature with so many login scenarios, as the README shows them, into a folder; returns its path. */
export function writeLoginFeature(folder: string, scenarios: number): string {
  const texts = Array.from({ length: scenarios }, (_, n) =>
    [`  Scenario: Citizen ${n + 1} logs in and receives an OTP`, ...steps.map((step) => `    ${step}`)].join('\n'),
  )
  const file = join(folder, `logins-${scenarios}.feature`)
  writeFileSync(file, `Feature: Logins\n\n${texts.join('\n\n')}\n`)
  return file
}
