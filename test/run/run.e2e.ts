import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Ended, isRunning, runCucumber, startRun } from './start-kata.js'

const limit = 60_000

function expectNothingLeft({ notes }: Ended): void {
  expect(notes.filter(({ pid }) => isRunning(pid))).toEqual([])
  expect(notes.filter(({ folder }) => existsSync(folder))).toEqual([])
}

describe.concurrent('kata run', { timeout: limit }, () => {
  it('brings up what the environment says, runs, reports, and leaves nothing behind', async () => {
    const ended = await startRun(['features/environment.feature', 'features/passes.feature:6']).ended
    expect(ended.stderr).toBe('')
    expect(ended.stdout).toBe(
      [
        '1/2  passed          features/environment.feature:4  All that was started listens  (<n> s)',
        '2/2  passed          features/passes.feature:6  Another step that passes  (<n> s)',
        '',
        '2 scenarios: 2 passed',
        'environment embedded, <time> to <time> UTC, <n> s',
        'reports:',
        '  index     <reports>/index.html',
        '  page      <reports>/report.html',
        '  JUnit     <reports>/junit.xml',
        '  messages  <reports>/messages.ndjson',
        '  Allure    <reports>/allure-results',
        '',
      ].join('\n'),
    )
    expect(ended.exitCode).toBe(0)
    expect(ended.notes).toHaveLength(1)
    expectNothingLeft(ended)
  })

  it('tells of Examples without a row, by which nothing was run', async () => {
    const ended = await startRun(['../empty/empty.feature']).ended
    expect(ended.stdout).toContain('1 scenario: 1 passed')
    expect(ended.stdout.replace(/\s+/g, ' ')).toContain(
      'empty/empty.feature:6 have no row: nothing of "Nothing to run this with" was run by them.',
    )
  })

  it('in workers loses no scenario silently, and masks what they print', async () => {
    const ended = await startRun(['--tags', '@worker-dies or @prints', '--parallel', '2']).ended
    expect(ended.stdout).toContain('printed: 98••••••78\n')
    expect(ended.stdout).toMatch(/INFRASTRUCTURE {2}features\/faults\.feature:\d+ {2}A step that ends its worker/)
    expect(ended.stdout).toContain('2 scenarios: 1 passed, 1 failed (1 INFRASTRUCTURE)\n')
    expect(`${ended.stdout}${ended.stderr}`).not.toContain('9812345678')
    expect(ended.exitCode).toBe(3)
    expectNothingLeft(ended)
  })

  it('in a dry run starts no environment and finds undefined and ambiguous steps', async () => {
    const ended = await startRun(['--dry-run', '--env', 'away', '--parallel', '2']).ended
    expect(ended.stdout).toMatch(/No step is defined for.*nobody wrote this for 98••••••78/)
    expect(ended.stdout).toMatch(/More than one step is defined for.*it is written twice/)
    expect(ended.stderr).toBe('')
    expect(ended.notes).toEqual([])
    expect(ended.exitCode).toBe(2)
  })

  it('ends with 2 where an error was thrown outside of all steps', async () => {
    const ended = await startRun(['--tags', '@crash or @prints']).ended
    expect(ended.stdout).toContain('printed: 98••••••78\n')
    expect(ended.stdout).toContain('2 scenarios: 2 passed\n')
    expect(ended.stderr).toMatch(
      /^Something failed outside of all steps; no scenario waited for it\.\nError: too late for 98••••••78\n/,
    )
    expect(ended.exitCode).toBe(2)
  })

  it('ends with 2 where a hook of the run fails', async () => {
    const ended = await startRun(['--config', '../hooks/cucumber.js']).ended
    expect(ended.stdout).toContain(
      'The hook "prepares 98••••••78" of the run failed.\n    not prepared for 98••••••78\n',
    )
    expect(ended.stdout).toContain('1 hook of the run failed')
    expect(ended.stderr).toBe('')
    expect(ended.exitCode).toBe(2)
  })

  it('ends with 3 before the first scenario where Kafka cannot be reached', async () => {
    const ended = await startRun(['--env', 'away']).ended
    expect(ended.stdout).toBe('')
    expect(ended.stderr).toBe(
      [
        'Kafka could not be reached, so no scenario was started.',
        '  127.0.0.1:1  refused the connection, nobody listens there (ECONNREFUSED)',
        'Start Kafka, or correct kafka.brokers of this environment in the settings file.',
        'KAFKA_UNREACHABLE, see docs/errors.md',
        '',
      ].join('\n'),
    )
    expect(ended.exitCode).toBe(3)
  })

  it('ends although a step has left something open, and says so', async () => {
    const ended = await startRun(['--tags', '@holds']).ended
    expect(ended.stderr).toBe(
      'Something was left open (Timeout): the process is ended. Close what steps open in a hook.\n',
    )
    expect(ended.exitCode).toBe(0)
  })

  it('says that it cannot write reports', async () => {
    const ended = await startRun(['features/passes.feature', '--reports', 'cucumber.js']).ended
    expect(ended.stderr).toContain('REPORT_NOT_WRITTEN, see docs/errors.md\n')
    expect(ended.exitCode).toBe(3)
  })

  it('ends with 2 where the steps cannot be loaded', async () => {
    const ended = await startRun(['--config', '../broken/cucumber.js']).ended
    expect(ended.stdout).toBe('')
    expect(ended.stderr).toMatch(/^The step definitions could not be loaded, so no scenario was started\.\n/)
    expect(ended.stderr).toMatch(/\nSTEPS_NOT_LOADED, see docs\/errors\.md\n$/)
    expect(ended.exitCode).toBe(2)
  })
})

describe.concurrent('a run that is interrupted', { timeout: limit }, () => {
  it('completes its reports, takes its workers down and ends with 130', async () => {
    const run = startRun(['--tags', '@hangs', '--parallel', '2'])
    await run.hanging(2)
    run.process.kill('SIGINT')
    const ended = await run.ended
    expect(ended.exitCode).toBe(130)
    expect(ended.stderr).toBe('\nInterrupted: the run is being ended. Ctrl-C again ends it at once.\n')
    expect(ended.stdout).toBe(
      [
        '1/2  skipped         features/faults.feature:38  A step that never ends  (<n> s)',
        '    The run was interrupted.',
        '2/2  skipped         features/faults.feature:42  Another step that never ends  (<n> s)',
        '    The run was interrupted.',
        '',
        'The run was interrupted.',
        '2 scenarios: 2 skipped',
        'environment embedded, <time> to <time> UTC, <n> s',
        'reports:',
        '  index     <reports>/index.html',
        '  page      <reports>/report.html',
        '  JUnit     <reports>/junit.xml',
        '  messages  <reports>/messages.ndjson',
        '  Allure    <reports>/allure-results',
        '',
      ].join('\n'),
    )
    expect(ended.report('junit.xml').match(/<skipped/g)).toHaveLength(2)
    expect(new Set(ended.notes.map(({ pid }) => pid)).size).toBe(2)
    expectNothingLeft(ended)
  })
})

describe.concurrent('plain cucumber-js', { timeout: limit }, () => {
  it('brings up the same environment', async () => {
    const ended = await runCucumber(['features/environment.feature'])
    expect(ended.stderr).toBe('')
    expect(ended.stdout).toContain('1/1  passed          features/environment.feature:4  All that was started listens')
    expect(ended.exitCode).toBe(0)
    expectNothingLeft(ended)
  })

  it('does not pass where nothing was judged', async () => {
    const ended = await runCucumber(['--tags', '@nobody'])
    expect(ended.exitCode).toBe(2)
  })
})
