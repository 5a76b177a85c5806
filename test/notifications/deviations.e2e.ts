// Every wrong behaviour of egov-notification-sms and egov-notification-mail is noticed by a scenario of
// features/notifications, which passes where nothing is wrong.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { notificationMailDeviations, notificationSmsDeviations } from '../../services/index.js'
import { kataRun, outcomesOf } from '../kata-run.js'

/** What is wrong, the scenario that notices it, and its verdict. */
const noticed = {
  sms: {
    'sends-nothing': ['The country code stands in front of the number', 'MISSING'],
    'sends-twice': ['The country code stands in front of the number', 'CONTRACT'],
    'sends-to-another-number': ['The country code stands in front of the number', 'MISSING'],
    'cuts-message': ['A text of any service is sent, whatever the case of its names', 'CONTRACT'],
    'sends-expired': ['A one-time password that has expired is diverted and not sent', 'MISSING'],
    'loses-expired': ['A one-time password that has expired is diverted and not sent', 'MISSING'],
    'ignores-blacklist': ['Nothing is sent to 5000000001, which is on the blacklist', 'CONTRACT'],
    'loses-failed': ['A text goes to the error topic when the gateway answers 500', 'MISSING'],
  },
  mail: {
    'sends-nothing': ['A mail reaches everybody in its list', 'MISSING'],
    'sends-twice': ['A mail reaches everybody in its list', 'CONTRACT'],
    'first-recipient-only': ['A mail reaches everybody in its list', 'CONTRACT'],
    'html-as-text': ['HTML arrives as HTML', 'CONTRACT'],
    'breaks-unicode': ['A mail reaches everybody in its list', 'CONTRACT'],
    'omits-subject': ['HTML arrives as HTML', 'CONTRACT'],
    'tries-once': ['A mail that the server puts off is tried again', 'MISSING'],
  },
} as const satisfies Record<'sms' | 'mail', Record<string, readonly [scenario: string, verdict: string]>>

const channels = ['sms', 'mail'] as const
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kata-senders-'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('the list names every wrong behaviour', () => {
  expect(Object.keys(noticed.sms).sort()).toEqual(Object.keys(notificationSmsDeviations).sort())
  expect(Object.keys(noticed.mail).sort()).toEqual(Object.keys(notificationMailDeviations).sort())
})

it('each is noticed by its scenario, which notices nothing where nothing is wrong', async () => {
  const expected = channels.flatMap((channel) => {
    const rows = Object.entries(noticed[channel])
    const scenarios = [...new Set(rows.map(([, [scenario]]) => scenario))]
    for (const [deviation] of [['nothing'], ...rows]) writeFeature(channel, String(deviation))
    return [
      ...scenarios.map((scenario) => `${channel} nothing: ${scenario}: passed`),
      ...rows.map(([deviation, [scenario, verdict]]) => `${channel} ${deviation}: ${scenario}: ${verdict}`),
    ]
  })
  const names = expected.map((line) => line.slice(0, line.lastIndexOf(':')))
  const parameters = names.flatMap((name) => ['--name', `^${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`])
  const ended = await kataRun('test/notifications', ...parameters, folder)
  const found = outcomesOf(ended).map(({ name, verdict }) => `${name}: ${verdict?.class ?? 'passed'}`)
  expect(found.sort()).toEqual(expected.sort())
})

/** The feature as it is, without its needs; every scenario has a sender of its own and names what is wrong with it. */
function writeFeature(channel: 'sms' | 'mail', deviation: string): void {
  const file = fileURLToPath(new URL(`../../features/notifications/${channel}.feature`, import.meta.url))
  const text = readFileSync(file, 'utf8')
    .replace(/^ *@needs=.*\n/gm, '')
    .replace(/^( *)Background:\n/m, `$&$1  Given an egov-notification-${channel} with "${deviation}" wrong\n`)
    .replace(/^( *Scenario(?: Outline)?:) /gm, `$1 ${channel} ${deviation}: `)
  writeFileSync(join(folder, `${channel}-${deviation}.feature`), text)
}
