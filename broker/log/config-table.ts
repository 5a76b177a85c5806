// Every config that a topic can have on Kafka, with its rule, its default and the setting of the broker that it follows.
// What they do is said in topic-configs.ts. Names and defaults as Apache Kafka 4.3.1 answers DescribeConfigs.
// Source: https://kafka.apache.org/documentation/#topicconfigs

/** Types of configs, in the numbers of the protocol. */
export const configTypes = { BOOLEAN: 1, STRING: 2, INT: 3, SHORT: 4, LONG: 5, DOUBLE: 6, LIST: 7 } as const

/** One config that there is. */
export interface KnownConfig {
  /** A number of `configTypes`. */
  readonly type: number
  readonly defaultValue: string
  /** What the same is called among the settings of a broker, where it follows one. */
  readonly brokerName?: string
  /** Gives undefined for a right value, and otherwise what it should be, to be read after "is not". */
  readonly rule: (value: string) => string | undefined
}

type Rule = KnownConfig['rule']
type Kind = Pick<KnownConfig, 'type' | 'rule'>

const int32Max = 0x7fffffffn
const int64Max = 0x7fffffffffffffffn

/** By name, in alphabetical order. */
export const knownConfigs: ReadonlyMap<string, KnownConfig> = new Map([
  config('cleanup.policy', listOf('delete', 'compact'), 'delete', 'log.cleanup.policy'),
  config('compression.gzip.level', intFrom(-1), '-1', 'compression.gzip.level'),
  config('compression.lz4.level', intFrom(1), '9', 'compression.lz4.level'),
  config(
    'compression.type',
    oneOf('uncompressed', 'zstd', 'lz4', 'snappy', 'gzip', 'producer'),
    'producer',
    'compression.type',
  ),
  config('compression.zstd.level', intFrom(-131_072), '3', 'compression.zstd.level'),
  config('delete.retention.ms', longFrom(0), '86400000', 'log.cleaner.delete.retention.ms'),
  config('file.delete.delay.ms', longFrom(0), '60000', 'log.segment.delete.delay.ms'),
  config('flush.messages', longFrom(1), String(int64Max), 'log.flush.interval.messages'),
  config('flush.ms', longFrom(0), String(int64Max)),
  config('follower.replication.throttled.replicas', anyList(), ''),
  config('index.interval.bytes', intFrom(0), '4096', 'log.index.interval.bytes'),
  config('leader.replication.throttled.replicas', anyList(), ''),
  config('local.retention.bytes', longFrom(-2), '-2', 'log.local.retention.bytes'),
  config('local.retention.ms', longFrom(-2), '-2', 'log.local.retention.ms'),
  config('max.compaction.lag.ms', longFrom(1), String(int64Max), 'log.cleaner.max.compaction.lag.ms'),
  config('max.message.bytes', intFrom(0), '1048588', 'message.max.bytes'),
  config('message.timestamp.after.max.ms', longFrom(0), '3600000', 'log.message.timestamp.after.max.ms'),
  config('message.timestamp.before.max.ms', longFrom(0), String(int64Max), 'log.message.timestamp.before.max.ms'),
  config('message.timestamp.type', oneOf('CreateTime', 'LogAppendTime'), 'CreateTime', 'log.message.timestamp.type'),
  config('min.cleanable.dirty.ratio', share(), '0.5', 'log.cleaner.min.cleanable.ratio'),
  config('min.compaction.lag.ms', longFrom(0), '0', 'log.cleaner.min.compaction.lag.ms'),
  config('min.insync.replicas', intFrom(1), '1', 'min.insync.replicas'),
  config('preallocate', yesOrNo(), 'false', 'log.preallocate'),
  config('remote.log.copy.disable', yesOrNo(), 'false'),
  config('remote.log.delete.on.disable', yesOrNo(), 'false'),
  // Kafka refuses "true" as well where it has no remote storage.
  config('remote.storage.enable', { ...yesOrNo(), rule: oneOf('false').rule }, 'false'),
  config('retention.bytes', longFrom(-1), '-1', 'log.retention.bytes'),
  config('retention.ms', longFrom(-1), '604800000'),
  config('segment.bytes', intFrom(14), '1073741824', 'log.segment.bytes'),
  config('segment.index.bytes', intFrom(4), '10485760', 'log.index.size.max.bytes'),
  config('segment.jitter.ms', longFrom(0), '0'),
  config('segment.ms', longFrom(1), '604800000'),
  config('unclean.leader.election.enable', yesOrNo(), 'false', 'unclean.leader.election.enable'),
])

function config(name: string, kind: Kind, ...[defaultValue, brokerName]: [string, string?]): [string, KnownConfig] {
  return [name, { ...kind, defaultValue, ...(brokerName === undefined ? {} : { brokerName }) }]
}

function oneOf(...allowed: readonly string[]): Kind {
  const rule: Rule = (value) => (allowed.includes(value) ? undefined : `one of ${allowed.join(', ')}`)
  return { type: configTypes.STRING, rule }
}

function yesOrNo(): Kind {
  return { ...oneOf('true', 'false'), type: configTypes.BOOLEAN }
}

function listOf(...allowed: readonly string[]): Kind {
  const rule: Rule = (value) => {
    const parts = value.split(',').map((part) => part.trim())
    return parts.every((part) => allowed.includes(part)) ? undefined : `a list of ${allowed.join(', ')}`
  }
  return { type: configTypes.LIST, rule }
}

function anyList(): Kind {
  return { type: configTypes.LIST, rule: () => undefined }
}

function intFrom(min: number): Kind {
  return { type: configTypes.INT, rule: wholeFrom(BigInt(min), int32Max) }
}

function longFrom(min: number): Kind {
  return { type: configTypes.LONG, rule: wholeFrom(BigInt(min), int64Max) }
}

function wholeFrom(min: bigint, max: bigint): Rule {
  return (value) => {
    const isRight = /^-?\d{1,19}$/.test(value) && BigInt(value) >= min && BigInt(value) <= max
    return isRight ? undefined : `a whole number of at least ${min}`
  }
}

function share(): Kind {
  const rule: Rule = (value) => (/^(?:0(?:\.\d+)?|1(?:\.0+)?)$/.test(value) ? undefined : 'a number from 0 to 1')
  return { type: configTypes.DOUBLE, rule }
}
