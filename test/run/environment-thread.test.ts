// The thread of an environment that does not do as it should; test/run/environment.test.ts has one that does.
import { expect, it, onTestFinished } from 'vitest'
import type { EnvironmentPlan } from '../../support/run/environment-plan.js'
import { startThread } from '../../support/run/environment-thread-start.js'

const plan: EnvironmentPlan = {
  environment: 'test',
  broker: undefined,
  brokers: [],
  doubles: [],
  controls: [],
  services: {},
  registered: /(?!)/,
  topics: {},
}

const up = "parentPort.postMessage({ kind: 'started', addresses: { services: { a: 'http://127.0.0.1:1' } } });"

/** A thread of these lines. */
function startOn(...lines: readonly string[]) {
  const source = ["import { parentPort, workerData } from 'node:worker_threads'", ...lines].join('\n')
  return startThread(plan, new URL(`data:text/javascript,${encodeURIComponent(source)}`))
}

it('is not up where a part fails, and says what the part said', async () => {
  await expect(startOn("Promise.reject(new Error('the port is taken'))")).rejects.toThrow('the port is taken')
})

it('is not up where the thread ends before', async () => {
  await expect(startOn('process.exit(0)')).rejects.toThrow('its thread has ended')
})

it('has the plan', async () => {
  const running = await startOn(
    "parentPort.postMessage({ kind: 'started', addresses: { services: { a: String(workerData.registered) } } })",
    "parentPort.once('message', () => parentPort.postMessage({ kind: 'closed', warnings: ['one'] }))",
  )
  expect(running.addresses).toEqual({ services: { a: '/(?!)/' } })
  expect(await running.close(1000)).toEqual(['one'])
})

it('says that it was not taken down where the thread says nothing, or is gone', async () => {
  const silent = await startOn(up, "parentPort.on('message', () => {})")
  expect(await silent.close(0)).toEqual(['The environment was not taken down within 0 ms.'])
  const gone = await startOn(up, "parentPort.once('message', () => process.exit(0))")
  expect(await gone.close(1000)).toEqual(['The environment was not taken down: its thread has ended'])
  expect(await gone.close(1000)).toEqual(['The environment was not taken down: its thread has ended'])
})

it('what a part throws when it is up is thrown in the process of the run', async () => {
  const thrown = nextUncaught()
  const running = await startOn(
    up,
    "parentPort.postMessage({ kind: 'crashed', error: new Error('a part has failed') })",
    "parentPort.on('message', () => parentPort.postMessage({ kind: 'closed', warnings: [] }))",
  )
  expect(await thrown).toMatchObject({ message: 'a part has failed' })
  expect(await running.close(1000)).toEqual([])
})

/** Takes the place of whoever listens, for this test. */
function nextUncaught(): Promise<unknown> {
  const others = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException')
  onTestFinished(() => {
    process.removeAllListeners('uncaughtException')
    for (const other of others) process.on('uncaughtException', other)
  })
  return new Promise((resolve) => process.once('uncaughtException', resolve))
}
