import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { kata } from './command-line.js'

describe('the command line', () => {
  it('prints its version', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
    expect(await kata('--version')).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' })
  })

  it('helps with every option and every exit code', async () => {
    const { exitCode, stdout } = await kata('run', '--help')
    for (const option of ['env', 'tags', 'name', 'parallel', 'shard', 'dry-run', 'reports', 'config']) {
      expect(stdout).toContain(`--${option} `)
    }
    for (const code of [0, 1, 2, 3, 130]) expect(stdout).toMatch(new RegExp(`^ {2}${code} +\\S`, 'm'))
    expect(exitCode).toBe(0)
  })

  it('refuses what it does not understand', async () => {
    expect(await kata('run', '--paralel', '2')).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: [
        'The command could not be understood.',
        "Unknown option '--paralel'. (Did you mean --parallel?)",
        'See `kata --help` and `kata run --help`.',
        'ARGUMENT_INVALID, see docs/errors.md',
        '',
      ].join('\n'),
    })
  })

  it('refuses a shard that there is not, and a number of workers that is none', async () => {
    const shard = await kata('run', '--shard', '4/3')
    expect(shard.stderr.split('\n').slice(1, 3)).toEqual([
      "Option '--shard <index/count>' argument '4/3' is invalid. It must be INDEX/COUNT, such as 1/3,",
      '  counted from 1.',
    ])
    expect(shard.exitCode).toBe(2)
    const parallel = await kata('run', '--parallel', '-1')
    expect(parallel.stderr.split('\n')[1]).toBe(
      "Option '--parallel <workers>' argument '-1' is invalid. It must be a number of processes, such as 2.",
    )
    expect(parallel.exitCode).toBe(2)
  })

  it('wants a command', async () => {
    const { exitCode, stderr } = await kata()
    expect(stderr).toMatch(/^The command could not be understood\.\nNo command was given\.\n/)
    expect(exitCode).toBe(2)
  })
})
