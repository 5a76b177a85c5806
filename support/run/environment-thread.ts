// The thread of the environment: it gets a plan as its data, tells when the parts are up, and takes them down when it is
// sent how many milliseconds that may take.
import { parentPort, workerData } from 'node:worker_threads'
import { type RunningEnvironment, startParts } from './environment-parts.js'
import type { EnvironmentPlan } from './environment-plan.js'

/** What the thread tells. What goes wrong at the start ends it, with that error. */
export type ThreadMessage =
  | { readonly kind: 'started'; readonly addresses: RunningEnvironment['addresses'] }
  /** What was thrown where nobody took it. */
  | { readonly kind: 'crashed'; readonly error: unknown }
  | { readonly kind: 'closed'; readonly warnings: string[] }

export type ToldOf<K extends ThreadMessage['kind']> = Extract<ThreadMessage, { readonly kind: K }>

async function start(plan: EnvironmentPlan): Promise<void> {
  const running = await startParts(plan)
  parentPort?.once('message', async (timeoutMs: number) => {
    tell({ kind: 'closed', warnings: await running.close(timeoutMs) })
  })
  process.on('uncaughtException', (error) => tell({ kind: 'crashed', error }))
  tell({ kind: 'started', addresses: running.addresses })
}

function tell(message: ThreadMessage): void {
  parentPort?.postMessage(message)
}

void start(workerData as EnvironmentPlan)
