import type { DataTable } from '@cucumber/cucumber'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Broker, startBroker } from '../../broker/index.js'
import type { PartitionReplicas } from '../../support/kafka/index.js'
import {
  expectBrokers,
  expectCatalogue,
  expectConfigs,
  expectInSyncReplicas,
  expectPartitions,
  expectReplicationFactor,
} from '../../support/world/topic-judgements.js'
import type { KataWorld } from '../../support/world/world.js'
import { settingsWith } from '../config/settings-with.js'
import { worldWith } from './world-with.js'

const otpSms = 'egov.core.notification.sms.otp'
let broker: Broker
let made: ReturnType<typeof worldWith>

beforeAll(async () => {
  broker = await startBroker()
  broker.createTopic(otpSms, { configs: { 'retention.ms': '1000' } })
  broker.createTopic('of.others', { partitions: 2 })
  made = worldWith({ kafka: { ...settingsWith().kafka, brokers: [broker.bootstrap] } })
})

afterAll(async () => {
  await made.worker.kafka.close(1000)
  await broker.close()
})

const table = (...rows: readonly (readonly string[])[]) => ({ raw: () => rows }) as DataTable

/** The text of the CONTRACT failure that a judgement ends in. */
async function broken(judge: (world: KataWorld) => Promise<void>, world: KataWorld = made.world): Promise<string> {
  const error = await judge(world).catch((caught: unknown) => caught)
  expect(error).toMatchObject({ verdict: 'CONTRACT' })
  return (error as Error).message
}

/** A world whose Kafka tells that of every topic. */
function worldOf(partitions: readonly PartitionReplicas[], topics: Readonly<Record<string, string>> = {}): KataWorld {
  const { world } = worldWith({ topics })
  const kafka = { replicas: async () => partitions, configs: async () => new Map(), topics: async () => [] }
  Object.defineProperty(world, 'kafka', { value: kafka })
  return world
}

describe('a topic that is as it must be', () => {
  it('passes by its channel, its topic, or a name that only Kafka knows', async () => {
    for (const name of ['otp-sms', otpSms]) await expectPartitions(made.world, name, 3)
    await expectPartitions(made.world, 'of.others', 2)
    await expectReplicationFactor(made.world, 'of.others', 1)
    await expectInSyncReplicas(made.world, 'otp-sms', 1)
    await expectCatalogue(made.world, 'otp-sms')
    await expectBrokers(made.world, 1)
  })

  it('has the configs of a table, whose cells may be values, variables and markers', async () => {
    made.world.variables.set('retention', 1000)
    const rows = [
      ['retention.ms', '#(retention)'],
      ['cleanup.policy', '["delete"]'],
      ['min.insync.replicas', '#number'],
    ]
    await expectConfigs(made.world, 'otp-sms', table(['name', 'expected'], ...rows))
  })
})

describe('a topic that is set up otherwise', () => {
  it('is told by the number of its partitions', async () => {
    expect(await broken((world) => expectPartitions(world, 'otp-sms', 1))).toBe(
      [
        `The topic "${otpSms}" does not have 1 partition.`,
        '  partitions   equals   expected 1   actual 3',
        'Partitions are decided where the topic is created; a producer that makes it gets the default of the',
        '  broker.',
      ].join('\n'),
    )
  })

  it('is told by every partition that has more or fewer copies', async () => {
    expect(await broken((world) => expectReplicationFactor(world, 'of.others', 3))).toBe(
      [
        'The topic "of.others" does not have the replication factor 3.',
        '  partitions[0].replicas   equals   expected 3   actual 1',
        '  partitions[1].replicas   equals   expected 3   actual 1',
        'Copies are decided where the topic is created; a producer that makes it gets the default of the',
        '  broker.',
      ].join('\n'),
    )
  })

  it('is told by every partition that is not in sync, and who is not', async () => {
    const partitions = [
      { partition: 0, replicas: [1, 2, 3], isr: [1, 2, 3] },
      { partition: 1, replicas: [1, 2, 3], isr: [1] },
    ]
    expect(await broken((world) => expectInSyncReplicas(world, 'otp-sms', 3), worldOf(partitions))).toBe(
      [
        `The topic "${otpSms}" does not have 3 in-sync replicas of every partition.`,
        '  partitions[1].isr   equals   expected 3   actual 1',
        'Brokers 2, 3 are not in sync. A broker that is down or slow falls out of sync; a copy that was never',
        '  made cannot be in sync.',
      ].join('\n'),
    )
  })

  it('is told by the configs that differ', async () => {
    const rows = table(['retention.ms', '604800000'], ['cleanup.polici', 'compact'])
    expect(await broken((world) => expectConfigs(world, 'otp-sms', rows))).toBe(
      [
        `The topic "${otpSms}" does not have the configuration that is expected.`,
        '  retention.ms     equals    expected 604800000   actual 1000',
        '  cleanup.polici   missing   expected "compact"   actual missing',
        'There is a `cleanup.policy`: is it meant? Compare how the topic was created with what the step asks',
        '  for.',
      ].join('\n'),
    )
  })

  it('is told by what its catalogue says of it', async () => {
    const partitions = [{ partition: 0, replicas: [1], isr: [1] }]
    expect(await broken((world) => expectCatalogue(world, 'otp-sms'), worldOf(partitions))).toBe(
      [
        `The topic "${otpSms}" does not match its catalogue, the channel "otp-sms".`,
        '  partitions       equals    expected 3            actual 1',
        '  cleanup.policy   missing   expected ["delete"]   actual missing',
        'Either the topic was created otherwise, or the bindings in schemas/asyncapi (user-otp) have to say',
        '  so.',
      ].join('\n'),
    )
  })
})

