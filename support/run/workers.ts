// The worker processes that cucumber forks. It gives no handle on them, so Node's own channel for new processes does.
import type { ChildProcess } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'

export interface Workers {
  /** Kills those that still live; resolves when all of them are gone. */
  end(): Promise<void>
  dispose(): void
}

const channel = 'child_process'

/** Keeps track of every process that this one forks from now on. */
export function watchWorkers(): Workers {
  const living = new Set<ChildProcess>()
  const onProcess = (message: unknown) => {
    const { process: child } = message as { process: ChildProcess }
    living.add(child)
    child.once('exit', () => living.delete(child))
  }
  subscribe(channel, onProcess)
  return {
    async end() {
      const gone = [...living].map((child) => new Promise<void>((resolve) => child.once('exit', () => resolve())))
      for (const child of living) child.kill('SIGKILL')
      await Promise.all(gone)
    },
    dispose() {
      unsubscribe(channel, onProcess)
    },
  }
}
