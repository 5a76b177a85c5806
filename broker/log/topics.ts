// All topics of the broker: who makes them, finds them and takes them away.
import { randomUUID } from 'node:crypto'
import { type ErrorCode, errorCodes } from '../protocol/index.js'
import { PartitionLog } from './partition-log.js'
import { checkConfigs, type TopicSettings } from './topic-configs.js'

export interface Topic {
  readonly name: string
  /** 32 hexadecimal digits; a topic that is made anew under the same name has another one. */
  readonly id: string
  /** By partition number. */
  readonly partitions: readonly PartitionLog[]
  /** As given at its creation; what was not given is not in it. */
  readonly configs: ReadonlyMap<string, string>
  readonly settings: TopicSettings
}

/** A topic that somebody wants. */
export interface NewTopic {
  readonly name: string
  /** -1 is the broker's default. */
  readonly partitions: number
  readonly configs: readonly { readonly name: string; readonly value: string | null }[]
}

/** Why a topic was not made. */
export interface Refusal {
  readonly errorCode: ErrorCode
  readonly errorMessage: string
}

/** Bounded, because one request could otherwise fill the memory. */
const maxPartitions = 10_000

export class Topics {
  readonly #byName = new Map<string, Topic>()
  readonly #byId = new Map<string, Topic>()
  readonly #defaults: { readonly partitions: number; readonly settings: TopicSettings }

  constructor(defaults: { readonly partitions: number; readonly settings: TopicSettings }) {
    this.#defaults = defaults
  }

  /** In the order of their creation. */
  all(): readonly Topic[] {
    return [...this.#byName.values()]
  }

  byName(name: string): Topic | undefined {
    return this.#byName.get(name)
  }

  byId(id: string): Topic | undefined {
    return this.#byId.get(id)
  }

  log(name: string, partition: number): PartitionLog | undefined {
    return this.#byName.get(name)?.partitions[partition]
  }

  /** The topic as it would be made, or why it cannot be; changes nothing. */
  plan(wanted: NewTopic): Topic | Refusal {
    const wrongName = wrongTopicName(wanted.name)
    if (wrongName !== undefined) return refuse('INVALID_TOPIC_EXCEPTION', wrongName)
    if (this.#byName.has(wanted.name)) return refuse('TOPIC_ALREADY_EXISTS', `Topic "${wanted.name}" exists already.`)
    const count = wanted.partitions === -1 ? this.#defaults.partitions : wanted.partitions
    if (count < 1 || count > maxPartitions) {
      return refuse('INVALID_PARTITIONS', `${count} partitions are not between 1 and ${maxPartitions}.`)
    }
    const checked = checkConfigs(wanted.configs, this.#defaults.settings)
    if ('wrong' in checked) return refuse('INVALID_CONFIG', checked.wrong)
    const partitions = Array.from({ length: count }, () => new PartitionLog())
    return { name: wanted.name, id: randomUUID().replaceAll('-', ''), partitions, ...checked }
  }

  create(wanted: NewTopic): Topic | Refusal {
    const topic = this.plan(wanted)
    if ('errorCode' in topic) return topic
    this.#byName.set(topic.name, topic)
    this.#byId.set(topic.id, topic)
    return topic
  }

  /** Takes a topic away and wakes those who wait for its messages. */
  delete(topic: Topic): void {
    this.#byName.delete(topic.name)
    this.#byId.delete(topic.id)
    for (const log of topic.partitions) log.wake()
  }
}

function wrongTopicName(name: string): string | undefined {
  if (name === '' || name === '.' || name === '..') return `"${name}" is not a topic name.`
  if (name.length > 249) return 'A topic name has at most 249 characters.'
  if (!/^[\w.-]+$/.test(name))
    return `Topic name "${name}" has other characters than letters, digits, ".", "_" and "-".`
  return undefined
}

function refuse(name: keyof typeof errorCodes, errorMessage: string): Refusal {
  return { errorCode: errorCodes[name], errorMessage }
}
