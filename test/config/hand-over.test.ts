import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  appendLeftGroup,
  appendWarning,
  handOver,
  isWorkerProcess,
  type Run,
  readLeftGroups,
  readWarnings,
  receive,
  revokeHandOver,
  type UnresolvedSettings,
  withAddresses,
} from '../../support/config/index.js'

const run: Run = { id: 'm4k-1f3c', folder: '/nowhere', parallel: 2, shard: { index: 1, count: 3 } }
const unresolved: UnresolvedSettings = {
  environment: 'qa',
  file: 'kata.config.yaml',
  knownServices: ['egov-otp', 'user-otp'],
  given: {
    kafka: {
      embedded: true,
      sasl: { mechanism: 'scram-sha-512', username: 'kata', password: `\${env:KAFKA_PASSWORD}` },
    },
    services: { 'egov-otp': 'embedded' },
  },
}

describe('settings handed over', () => {
  it('cross with their references, never with the secret', () => {
    const env: Record<string, string | undefined> = { KAFKA_PASSWORD: 'open sesame' }
    handOver(unresolved, run, env)
    expect(Object.keys(env)).toEqual(['KAFKA_PASSWORD', 'KATA_RUN'])
    expect(env.KATA_RUN).toContain(`\${env:KAFKA_PASSWORD}`)
    expect(env.KATA_RUN).not.toContain('open sesame')
  })

  it('are resolved by the process that receives them', () => {
    const env: Record<string, string | undefined> = {}
    handOver(unresolved, run, env)
    const received = receive({ ...env, KAFKA_PASSWORD: 'open sesame' })
    expect(received.settings.kafka.sasl).toMatchObject({ password: 'open sesame' })
    expect(received.secrets).toEqual(['open sesame'])
    expect(received.run).toEqual(run)
  })

  it('carry the addresses of what was started', () => {
    const env: Record<string, string | undefined> = { KAFKA_PASSWORD: 'open sesame' }
    const services = { 'egov-otp': 'http://127.0.0.1:4001' }
    handOver(withAddresses(unresolved, { brokers: ['127.0.0.1:4000'], services }), run, env)
    const { settings } = receive(env)
    expect(settings.kafka.brokers).toEqual(['127.0.0.1:4000'])
    expect(settings.services).toEqual(services)
    expect(settings.doubles).toEqual([])
  })

  it('tell a worker its place among all workers and shards', () => {
    const env: Record<string, string | undefined> = { KAFKA_PASSWORD: 'open sesame' }
    handOver(unresolved, run, env)
    expect(receive(env).place).toEqual({ worker: 0, workers: 1, shard: 1, shards: 3 })
    const worker = { ...env, CUCUMBER_PARALLEL: 'true', CUCUMBER_WORKER_ID: '1', CUCUMBER_TOTAL_WORKERS: '2' }
    expect(receive(worker).place).toEqual({ worker: 1, workers: 2, shard: 1, shards: 3 })
    expect(isWorkerProcess(worker)).toBe(true)
    expect(isWorkerProcess(env)).toBe(false)
  })

  it('say that a run within a worker of another run is in no worker', () => {
    const env = { KAFKA_PASSWORD: 'x', CUCUMBER_PARALLEL: 'true', CUCUMBER_WORKER_ID: '3', CUCUMBER_TOTAL_WORKERS: '4' }
    handOver(unresolved, run, env)
    expect(receive(env).place).toEqual({ worker: 0, workers: 1, shard: 1, shards: 3 })
  })

  it('are missing after the run', () => {
    const env: Record<string, string | undefined> = {}
    handOver(unresolved, run, env)
    revokeHandOver(env)
    expect(() => receive(env)).toThrow(
      [
        'The steps could not learn which environment they run against.',
        'No run has handed its settings over: KATA_RUN is not set.',
        'Start the features with `kata run` or, from the folder of cucumber.js, with `npx cucumber-js`.',
      ].join('\n'),
    )
  })
})

describe('warnings', () => {
  it('of all workers are read, each once, even where one died while it wrote', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kata-test-warnings-'))
    const place = { worker: 0, workers: 2, shard: 0, shards: 1 }
    appendWarning({ run: { ...run, folder }, place }, 'a group was left behind')
    appendWarning({ run: { ...run, folder }, place: { ...place, worker: 1 } }, 'a group was left behind')
    appendWarning({ run: { ...run, folder }, place: { ...place, worker: 1 } }, 'two lines\nof text')
    writeFileSync(join(folder, 'warnings-2.jsonl'), '{"text":"whole"}\n{"text":"ha')
    writeFileSync(join(folder, 'other.txt'), '{"text":"no"}\n')
    expect(readWarnings(folder)).toEqual(['a group was left behind', 'two lines\nof text', 'whole'])
    rmSync(folder, { recursive: true })
  })

  it('are told apart from the groups that stay, of which each counts', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kata-test-left-'))
    const received = { run: { ...run, folder }, place: { worker: 0, workers: 1, shard: 0, shards: 1 } }
    appendLeftGroup(received, 'kata-1')
    appendWarning(received, 'a warning')
    appendLeftGroup({ ...received, place: { ...received.place, worker: 1 } }, 'kata-2')
    expect([readWarnings(folder), readLeftGroups(folder)]).toEqual([['a warning'], ['kata-1', 'kata-2']])
    rmSync(folder, { recursive: true })
  })

  it('of a run that is over are dropped', () => {
    const place = { worker: 0, workers: 1, shard: 0, shards: 1 }
    expect(() => appendWarning({ run: { ...run, folder: '/nowhere/at/all' }, place }, 'late')).not.toThrow()
  })
})
