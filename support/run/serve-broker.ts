import type { ExitCode } from '../verdict/index.js'
import { serve } from './serve.js'

/** What `kata broker` says; everything may be left out. */
export interface BrokerCommand {
  /** @default 0, any free port */
  readonly port?: number
  /** How long the first rebalance of an empty group waits for more members. @default 0 */
  readonly initialRebalanceDelayMs?: number
}

/** Keeps an embedded broker up until a signal. @returns the exit code, as `serve` does */
export function serveBroker(command: BrokerCommand = {}): Promise<ExitCode> {
  return serve('broker', async () => {
    const { startBroker } = await import('../../broker/index.js')
    const broker = await startBroker(command)
    return { address: broker.bootstrap, close: () => broker.close() }
  })
}
