import { loadSettings, resolveSettings, type Settings } from '../config/index.js'
import { countFindings, examine, type Finding, failureFinding, ok, tellFinding } from '../doctor/index.js'
import { createMask, KataError, type Mask } from '../shared/index.js'
import type { ExitCode } from '../verdict/index.js'
import { startEnvironment } from './environment.js'
import { printFailure } from './failure.js'
import { maskOutput } from './mask-output.js'
import { checkTopicNames } from './topic-names.js'

/** What `kata doctor` says. */
export interface DoctorCommand {
  /** An environment of the settings file. */
  readonly environment?: string
}

/**
 * Examines an environment and prints one line for each check; an embedded one is started for it and taken down.
 *
 * It never rejects.
 *
 * @returns the exit code: 0 no problem was found, 2 the settings cannot be used, 3 any other problem
 */
export async function doctor({ environment }: DoctorCommand = {}): Promise<ExitCode> {
  const mask = createMask({ byPattern: true })
  const unmask = maskOutput(mask)
  const findings: Finding[] = []
  const tell = (finding: Finding) => {
    findings.push(finding)
    process.stdout.write(`${tellFinding(finding)}\n`)
  }
  try {
    const exitCode = await examineEnvironment(environment, { mask, tell })
    process.stdout.write(`${countFindings(findings)}\n`)
    if (exitCode !== 0) return exitCode
    return findings.some(({ mark }) => mark === 'problem') ? 3 : 0
  } catch (error) {
    return printFailure(error, mask)
  } finally {
    unmask()
  }
}

interface Surroundings {
  readonly mask: Mask
  readonly tell: (finding: Finding) => void
}

/** @returns not 0 where there was nothing to examine */
async function examineEnvironment(environment: string | undefined, { mask, tell }: Surroundings): Promise<ExitCode> {
  try {
    const loaded = loadSettings({ environment })
    checkTopicNames(loaded)
    const { settings, secrets } = resolveSettings(loaded)
    for (const secret of secrets) mask.registerSecret(secret)
    tell(ok('settings', `Environment "${settings.environment}": every reference leads to a value.`))
    await (settings.kafka.embedded ? examineEmbedded(settings, tell) : examine(settings, { tell }))
    return 0
  } catch (error) {
    if (!(error instanceof KataError)) throw error
    const isSettings = error.class === 'TEST'
    tell(failureFinding(isSettings ? 'settings' : 'environment', error))
    return isSettings ? 2 : 3
  }
}

const closeTimeoutMs = 5000

async function examineEmbedded(settings: Settings, tell: Surroundings['tell']): Promise<void> {
  const running = await startEnvironment(settings)
  try {
    const { brokers = [], services } = running.addresses
    const kafka = { ...settings.kafka, brokers }
    await examine({ ...settings, kafka, services: { ...settings.services, ...services } }, { tell })
  } finally {
    await running.close(closeTimeoutMs)
  }
}
