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
      // One that could not be started never ends, and while some end, others may be started.
      const started = () => [...living].filter(({ pid }) => pid !== undefined)
      for (let children = started(); children.length > 0; children = started()) await Promise.all(children.map(kill))
    },
    dispose() {
      unsubscribe(channel, onProcess)
    },
  }
}

function kill(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGKILL')
  })
}
