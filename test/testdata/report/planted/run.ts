// Runs the planted feature in two workers and writes all reports into the folder that is its argument.
import { dirname } from 'node:path'
import { PassThrough } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { loadConfiguration, runCucumber } from '@cucumber/cucumber/api'
import { createReports } from '../../../../support/report/index.js'
import { createMask } from '../../../../support/shared/index.js'

const cwd = dirname(fileURLToPath(import.meta.url))
const folder = process.argv[2] ?? ''
const mask = createMask({ byPattern: true })
mask.registerSecret('planted-password')
const reports = await createReports({
  folder: `${folder}/reports`,
  allureFolder: `${folder}/allure-results`,
  cwd: folder,
  mask,
  console: { stream: process.stdout, isTTY: false },
  runInfo: { id: 'planted', environment: 'embedded', facts: { citizen: '9123450040' } },
})
const provided = { paths: ['planted-9123450001.feature'], import: ['steps.js'], parallel: 2 }
const { runConfiguration } = await loadConfiguration({ file: false, provided }, { cwd })
// Cucumber's own formatter breaks on a scenario whose worker died, and prints in clear.
const stdout = new URL('../../../../support/run/silent-formatter.js', import.meta.url).href
const formats = { ...runConfiguration.formats, stdout }
const sink = new PassThrough().resume()
await runCucumber({ ...runConfiguration, formats }, { cwd, stdout: sink, stderr: sink }, (envelope) =>
  reports.write(envelope),
)
await reports.end({ warnings: ['a late message for 9123450041'] })
