import { loadSettings, resolveSettings } from '../config/index.js'
import { sweepGroups } from '../doctor/index.js'
import { createMask } from '../shared/index.js'
import type { ExitCode } from '../verdict/index.js'
import { printFailure } from './failure.js'
import { maskOutput } from './mask-output.js'

/** What `kata janitor` says. */
export interface JanitorCommand {
  /** An environment of the settings file. */
  readonly environment?: string
  /** Deletes what is left over. @default false: shows it only */
  readonly yes?: boolean
}

/**
 * Shows the consumer groups that runs have left on the environment's Kafka, and deletes them if told to.
 *
 * It never rejects.
 *
 * @returns the exit code: 0 nothing is left over, 1 something is, 2 settings or arguments are wrong, 3 Kafka did not answer
 */
export async function janitor({ environment, yes = false }: JanitorCommand = {}): Promise<ExitCode> {
  const mask = createMask({ byPattern: true })
  const unmask = maskOutput(mask)
  try {
    const { settings, secrets } = resolveSettings(loadSettings({ environment }))
    for (const secret of secrets) mask.registerSecret(secret)
    const { text, isClean } = await sweepGroups(settings, { yes })
    process.stdout.write(`${text}\n`)
    return isClean ? 0 : 1
  } catch (error) {
    return printFailure(error, mask)
  } finally {
    unmask()
  }
}
