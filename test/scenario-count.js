import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** How many scenarios of a run passed and failed, by its JUnit report; none where there is no report. */
export function scenarioCount(reportsFolder) {
  const [suite = ''] = /<testsuite [^>]*>/.exec(read(join(reportsFolder, 'junit.xml'))) ?? []
  const [all, failed, skipped] = ['tests', 'failures', 'skipped'].map((name) => numberOf(suite, name))
  return { passed: all - failed - skipped, failed }
}

function numberOf(suite, name) {
  return Number(new RegExp(` ${name}="(\\d+)"`).exec(suite)?.[1] ?? 0)
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
