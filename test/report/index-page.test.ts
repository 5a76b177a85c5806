import { expect, test } from 'vitest'
import { Script } from './script.js'
import { failing, feature, missing } from './two-scenarios.js'
import { writeReports } from './written.js'

async function pageOf(script: Script): Promise<string> {
  const { files } = await writeReports(script.finish(false))
  return files.get('reports/index.html')?.toString('utf8') ?? ''
}

test('the first page tells how the run went, and names what failed with its class and first line', async () => {
  const script = new Script(feature)
  script.scenario('passes', [{}, {}])
  script.scenario('fails', [{}, failing(missing)])
  const page = await pageOf(script)
  expect(page).toContain('2 scenarios: 1 passed, 1 failed (1 MISSING)\nenvironment embedded, ')
  expect(page).toContain(
    '<h2>Failed</h2>\n<table>\n<tr><td>fails<td>features/script.feature:9' +
      '<td>MISSING: No message for mobile number 98••••••10 arrived on &quot;otp-sms&quot; within 5000 ms.\n</table>',
  )
  expect(page).not.toContain('<h2>Skipped</h2>')
})

test('every file of the run has a link that works from the folder, and says what it is for', async () => {
  const script = new Script(feature)
  script.scenario('passes', [{}, {}])
  const links = [...(await pageOf(script)).matchAll(/<a href="([^"]*)">/g)].map(([, link]) => link)
  expect(links).toEqual(['report.html', 'junit.xml', 'messages.ndjson', '../allure-results', 'allure.html'])
})

test('what a scenario is called does not become part of the page', async () => {
  const script = new Script('Feature: F\n\n  Scenario: <script>alert(1)</script>\n    Given a step\n')
  script.scenario('<script>alert(1)</script>', [failing(missing)])
  const page = await pageOf(script)
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(page).not.toContain('<script>')
})
