// One leg: Kafka, the three services as processes of their own, all features through the environment `external`, and a
// look at what is left on the broker. What does not end by itself when it fails is ended by run.ts.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { endWithMe } from '../end-with-me.js'
import { type ScenarioCount, scenarioCount } from '../scenario-count.js'
import type { Distribution } from './distribution.js'
import { leftGroups } from './left-groups.js'
import type { Leg } from './legs.js'
import { secretsIn } from './secrets-in.js'
import { endServices, startServices, variablesOf } from './services.js'
import { startTarget } from './target.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Runs a leg in a folder of its own. Beside the scenarios it counts one for what is left behind or told. */
export async function runLeg(leg: Leg, distribution: Distribution, folder: string): Promise<ScenarioCount> {
  const target = await startTarget(leg, distribution, folder)
  console.log(`Apache Kafka ${distribution.version} answered after ${Math.round(target.readyMs)} ms`)
  const { hasOwnTopic, hasOpenFinance, hasSenders } = leg
  const services = await startServices({ bootstrap: target.bootstrap, hasOwnTopic, hasOpenFinance, hasSenders })
  const reports = join(folder, 'reports')
  const variables = { ...target.variables, ...variablesOf(services, hasOwnTopic) }
  const exitCode = await runFeatures(leg, reports, variables)
  const faults = [
    ...(await leftGroups(target.bootstrap)),
    ...(await endServices(services)),
    ...target.faults(),
    ...secretsIn(reports, target.secrets),
  ]
  await target.stop()
  for (const fault of faults) console.log(fault)
  const { passed, failed } = scenarioCount(reports)
  return {
    passed: passed + (faults.length === 0 ? 1 : 0),
    failed: (exitCode === 0 ? failed : Math.max(failed, 1)) + (faults.length === 0 ? 0 : 1),
  }
}

/** What says that there is one broker is left out where there are more, and what says that there are three is added. */
const withThreeBrokers = ['--tags', 'not @one-broker', 'features', 'test/apache-kafka/three-brokers.feature']

async function runFeatures(leg: Leg, reports: string, variables: Readonly<Record<string, string>>): Promise<unknown> {
  const how = ['--reader', leg.reader, '--parallel', String(leg.parallel), '--reports', reports]
  const what = leg.nodes === 1 ? (leg.paths ?? []) : withThreeBrokers
  const env = { ...process.env, ...variables }
  const args = ['bin/kata.js', 'run', '--env', 'external', ...how, ...what]
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' })
  endWithMe(child)
  const [exitCode] = await once(child, 'exit')
  return exitCode
}
