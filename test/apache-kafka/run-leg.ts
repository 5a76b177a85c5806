// One leg: Kafka, the three services as processes of their own, all features through the environment `external`, and a
// look at what is left on the broker. What does not end by itself when it fails is ended by run.ts.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import kafkajs from 'kafkajs'
import { groupsAt } from '../groups-at.js'
import { kataServed, type Standing } from '../kata-served.js'
import { type ScenarioCount, scenarioCount } from '../scenario-count.js'
import type { Leg } from './arguments.js'
import type { Distribution } from './distribution.js'
import { startKafka } from './start-kafka.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const registered = '98#######1,98#######2'

/** Runs a leg in a folder of its own. Beside the scenarios it counts one for what is left behind. */
export async function runLeg(leg: Leg, distribution: Distribution, folder: string): Promise<ScenarioCount> {
  const properties = { 'group.initial.rebalance.delay.ms': leg.joinDelayMs }
  const kafka = await startKafka(distribution, { folder: join(folder, 'kafka'), properties })
  console.log(`Apache Kafka ${distribution.version} answered after ${Math.round(kafka.readyMs)} ms`)
  if (leg.topic !== undefined) await createTopic(kafka.bootstrap, leg.topic)
  const services = await startServices(kafka.bootstrap, leg.topic)
  const reports = join(folder, 'reports')
  const exitCode = await runFeatures(leg, reports, {
    KAFKA_BROKERS: kafka.bootstrap,
    USER_OTP_URL: services.userOtp.address,
    EGOV_OTP_URL: services.egovOtp.address,
    EGOV_USER_URL: services.egovUser.address,
    KATA_OTP_TOPIC: leg.topic ?? '',
    KATA_TENANT_ID: 'pb.amritsar',
    KATA_REGISTERED_MOBILES: registered,
    KATA_UNREGISTERED_MOBILES: '97########',
  })
  const faults = [...(await leftGroups(kafka.bootstrap)), ...(await endServices(Object.values(services)))]
  await kafka.stop()
  for (const fault of faults) console.log(fault)
  const { passed, failed } = scenarioCount(reports)
  return {
    passed: passed + (faults.length === 0 ? 1 : 0),
    failed: (exitCode === 0 ? failed : Math.max(failed, 1)) + (faults.length === 0 ? 0 : 1),
  }
}

async function createTopic(bootstrap: string, topic: string): Promise<void> {
  const admin = new kafkajs.Kafka({ brokers: [bootstrap], logLevel: kafkajs.logLevel.NOTHING }).admin()
  await admin.connect()
  await admin.createTopics({ topics: [{ topic, numPartitions: 3 }] })
  await admin.disconnect()
}

type Services = Readonly<Record<'egovOtp' | 'egovUser' | 'userOtp', Standing>>

async function startServices(bootstrap: string, topic: string | undefined): Promise<Services> {
  const egovOtp = await kataServed('service', 'egov-otp')
  const toEgovOtp = ['--url', `egov-otp=${egovOtp.address}`]
  const egovUser = await kataServed('service', 'egov-user', ...toEgovOtp, '--registered', registered)
  const urls = [...toEgovOtp, '--url', `egov-user=${egovUser.address}`]
  const sendsTo = topic === undefined ? [] : ['--topic', topic]
  const userOtp = await kataServed('service', 'user-otp', '--kafka', bootstrap, ...urls, ...sendsTo)
  return { egovOtp, egovUser, userOtp }
}

async function runFeatures(leg: Leg, reports: string, variables: Readonly<Record<string, string>>): Promise<unknown> {
  const args = ['bin/kata.js', 'run', '--env', 'external', '--parallel', String(leg.parallel), '--reports', reports]
  const env = { ...process.env, ...variables }
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' })
  const [exitCode] = await once(child, 'exit')
  return exitCode
}

async function leftGroups(bootstrap: string): Promise<readonly string[]> {
  const groups = await groupsAt(bootstrap)
  return groups.filter((groupId) => groupId.startsWith('kata-')).map((groupId) => `left behind: group ${groupId}`)
}

async function endServices(services: readonly Standing[]): Promise<readonly string[]> {
  const ended = await Promise.all(services.map(async ({ line, end }) => ({ line, exitCode: await end() })))
  return ended.flatMap(({ line, exitCode }) => (exitCode === 0 ? [] : [`${line}: ended with ${exitCode}`]))
}
