// Judges how a topic is set up: its configs, and what the Kafka bindings of its channel say. Kafka knows every config as
// text; a contract may give it as text, number, boolean or list.

import { type Mismatch, match } from '../match/index.js'
import { nearest } from '../shared/index.js'
import type { KafkaBindings } from './channel.js'

/** A topic as Kafka has it. */
export interface TopicSetup {
  /** A partition each: the ids of the brokers that have a copy. */
  readonly replicas: readonly (readonly number[])[]
  /** Every config by its name, as text. */
  readonly configs: ReadonlyMap<string, string>
}

/** One config that is asked for: a value, a list or a marker. */
export interface ConfigRow {
  /** Kafka's own name, such as `cleanup.policy`. */
  readonly name: string
  readonly expected: unknown
}

/** Whether the bindings say anything that `judgeTopic` could judge. */
export function judgesTopic({ partitions, replicas, topicConfiguration = {} }: KafkaBindings): boolean {
  return partitions !== undefined || replicas !== undefined || Object.keys(topicConfiguration).length > 0
}

/** Everything in which a topic differs from the bindings of its channel. */
export function judgeTopic(
  { partitions, replicas, topicConfiguration = {} }: KafkaBindings,
  { replicas: copies, configs }: TopicSetup,
): readonly Mismatch[] {
  const rows = Object.entries(topicConfiguration).map(([name, expected]) => ({ name, expected }))
  return [
    ...(partitions === undefined ? [] : judgePartitions(copies, partitions)),
    ...(replicas === undefined ? [] : judgeReplicas(copies, replicas)),
    ...judgeConfigs(configs, rows),
  ]
}

/** The number of partitions, where it is another one. */
export function judgePartitions(replicas: TopicSetup['replicas'], expected: number): readonly Mismatch[] {
  return match(replicas.length, expected, { path: 'partitions' })
}

/** Every partition that has more or fewer copies. */
export function judgeReplicas(replicas: TopicSetup['replicas'], expected: number): readonly Mismatch[] {
  return replicas.flatMap((ids, partition) =>
    match(ids.length, expected, { path: `partitions[${partition}].replicas` }),
  )
}

/**
 * Every config that is not as asked for.
 *
 * @throws KataError MARKER_INVALID
 */
export function judgeConfigs(configs: TopicSetup['configs'], rows: readonly ConfigRow[]): readonly Mismatch[] {
  return rows.flatMap(({ name, expected }) => {
    const value = configs.get(name)
    if (value !== undefined) return judgeValue(name, value, expected)
    const [near] = nearest(configs.keys(), name)
    const hint = near === undefined ? {} : { hint: `There is a \`${near}\`: is it meant?` }
    return match(undefined, expected, { path: name }).map((mismatch) => ({ ...mismatch, ...hint }))
  })
}

/** A text is right when one of the forms in which it can be read is; else the form is told that is like the expected one. */
function judgeValue(name: string, value: string, expected: unknown): readonly Mismatch[] {
  const judged = formsOf(value, expected).map((form) => match(form, expected, { path: name }))
  const isAlike = (mismatches: readonly Mismatch[]) => mismatches.every(({ hint }) => hint === undefined)
  return judged.find((mismatches) => mismatches.length === 0) ?? judged.find(isAlike) ?? judged[0] ?? []
}

function formsOf(value: string, expected: unknown): readonly unknown[] {
  const number = /^-?\d+(?:\.\d+)?$/.test(value) ? [Number(value)] : []
  const boolean = value === 'true' || value === 'false' ? [value === 'true'] : []
  return [value, ...number, ...boolean, listOf(value, Array.isArray(expected) ? expected : [])]
}

/** The order of a list such as `compact,delete` means nothing: it is put into the order of the expected one. */
function listOf(value: string, expected: readonly unknown[]): readonly string[] {
  const parts = value === '' ? [] : value.split(',').map((part) => part.trim())
  return [
    ...expected.filter((part) => parts.includes(String(part))).map(String),
    ...parts.filter((part) => !expected.includes(part)),
  ]
}
