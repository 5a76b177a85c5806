// `npm test`: types, lint, unit tests, whole runs, the features serially and in two workers, and that nothing is left.
// It stops at the first part that fails. The last line is the count of everything that was judged.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { marker, processesMarked, runFolders } from './left-overs.js'
import { scenarioCount } from './scenario-count.js'

const node = process.execPath
const scratch = mkdtempSync(join(tmpdir(), 'kata-test-'))
const vitest = 'node_modules/vitest/vitest.mjs'
const results = (name) => join(scratch, `${name}.json`)

const parts = [
  { name: 'types', command: ['node_modules/typescript/bin/tsc', '-p', '.'], count: once },
  { name: 'lint', command: ['node_modules/@biomejs/biome/bin/biome', 'check', '.'], count: once },
  ...['unit', 'e2e'].map((name) => ({
    name,
    command: [
      vitest,
      'run',
      ...configOf(name),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${results(name)}`,
    ],
    count: () => testCount(results(name)),
  })),
  {
    name: 'features',
    command: ['bin/kata.js', 'run', '--reports', join(scratch, 'serial')],
    count: () => scenarioCount(join(scratch, 'serial')),
  },
  {
    name: 'features in two workers',
    command: ['bin/kata.js', 'run', '--parallel', '2', '--reports', join(scratch, 'parallel')],
    count: () => scenarioCount(join(scratch, 'parallel')),
  },
  { name: 'nothing is left', command: ['-e', ''], count: leftOvers },
]

const before = new Set(runFolders())
const total = { passed: 0, failed: 0 }
for (const { name, command, count } of parts) {
  console.log(`\n── ${name}`)
  const { status } = spawnSync(node, command, { stdio: 'inherit', env: { ...process.env, [marker]: scratch } })
  const { passed, failed } = count(status)
  total.passed += passed
  total.failed += status === 0 ? failed : Math.max(failed, 1)
  if (total.failed > 0) break
}
rmSync(scratch, { recursive: true, force: true })
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1

function configOf(name) {
  return name === 'e2e' ? ['--config', 'vitest.e2e.config.ts'] : []
}

function once(status) {
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

function testCount(file) {
  const { numPassedTests, numFailedTests, numFailedTestSuites } = readJson(file)
  return { passed: numPassedTests ?? 0, failed: numFailedTests || numFailedTestSuites || 0 }
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return { numFailedTests: 1 }
  }
}

/** No folder of a run, and no process of ours: what the parts started ended with them. */
function leftOvers() {
  const folders = runFolders().filter((name) => !before.has(name) && join(tmpdir(), name) !== scratch)
  const left = [...folders, ...processesMarked(scratch)]
  for (const name of left) console.log(`left behind: ${name}`)
  return left.length === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}
