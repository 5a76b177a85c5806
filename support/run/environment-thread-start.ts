// The thread of an environment, as the run sees it: broker and doubles have a processor beside that of scenarios and
// reports, as services elsewhere have. The thread ends with the process, however that ends.
import { Worker } from 'node:worker_threads'
import { Deadline } from '../shared/index.js'
import type { RunningEnvironment } from './environment-parts.js'
import type { EnvironmentPlan } from './environment-plan.js'
import type { ThreadMessage, ToldOf } from './environment-thread.js'

/** Beside the time that the parts have to go down. */
const answerMs = 1000

/**
 * Starts what the plan says; rejects, with the thread's end, where it does not come up. What a part throws later, outside
 * of all requests, is thrown in this process, as nobody's.
 */
export async function startThread(
  plan: EnvironmentPlan,
  entry = new URL('environment-thread-entry.js', import.meta.url),
): Promise<RunningEnvironment> {
  const thread = new Worker(entry, {
    workerData: plan,
    execArgv: [],
    // Most of what broker and doubles make is gone with the request.
    resourceLimits: { maxYoungGenerationSizeMb: 16 },
  })
  try {
    const { addresses } = await answerOf(thread, 'started')
    thread.on('message', throwCrash)
    thread.on('error', throwError)
    return { addresses, close: (timeoutMs) => closeThread(thread, timeoutMs) }
  } catch (error) {
    await thread.terminate()
    throw error
  }
}

async function closeThread(thread: Worker, timeoutMs: number): Promise<string[]> {
  const closed = answerOf(thread, 'closed').then(
    ({ warnings }) => warnings,
    (error: Error) => [`The environment was not taken down: ${error.message}`],
  )
  thread.postMessage(timeoutMs)
  const late = () => [`The environment was not taken down within ${timeoutMs} ms.`]
  const warnings = await new Deadline(timeoutMs + answerMs).race(closed, late)
  await thread.terminate()
  return warnings
}

/** Settles with the next message of that kind; rejects where the thread has ended, or ends before. */
function answerOf<K extends ThreadMessage['kind']>(thread: Worker, kind: K): Promise<ToldOf<K>> {
  return new Promise((resolve, reject) => {
    const end = () => reject(new Error('its thread has ended'))
    thread.on('message', (message: ThreadMessage) => {
      if (message.kind === kind) resolve(message as ToldOf<K>)
    })
    thread.once('error', reject)
    thread.once('exit', end)
    if (thread.threadId === -1) end()
  })
}

function throwCrash(message: ThreadMessage): void {
  if (message.kind === 'crashed') throw message.error
}

function throwError(error: Error): void {
  throw error
}
