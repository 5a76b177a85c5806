// How a topic must be set up: its partitions, their copies, its configs. And how many brokers there must be.

import type { DataTable } from '@cucumber/cucumber'
import {
  type Channel,
  type ConfigRow,
  judgeConfigs,
  judgePartitions,
  judgeReplicas,
  judgesTopic,
  judgeTopic,
} from '../contract/index.js'
import type { PartitionReplicas } from '../kafka/index.js'
import { typedCell } from '../language/index.js'
import { type Mismatch, match } from '../match/index.js'
import { KataError } from '../shared/index.js'
import { explainBrokers, explainTopic } from '../verdict/index.js'
import { expectNothing } from './expect.js'
import { resolveTopic } from './topics.js'
import { expectedValue, pairsOf } from './values.js'
import type { KataWorld } from './world.js'

/** Counts the partitions. */
export async function expectPartitions(world: KataWorld, name: string, count: number): Promise<void> {
  const { topic } = await resolveTopic(world, name)
  const partitions = await world.kafka.replicas(topic)
  demand(world, topic, {
    mismatches: partitions.length === 0 ? undefined : judgePartitions(copiesOf(partitions), count),
    must: `have ${counted(count, 'partition')}`,
    advice:
      'Partitions are decided where the topic is created; a producer that makes it gets the default of the broker.',
  })
}

/** Counts the copies of every partition. */
export async function expectReplicationFactor(world: KataWorld, name: string, factor: number): Promise<void> {
  const { topic } = await resolveTopic(world, name)
  const partitions = await world.kafka.replicas(topic)
  demand(world, topic, {
    mismatches: partitions.length === 0 ? undefined : judgeReplicas(copiesOf(partitions), factor),
    must: `have the replication factor ${factor}`,
    advice: 'Copies are decided where the topic is created; a producer that makes it gets the default of the broker.',
  })
}

/** Counts the copies of every partition that have everything their leader has. */
export async function expectInSyncReplicas(world: KataWorld, name: string, count: number): Promise<void> {
  const { topic } = await resolveTopic(world, name)
  const partitions = await world.kafka.replicas(topic)
  demand(world, topic, {
    mismatches: partitions.length === 0 ? undefined : partitions.flatMap((partition) => judgeInSync(partition, count)),
    must: `have ${counted(count, 'in-sync replica')} of every partition`,
    advice: 'A broker that is down or slow falls out of sync; a copy that was never made cannot be in sync.',
  })
}

/** Compares configs with a table of their names and what is expected. KataError TABLE_INVALID, MARKER_INVALID. */
export async function expectConfigs(world: KataWorld, name: string, table: DataTable): Promise<void> {
  const rows = rowsOf(world, table)
  // What cannot be read is a mistake whatever the topic is like.
  judgeConfigs(new Map(), rows)
  const { topic } = await resolveTopic(world, name)
  const configs = await world.kafka.configs(topic)
  demand(world, topic, {
    mismatches: configs.size === 0 ? undefined : judgeConfigs(configs, rows),
    must: 'have the configuration that is expected',
    advice: 'Compare how the topic was created with what the step asks for.',
  })
}

/** Compares partitions, copies and configs with the Kafka bindings of the channel. KataError CONTRACT_UNKNOWN. */
export async function expectCatalogue(world: KataWorld, name: string): Promise<void> {
  const { topic, channel } = await resolveTopic(world, name)
  if (channel === undefined || !judgesTopic(channel.bindings)) throw nothingSaid(topic, channel)
  const partitions = await world.kafka.replicas(topic)
  // Reading configs takes a right of its own, so it is done only where the catalogue speaks of them.
  const configs = channel.bindings.topicConfiguration === undefined ? new Map() : await world.kafka.configs(topic)
  const setup = { replicas: copiesOf(partitions), configs }
  demand(world, topic, {
    mismatches: partitions.length === 0 ? undefined : judgeTopic(channel.bindings, setup),
    must: `match its catalogue, the channel "${channel.name}"`,
    advice: `Either the topic was created otherwise, or the bindings in schemas/asyncapi (${channel.service}) have to say so.`,
  })
}

/** Counts the brokers that are up. */
export async function expectBrokers(world: KataWorld, atLeast: number): Promise<void> {
  const brokerIds = await world.kafka.brokerIds()
  if (brokerIds.length < atLeast) expectNothing(explainBrokers(brokerIds, atLeast))
}

interface Found {
  /** `undefined` where there is no such topic. */
  readonly mismatches: readonly Mismatch[] | undefined
  readonly must: string
  readonly advice: string
}

function demand(world: KataWorld, topic: string, { mismatches, must, advice }: Found): void {
  if (mismatches?.length === 0) return
  expectNothing(explainTopic(topic, mismatches ?? [], { must, advice, mask: world.mask }))
}

function copiesOf(partitions: readonly PartitionReplicas[]): readonly (readonly number[])[] {
  return partitions.map(({ replicas }) => replicas)
}

function judgeInSync({ partition, replicas, isr }: PartitionReplicas, count: number): readonly Mismatch[] {
  const out = replicas.filter((id) => !isr.includes(id))
  const who = `${out.length === 1 ? 'Broker' : 'Brokers'} ${out.join(', ')}`
  const hint = out.length === 0 ? {} : { hint: `${who} ${out.length === 1 ? 'is' : 'are'} not in sync.` }
  return match(isr.length, count, { path: `partitions[${partition}].isr` }).map((mismatch) => ({
    ...mismatch,
    ...hint,
  }))
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function rowsOf(world: KataWorld, table: DataTable): readonly ConfigRow[] {
  const pairs = pairsOf(table, ['name', 'expected'])
  if (pairs.length > 0) return pairs.map(([name, cell]) => ({ name, expected: expectedValue(typedCell(cell), world) }))
  throw new KataError('TABLE_INVALID', {
    couldNot: 'The table of the step cannot be read.',
    found: 'It has no rows, so every configuration would do.',
    todo: 'Give it a row | name | expected |, such as | cleanup.policy | delete |.',
  })
}

function nothingSaid(topic: string, channel: Channel | undefined): KataError {
  const found =
    channel === undefined
      ? `No channel of the catalogue has the topic "${topic}".`
      : `The channel "${channel.name}" says nothing of partitions, replicas and configuration.`
  return new KataError('CONTRACT_UNKNOWN', {
    couldNot: `The topic "${topic}" could not be compared with its catalogue.`,
    found,
    todo: 'Say in schemas/asyncapi what the topic must be like, or ask for it with the other sentences.',
    facts: { topic, channel: channel?.name },
  })
}