describe('a topic of a channel that does not exist', () => {
  const rows = table(['cleanup.policy', '#notpresent'])

  it.each<[string, (world: KataWorld) => Promise<void>]>([
    ['have 3 partitions', (world) => expectPartitions(world, 'otp-sms', 3)],
    ['have the replication factor 1', (world) => expectReplicationFactor(world, 'otp-sms', 1)],
    ['have 1 in-sync replica of every partition', (world) => expectInSyncReplicas(world, 'otp-sms', 1)],
    ['have the configuration that is expected', (world) => expectConfigs(world, 'otp-sms', rows)],
    ['match its catalogue, the channel "otp-sms"', (world) => expectCatalogue(world, 'otp-sms')],
  ])('does not %s', async (must, judge) => {
    expect(await broken(judge, worldOf([], { 'otp-sms': 'qa.otp' }))).toBe(
      [
        `The topic "qa.otp" does not ${must}.`,
        '  the topic does not exist',
        'Nothing has created the topic: check its name, and what the service is configured with.',
      ].join('\n'),
    )
  })
})

it('too few brokers are told with those that are up', async () => {
  expect(await broken((world) => expectBrokers(world, 3))).toBe(
    [
      'The cluster does not have at least 3 brokers.',
      '  brokers   at least   expected 3   actual 1',
      'Up is broker 1: look why the others are down, or whether this environment has them.',
    ].join('\n'),
  )
})

describe('a mistake', () => {
  it('is a topic that neither the catalogue nor Kafka knows', async () => {
    await expect(expectPartitions(made.world, 'otp-sns', 3)).rejects.toMatchObject({ code: 'CHANNEL_UNKNOWN' })
  })

  it('is a table without rows, or with a marker that there is not', async () => {
    await expect(expectConfigs(made.world, 'otp-sms', table(['name', 'expected']))).rejects.toThrow(
      [
        'The table of the step cannot be read.',
        'It has no rows, so every configuration would do.',
        'Give it a row | name | expected |, such as | cleanup.policy | delete |.',
      ].join('\n'),
    )
    const rows = table(['cleanup.policy', '#nummer'])
    await expect(expectConfigs(worldOf([]), 'otp-sms', rows)).rejects.toMatchObject({ code: 'MARKER_INVALID' })
  })

  it('is to compare with a catalogue that says nothing', async () => {
    await expect(expectCatalogue(made.world, 'of.others')).rejects.toMatchObject({
      code: 'CONTRACT_UNKNOWN',
      message: [
        'The topic "of.others" could not be compared with its catalogue.',
        'No channel of the catalogue has the topic "of.others".',
        'Say in schemas/asyncapi what the topic must be like, or ask for it with the other sentences.',
      ].join('\n'),
    })
  })
})

it('a Kafka that is away is no fault of the topic', async () => {
  const own = await startBroker()
  await own.close()
  const { kafka, timeouts } = settingsWith()
  const { world, worker } = worldWith({
    kafka: { ...kafka, brokers: [own.bootstrap] },
    timeouts: { ...timeouts, drainMs: 100 },
  })
  for (const judge of [
    () => expectPartitions(world, 'otp-sms', 3),
    () => expectConfigs(world, 'otp-sms', table(['cleanup.policy', 'delete'])),
    () => expectBrokers(world, 1),
  ]) {
    await expect(judge()).rejects.toMatchObject({ code: 'KAFKA_UNREACHABLE', class: 'INFRASTRUCTURE' })
  }
  await worker.kafka.close(1000)
})
